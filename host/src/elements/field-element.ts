import { FIELD_EVENTS, FIELD_OPTIONS, SHOWN_KINDS } from '../generated/protocol.js';
import type { Field, FieldEvents, FieldKind, FieldOptions, FieldState, Session } from '../index.js';
import { ElementBase, numberOf, reflect, shadowOf, upgrade } from './base.js';
import { DEFAULT_HEIGHT, HEIGHTS, setInitialHeight } from './place.js';
import { type SordinoSessionElement, waiting } from './session-element.js';
import { validityOf } from './validity.js';

/** Until the iframe is inserted, the element has the same height as the iframe has at first. */
const CSS = [
  ':host { display: block }',
  ':host([hidden]) { display: none }',
  `.box:not(:has(iframe)) { min-block-size: ${DEFAULT_HEIGHT}px }`,
  ...Object.entries(HEIGHTS).map(
    ([kind, height]) =>
      `:host([kind="${kind}"]) .box:not(:has(iframe)) { min-block-size: ${height}px }`,
  ),
].join('\n');

/** The options whose property of the element has the same name. The others are `masked`, `copy`. */
const SAME_NAME = FIELD_OPTIONS.filter(
  (name): name is Exclude<keyof FieldOptions, 'masked' | 'copy'> =>
    name !== 'masked' && name !== 'copy',
);

/** The properties that are stored in an attribute of the same name, in kebab case. */
const REFLECTED = ['kind', ...SAME_NAME, 'unmasked', 'noCopy'];

const attributeOf = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Whether no element of a document has the focus. */
const hasNoFocus = ({ activeElement, body }: Document): boolean =>
  !activeElement || activeElement === body;

/** Whether an element is a session element that has been upgraded. */
const isSession = (element: Element | null | undefined): element is SordinoSessionElement =>
  element?.localName === 'sordino-session' && 'adopt' in element;

/**
 * `<sordino-field>`: a field of the `<sordino-session>` around it, or of the session element whose
 * id is in its attribute `session`. It is a form control: it has labels, can be required, disabled
 * and reset, and takes part in the form's validation. It has no value, so the form submits nothing
 * for it.
 *
 * Each event of the field is fired with the prefix `sordino-` and the same detail, for example
 * `sordino-change`. The events bubble out of shadow roots.
 *
 * @example
 * ```html
 * <label for="pin">New PIN</label>
 * <sordino-field id="pin" kind="pin" required></sordino-field>
 * ```
 *
 * @csspart box - The element around the iframe. It has the field's height before the iframe exists.
 * @csspart frame - The iframe.
 * @cssstate ready, empty, complete, invalid, focused, revealed
 */
export class SordinoFieldElement extends ElementBase {
  static readonly formAssociated = true;
  static readonly observedAttributes = [
    ...REFLECTED.map(attributeOf),
    'session',
    'validation-message',
  ];

  readonly #internals = this.attachInternals();
  readonly #box: HTMLElement;
  #host: SordinoSessionElement | undefined;
  #session: Session | undefined;
  #field: Field | undefined;
  #isFormDisabled = false;
  /** Whether to focus the iframe when it is inserted. */
  #isToFocus = false;
  #state: FieldState = { empty: true, complete: false, valid: true };

