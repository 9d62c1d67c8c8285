import type { SordinoError } from './error.js';
import type {
  Appearance,
  FieldCode,
  FieldKind,
  FieldOptions,
  FileState,
  Gesture,
  Operation,
  TokenReason,
  Usage,
  Words,
} from './generated/protocol.js';
import type { Operations } from './operations.js';

export type {
  Appearance,
  AppearanceVariable,
  Code,
  FieldCode,
  FieldKind,
  FieldOptions,
  FieldProblem,
  FileState,
  Gesture,
  Operation,
  Outcome,
  Theme,
  TokenReason,
  Usage,
  Words,
} from './generated/protocol.js';
export type * from './operations.js';

/**
 * A client token: the `ClientToken` object that the API returned to `generate…ClientToken`, or only
 * its `value`.
 *
 * Without `expirationDate`, and without a claim `exp` in the token, Sordino assumes a life of ten
 * minutes.
 */
export type ClientToken =
  | string
  | { value: string; expirationDate?: string | null; usage?: Usage | null };

/** The options of `createSession`. */
export interface SessionOptions {
  /**
   * The address of the folder that contains `vault.html` on the frame's origin, for example
   * `https://frame.example/v1.0.0/`. The scheme is https, or http for a loopback address. A user, a
   * query or a fragment is refused.
   */
  frameUrl: string | URL;
  /**
   * A client token, or a function that fetches one from your server.
   *
   * The session calls the function when it needs a token, before a token expires, after it has
   * expired, and after the API has refused it; `reason` says which. The function has `timeout`
   * milliseconds. If it throws or rejects, the session calls it again, at most three times in all.
   *
   * A plain token can't be renewed: after it has expired, calls fail with `token-expired`. See
   * docs/SESSION.md.
   */
  clientToken: ClientToken | ((reason: TokenReason) => ClientToken | Promise<ClientToken>);
  /** Colours, lengths and fonts of the fields. Each is a typed value, never CSS text. */
  appearance?: Appearance;
  /**
   * The language of the frame's own texts, as a BCP 47 tag.
   *
   * @defaultValue The `lang` of the document; English if the frame does not have that language.
   */
  locale?: string;
  /**
   * Replaces some of the frame's texts of `locale`: labels by the field's kind, the other texts by
   * their names. A text has 1 to 80 characters, on one line. Any other value ends the session with
   * `invalid-options`. See docs/languages.md.
   */
  words?: Words;
  /**
   * Time limit in milliseconds for loading the frame, for each client token and for each answer of
   * the API: a whole number from 1 to 120,000. In a prerendered page, the limit for loading starts
   * when the page is activated.
   *
   * @defaultValue 15,000
   */
  timeout?: number;
}

/** The options of one operation call. */
export interface CallOptions {
  /**
   * Ends the call with the code `aborted`, within a second. A request that was already sent may
   * have taken effect: see `SordinoError.outcome`.
   */
  signal?: AbortSignal;
}

/**
 * A method for each operation. Each returns a promise that rejects with a {@link SordinoError}.
 * While a call is running, a second call of the same operation fails with `busy` and sends nothing.
 */
type Calls = {
  [O in Operation]: (input: Operations[O][0], options?: CallOptions) => Promise<Operations[O][1]>;
};

/** The events of a session, by type. */
export interface SessionEvents {
  /** The frame has loaded; fired again after `retry`. */
  ready: CustomEvent<null>;
  /** The token expires soon. If `clientToken` is a function, the session calls it. */
  tokenexpiring: CustomEvent<object>;
  /**
   * The token has expired and there is no other token. Shown values are masked and wiped; typed
   * values stay.
   */
  tokenexpired: CustomEvent<object>;
  /**
   * The session has ended (`detail.ended` is `true`), or the frame has refused an option. Failures
   * of an operation reject its promise instead.
   */
  error: CustomEvent<SordinoError>;
}

/**
 * A connection to the frame: it creates fields and has a method for each operation.
 *
 * @example
 * ```ts
 * const session = createSession({ frameUrl: 'https://frame.example/v1.0.0/', clientToken });
 * session.createField('cardNumber').mount('#card-number');
 * const { last4 } = await session.viewPaymentCard({ paymentCardId });
 * ```
 */
