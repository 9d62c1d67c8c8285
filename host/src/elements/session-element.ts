import { createSession } from '../index.js';
import type { Appearance, Session, SessionOptions, SordinoError, Words } from '../index.js';
import { ElementBase, numberOf, reflect, shadowOf, upgrade } from './base.js';

/** The methods of a field element that its session element calls. */
export interface Member {
  /** Sets the session of the field, or removes it. */
  join(session: Session | undefined): void;
  /** Resets the field's state after the session has ended; `retry` inserts its iframe again. */
  lose(): void;
}

/** Field elements that have not found their session element. */
export const waiting = new Set<Member & { find(): void }>();

/**
 * `<sordino-session>`: a session for the `<sordino-field>` elements inside it, and for those that
 * refer to it by `session="id"`. The session starts when the element is in a document and has a
 * `frame-url` and a `clientToken`. It ends when the element has left the document.
 *
 * The client token is a property without an attribute, because attributes are part of every copy of
 * the page's markup.
 *
 * @example
 * ```html
 * <sordino-session id="session" frame-url="https://frame.example/v1.0.0/">
 *   <sordino-field kind="pin" required></sordino-field>
 * </sordino-session>
 * <script type="module">
 *   import 'sordino/elements';
 *   document.querySelector('#session').clientToken = async () =>
 *     (await fetch('/client-tokens', { method: 'POST' })).json();
 * </script>
 * ```
 *
 * @fires sordino-session-ready - The session can be used. Fired again after `retry`.
 * @fires sordino-session-error - The session could not start or has ended, or the frame has refused
 * an option. `detail` is the `SordinoError`.
 */
export class SordinoSessionElement extends ElementBase {
  static readonly observedAttributes = ['frame-url', 'locale', 'timeout'];

  readonly #members = new Set<Member>();
  #clientToken: SessionOptions['clientToken'] | undefined;
  #appearance: Appearance | undefined;
  #words: Words | undefined;
  #session: Session | undefined;
  /** Whether the page has set the session. The element then neither starts nor ends it. */
  #isGiven = false;

  constructor() {
    super();
    shadowOf(this, this.attachInternals(), ':host { display: contents }', {}).replaceChildren(
      document.createElement('slot'),
    );
  }

  connectedCallback(): void {
    upgrade(this, [
      'frameUrl',
      'clientToken',
      'appearance',
      'words',
      'locale',
      'timeout',
      'session',
    ]);
    this.#start();
    for (const field of waiting) field.find();
  }

  disconnectedCallback(): void {
    // An element that was only moved is connected again before this runs, and keeps its session.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && this.isConnected) this.#restart();
  }

  /**
   * The address of the folder that contains `vault.html`. Reflects the attribute `frame-url`. A
   * change starts a new session.
   */
  get frameUrl(): string {
    return this.getAttribute('frame-url') ?? '';
  }
  set frameUrl(value: string | URL | null) {
    reflect.text(this, 'frame-url', value);
  }

  /**
   * The language of the frame's texts, as a BCP 47 tag. A change starts a new session.
   *
   * @defaultValue The `lang` of the document.
   */
  get locale(): string | null {
    return this.getAttribute('locale');
  }
  set locale(value: string | null) {
    reflect.text(this, 'locale', value);
  }

  /**
   * Time limit in milliseconds for loading the frame, for each client token and for each answer of
   * the API: 1 to 120,000. A change starts a new session.
   *
   * @defaultValue 15,000
   */
  get timeout(): number | undefined {
    return numberOf(this, 'timeout');
  }
  set timeout(value: number | null | undefined) {
    reflect.text(this, 'timeout', value);
  }