  constructor() {
    super();
    const root = shadowOf(this, this.#internals, CSS, { delegatesFocus: true });
    this.#box = root.querySelector<HTMLElement>('.box') ?? document.createElement('div');
    this.#box.className = 'box';
    this.#box.setAttribute('part', 'box');
    root.replaceChildren(this.#box);
    // A click on a label also clicks the element. Focus only the iframe, which focuses its input.
    // If the session focused the input too, the two would race in Firefox, and the input would lose
    // the focus again.
    this.addEventListener('click', () => this.focus());
  }

  connectedCallback(): void {
    upgrade(this, [...REFLECTED, 'name']);
    // The browser handles `autofocus` when the document has loaded, and there is no iframe yet. As
    // in the browser, an element that has the focus keeps it.
    if (this.autofocus && hasNoFocus(this.ownerDocument)) this.#isToFocus = true;
    this.#updateValidity();
    this.find();
  }

  disconnectedCallback(): void {
    waiting.delete(this);
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (name === 'session') {
      this.#leave();
      this.find();
    } else if (name === 'kind') {
      this.#remount();
    } else {
      if (name === 'required' || name === 'validation-message') this.#updateValidity();
      if (name !== 'validation-message') this.#field?.update(this.#options());
    }
  }

  /** Called for a `<fieldset disabled>` around the element. */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isFormDisabled = isDisabled;
    this.#field?.update(this.#options());
  }

  /** Called when the form is reset. Wipes the content. */
  formResetCallback(): void {
    this.clear();
  }

  /** The kind of the field, such as `pin` or `cvv`. A change creates a new, empty field. */
  get kind(): FieldKind | '' {
    return (this.getAttribute('kind') ?? '') as FieldKind | '';
  }
  set kind(value: FieldKind | '' | null) {
    reflect.text(this, 'kind', value);
  }

  /**
   * The label: plain text of at most 80 characters.
   *
   * @defaultValue The text of the first `<label>` for this element, or else the frame's own label.
   */
  get label(): string | null {
    return this.getAttribute('label');
  }
  set label(value: string | null) {
    reflect.text(this, 'label', value);
  }

  /** Plain text that an empty input displays; at most 80 characters. */
  get placeholder(): string | null {
    return this.getAttribute('placeholder');
  }
  set placeholder(value: string | null) {
    reflect.text(this, 'placeholder', value);
  }

  /**
   * The path of the field's value in the operation's input, if the kind can occur there more than
   * once, such as `businessProfile.ultimateBeneficialOwners.0`.
   */
  get path(): string | null {
    return this.getAttribute('path');
  }
  set path(value: string | null) {
    reflect.text(this, 'path', value);
  }

  /** Whether the input is disabled. */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(value: boolean) {
    reflect.flag(this, 'disabled', value);
  }

  /** Whether a shown value is displayed without a mask at first. */
  get unmasked(): boolean {
    return this.hasAttribute('unmasked');
  }
  set unmasked(value: boolean) {
    reflect.flag(this, 'unmasked', value);
  }

  /**
   * Seconds until a revealed value is masked again, 1 to 300.
   *
   * @defaultValue 30
   */
  get hideAfter(): number | undefined {
    return numberOf(this, 'hide-after');
  }
  set hideAfter(value: number | null | undefined) {
    reflect.text(this, 'hide-after', value);
  }

  /** Whether the button that copies a shown value is left out. */
  get noCopy(): boolean {
    return this.hasAttribute('no-copy');
  }
  set noCopy(value: boolean) {
    reflect.flag(this, 'no-copy', value);
  }

  /** For a field `paymentCard`: the cardholder's name; at most 80 characters. */
  get cardholderName(): string | null {
    return this.getAttribute('cardholder-name');
  }
  set cardholderName(value: string | null) {
    reflect.text(this, 'cardholder-name', value);
  }

  /**
   * For a field `document`: the `DocumentType`s to choose from, at most 30. The attribute separates
   * them by spaces.
   */
  get documentTypes(): string[] {
    return (this.getAttribute('document-types') ?? '').split(/\s+/).filter(Boolean);
  }
  set documentTypes(value: readonly string[] | null | undefined) {
    reflect.text(this, 'document-types', value?.join(' '));
  }

  /**
   * For a shown value: the id of its payment card.
   *
   * @defaultValue The card that was viewed last.
   */
  get paymentCardId(): string | null {
    return this.getAttribute('payment-card-id');
  }
  set paymentCardId(value: string | null) {
    reflect.text(this, 'payment-card-id', value);
  }

  /**
   * For a shown value: the id of its direct deposit detail.
   *
   * @defaultValue The account that was viewed last.
   */
  get directDepositDetailId(): string | null {
    return this.getAttribute('direct-deposit-detail-id');
  }
  set directDepositDetailId(value: string | null) {
    reflect.text(this, 'direct-deposit-detail-id', value);
  }

  /**
   * For a shown value: the id of its external bank account detail.
   *
   * @defaultValue The account that was viewed last.
   */
  get externalBankAccountDetailId(): string | null {
    return this.getAttribute('external-bank-account-detail-id');
  }
  set externalBankAccountDetailId(value: string | null) {
    reflect.text(this, 'external-bank-account-detail-id', value);
  }

  /** Whether the form is invalid and operations fail while the field is empty. */
  get required(): boolean {
    return this.hasAttribute('required');
  }
  set required(value: boolean) {
    reflect.flag(this, 'required', value);
  }

  /** A name for the page's own use. The form submits nothing under it. */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(value: string | null) {
    reflect.text(this, 'name', value);
  }

  /** The field, while it is mounted. */
  get field(): Field | undefined {
    return this.#field;
  }

  /** The state of the field's content. */
  get state(): FieldState {
    return { ...this.#state };
  }

  /** `sordino-field`, like the `type` of other form controls. */
  get type(): string {
    return this.localName;
  }
  /** The form that the element belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }
  /** The `<label>` elements of this element. */
  get labels(): NodeList {
    return this.#internals.labels;
  }
  /** As in other form controls. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }
  /** As in other form controls. The attribute `validation-message` replaces the browser's text. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }
  /** As in other form controls. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }
  /** As in other form controls. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }
  /** As in other form controls. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Focuses the field's input, or focuses it as soon as the field exists. */
  override focus(options?: FocusOptions): void {
    this.#isToFocus = !this.#box.querySelector('iframe');
    super.focus(options);
  }
  /** Removes the focus from the field. */
  override blur(): void {
    this.#isToFocus = false;
    this.#field?.blur();
  }
  /** Wipes the field's content. */
  clear(): void {
    this.#field?.clear();
  }

  /** Looks for the session element. Session elements call it when they are connected. */
  find(): void {
    const host = this.#findSession();
    waiting.delete(this);
    if (!host) {
      if (this.isConnected) waiting.add(this);
      return;
    }
    if (host === this.#host) return;
    this.#leave();
    this.#host = host;
    host.adopt(this);
  }

  /** Resets the state after the session has ended. Only the session element calls it. */
  lose(): void {
    this.#reset();
  }

  /** Sets the session of the field, or removes it. Only the session element calls it. */
  join(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#remount();
  }

  #findSession(): SordinoSessionElement | undefined {
    const id = this.getAttribute('session');
    if (id !== null) {
      const root = this.getRootNode() as Document | ShadowRoot;
      const named = root.getElementById?.(id) ?? document.getElementById(id);
      return isSession(named) ? named : undefined;
    }
    for (let from: Element | undefined = this; from; ) {
      const found: Element | null = from.closest('sordino-session');
      if (isSession(found)) return found;
      const root: Node = from.getRootNode();
      from = root instanceof ShadowRoot ? root.host : undefined;
    }
    return undefined;
  }

  #leave(): void {
    const host = this.#host;
    this.#host = undefined;
    host?.release(this);
  }

  #options(): FieldOptions {
    const [firstLabel] = this.labels ?? [];
    const options = {
      ...Object.fromEntries(SAME_NAME.map((name) => [name, this[name] ?? undefined])),
      label: this.label ?? (firstLabel?.textContent?.trim().slice(0, 80) || undefined),
      disabled: this.disabled || this.#isFormDisabled,
      masked: !this.unmasked,
      copy: !this.noCopy,
      documentTypes: this.documentTypes.length > 0 ? this.documentTypes : undefined,
    };
    // An option that is `undefined` has its default again, even if it had a value before.
    return options as FieldOptions;
  }