export interface Session extends EventTarget, Calls {
  /**
   * Resolves when the frame has loaded; rejects with a {@link SordinoError} if it can't be used.
   * `retry` replaces this promise. Calls and fields do not need to wait for it.
   */
  readonly ready: Promise<void>;
  /**
   * Creates a field. It is not in the page until it is mounted. A session has at most 200 mounted
   * fields.
   *
   * If the frame refuses the kind or an option, because it is unknown or a value is too long for
   * example, the session fires `error` with the code `invalid-options`.
   *
   * @throws {@link SordinoError} `invalid-options` if an option is not plain data, such as a
   * function.
   */
  createField(kind: FieldKind, options?: FieldOptions): Field;
  /**
   * Changes the appearance of all fields. If the frame refuses a value, nothing changes and the
   * session fires `error` with the code `invalid-options`.
   *
   * @throws {@link SordinoError} `invalid-options` if a value is not plain data.
   */
  update(options: { appearance: Appearance }): void;
  /** Masks all revealed values immediately. */
  hide(): void;
  /**
   * Loads the frame again after the session has ended, and returns the new `ready`. Each field that
   * is still mounted is inserted again, empty, at the end of the element that it was in.
   *
   * While the session has not ended, and after `destroy`, it only returns the present `ready`.
   */
  retry(): Promise<void>;
  /**
   * Ends the session: wipes all values in the frame and removes all iframes. Running calls fail
   * with `destroyed`. A second call does nothing.
   */
  destroy(): void;
  addEventListener<E extends keyof SessionEvents>(
    type: E,
    listener: (event: SessionEvents[E]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * The state of a field's content. It never contains a character of the content or its length.
 *
 * A field does not know the input of an operation. A phone number or a tax number is therefore
 * `complete` if it is correct for some `countryCode` or `taxIdentificationNumberType`, and a phone
 * number of fewer than ten digits is `incomplete`. The operation checks it against its own input.
 */
export interface FieldState {
  /** Whether the field has no content. */
  empty: boolean;
  /** Whether the content meets the rule of the field's kind. */
  complete: boolean;
  /** Whether no error is known: the field is empty or complete. */
  valid: boolean;
  /** What is wrong with the content. */
  code?: FieldCode;
}

/** The events of a field, by type. */
export interface FieldEvents {
  /**
   * The field can be used. `height` is in CSS pixels; it is 0 if the field is in a part of the page
   * that is not displayed, and `resize` reports the height later.
   */
  ready: CustomEvent<{ height: number; label: string }>;
  /** The field needs another height, in CSS pixels; never 0. */
  resize: CustomEvent<{ height: number }>;
  /** The field's state has changed. It is not fired for each key. */
  change: CustomEvent<FieldState>;
  /** The field has received the focus. */
  focus: CustomEvent<object>;
  /** The field has lost the focus. */
  blur: CustomEvent<object>;
  /** The person has revealed a value. In a field `paymentCard`, `kind` says which value. */
  reveal: CustomEvent<{ kind: FieldKind }>;
  /** A revealed value is masked again. */
  hide: CustomEvent<{ kind: FieldKind }>;
  /** The person has copied a value. */
  copy: CustomEvent<{ kind: FieldKind }>;
  /**
   * The upload of a file in a field `document` has progressed. `file` counts from 0; `percent` is
   * from 0 to 100.
   */
  progress: CustomEvent<{ file: number; percent: number; state: FileState }>;
  /**
   * The field displays an error, or can't be used: `unavailable` if its iframe did not load within
   * `timeout`, `conflict` if the session already has a field `document`. For a shown value,
   * `gesture` is the action of the person that failed. A field `document` fires one for each file
   * that it refuses.
   */
  error: CustomEvent<{ code: FieldCode; gesture?: Gesture }>;
}

/**
 * An input, a shown value or a file picker in an iframe. The page can place it and listen to its
 * events, but can't read its content.
 *
 * @example
 * ```ts
 * const pin = session.createField('pin', { label: 'New PIN' }).mount('#pin');
 * pin.addEventListener('change', ({ detail }) => (button.disabled = !detail.complete));
 * ```
 */
export interface Field extends EventTarget {
  /** The kind of the field. */
  readonly kind: FieldKind;
  /**
   * Inserts the field at the end of an element or a shadow root. A field that is mounted already
   * moves there and is empty.
   *
   * @throws {@link SordinoError} `mount-target` if the selector finds no element, or the element is
   * in another document than the page.
   */
  mount(target: string | Element | ShadowRoot): this;
  /**
   * Changes some options; the others keep their values.
   *
   * @throws {@link SordinoError} `invalid-options` if an option is not plain data.
   */
  update(options: FieldOptions): void;
  /**
   * Focuses the field's input. Before the field is ready, the iframe receives the focus and passes
   * it on when the field is ready, unless something else has the focus by then.
   */
  focus(): void;
  /** Removes the focus from the field. */
  blur(): void;
  /** Wipes the field's content. */
  clear(): void;
  /** Removes the field from the page and wipes its content. It can be mounted again. */
  unmount(): void;
  addEventListener<E extends keyof FieldEvents>(
    type: E,
    listener: (event: FieldEvents[E]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