  /**
   * A client token, or a function that fetches one. A function is better, because it can renew the
   * token. The property can't be read.
   */
  set clientToken(value: SessionOptions['clientToken'] | null | undefined) {
    const before = this.#clientToken;
    this.#clientToken = value ?? undefined;
    // Frameworks set a new function on each render. The session calls the newest.
    if (typeof value === 'function' && typeof before === 'function') return;
    if (before !== this.#clientToken) this.#restart();
  }

  /** Colours, lengths and fonts of the fields. Each is a typed value, never CSS text. */
  get appearance(): Appearance | undefined {
    return this.#appearance;
  }
  set appearance(value: Appearance | null | undefined) {
    this.#appearance = value ?? undefined;
    this.#session?.update({ appearance: value ?? {} });
  }

  /** Texts that replace the frame's own. A change starts a new session. */
  get words(): Words | undefined {
    return this.#words;
  }
  set words(value: Words | null | undefined) {
    const before = this.#words;
    this.#words = value ?? undefined;
    // Frameworks set a new object with the same texts on each render. Typed values must survive
    // that.
    if (JSON.stringify(before) !== JSON.stringify(this.#words)) this.#restart();
  }

  /**
   * The session, which has the operations; `undefined` while there is none. The page can set a
   * session that it has created itself.
   */
  get session(): Session | undefined {
    return this.#session;
  }
  set session(value: Session | null | undefined) {
    this.#end();
    this.#isGiven = Boolean(value);
    if (value) this.#take(value);
    else this.#start();
  }

  /**
   * Starts the session and its fields again after it has ended or could not start. Rejects with a
   * `SordinoError` if that fails.
   */
  async retry(): Promise<void> {
    this.#start();
    await this.#session?.retry();
  }

  /** Adds a field element. Only field elements call it. */
  adopt(member: Member): void {
    this.#members.add(member);
    member.join(this.#session);
  }

  /** Removes a field element. Only field elements call it. */
  release(member: Member): void {
    if (this.#members.delete(member)) member.join(undefined);
  }

  #restart(): void {
    if (this.#isGiven) return;
    this.#end();
    this.#start();
  }

  #start(): void {
    if (!this.isConnected || this.#session || !this.frameUrl || this.#clientToken === undefined)
      return;
    const options: SessionOptions = {
      frameUrl: this.frameUrl,
      clientToken:
        typeof this.#clientToken === 'function'
          ? (reason) =>
              typeof this.#clientToken === 'function'
                ? this.#clientToken(reason)
                : (this.#clientToken ?? '')
          : this.#clientToken,
    };
    if (this.#appearance) options.appearance = this.#appearance;
    if (this.#words) options.words = this.#words;
    if (this.locale !== null) options.locale = this.locale;
    if (this.timeout !== undefined) options.timeout = this.timeout;
    try {
      this.#take(createSession(options));
    } catch (error) {
      this.#fire('error', error);
    }
  }

  #take(session: Session): void {
    this.#session = session;
    session.addEventListener('error', ({ detail }) => {
      if (this.#session !== session) return;
      if (detail.ended) for (const member of this.#members) member.lose();
      this.#fire('error', detail);
    });
    // A session of the page may be ready already, and `retry` replaces `ready`.
    let followed: Promise<void> | undefined;
    const follow = (): void => {
      const { ready } = session;
      if (ready === followed) return;
      followed = ready;
      ready.then(
        () => {
          if (this.#session === session) this.#fire('ready', undefined);
        },
        () => {},
      );
    };
    follow();
    session.addEventListener('ready', follow);
    for (const member of this.#members) member.join(session);
  }

  #end(): void {
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    for (const member of this.#members) member.join(undefined);
    if (!this.#isGiven) session.destroy();
  }

  #fire(type: 'ready' | 'error', detail: unknown): void {
    this.dispatchEvent(
      new CustomEvent(`sordino-session-${type}`, { detail, bubbles: true, composed: true }),
    );
  }
}

/** The events of a `<sordino-session>`, by type. They bubble out of shadow roots. */
export interface SordinoSessionEvents {
  /** The session can be used. Fired again after `retry`. */
  'sordino-session-ready': CustomEvent<undefined>;
  /** The session could not start or has ended, or the frame has refused an option. */
  'sordino-session-error': CustomEvent<SordinoError>;
}