  #remount(): void {
    this.#field?.unmount();
    this.#field = undefined;
    this.#reset();
    const { kind } = this;
    if (!this.#session || !kind) return;
    const field = this.#session.createField(kind, this.#options());
    this.#field = field;
    for (const type of FIELD_EVENTS) {
      field.addEventListener(type, (event) => {
        if (this.#field === field) this.#forward(type, (event as CustomEvent<unknown>).detail);
      });
    }
    field.mount(this.#box);
    setInitialHeight(this.#box, kind);
    this.#box.querySelector('iframe')?.setAttribute('part', 'frame');
    // The iframe passes the focus on when the field is ready.
    if (this.#isToFocus && hasNoFocus(this.ownerDocument)) field.focus();
    this.#isToFocus = false;
  }

  /** Resets the state, because the iframe and its content are gone. */
  #reset(): void {
    for (const state of ['ready', 'focused', 'revealed']) this.#toggle(state, false);
    this.#setState({ empty: true, complete: false, valid: true });
  }

  #forward(type: keyof FieldEvents, detail: unknown): void {
    if (type === 'ready') this.#toggle('ready', true);
    if (type === 'focus' || type === 'blur') this.#toggle('focused', type === 'focus');
    if (type === 'reveal' || type === 'hide') this.#toggle('revealed', type === 'reveal');
    if (type === 'change') this.#setState(detail as FieldState);
    this.dispatchEvent(
      new CustomEvent(`sordino-${type}`, { detail, bubbles: true, composed: true }),
    );
  }

  #setState(state: FieldState): void {
    this.#state = state;
    this.#updateValidity();
  }

  #updateValidity(): void {
    const { empty, complete, valid } = this.#state;
    this.#toggle('empty', empty);
    this.#toggle('complete', complete);
    this.#toggle('invalid', !valid);
    const isRequired = this.required && !(SHOWN_KINDS as readonly string[]).includes(this.kind);
    const [flags, message] = validityOf(
      this.#state,
      isRequired,
      this.getAttribute('validation-message'),
    );
    // jsdom has no validity of custom elements.
    this.#internals.setValidity?.(flags, message, this.#box);
  }

  #toggle(state: string, isOn: boolean): void {
    // Older browsers have no custom states, and nothing else here depends on them.
    if (isOn) this.#internals.states?.add(state);
    else this.#internals.states?.delete(state);
  }
}

/** The events of a `<sordino-field>`, by type: those of a field, with the prefix `sordino-`. */
export type SordinoFieldEvents = { [T in keyof FieldEvents as `sordino-${T}`]: FieldEvents[T] };
