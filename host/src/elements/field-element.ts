import type { Field, FieldEvents, FieldKind, FieldOptions, FieldState, Session } from '../index.js';
import { ElementBase, numberOf, reflect, shadowOf, upgrade } from './base.js';
import { HEIGHTS, keepPlace } from './place.js';
import { type SordinoSessionElement, waiting } from './session-element.js';
import { judge } from './validity.js';

/**
 * The placeholder has the height that a field of its kind has until the frame says its own; so has
 * the iframe (see `place.ts`).
 */
const CSS = [
  ':host { display: block }',
  ':host([hidden]) { display: none }',
  '.box:not(:has(iframe)) { min-block-size: 102px }',
  ...Object.entries(HEIGHTS).map(
    ([kind, height]) =>
      `:host([kind="${kind}"]) .box:not(:has(iframe)) { min-block-size: ${height}px }`,
  ),
].join('\n');

const EVENTS: readonly (keyof FieldEvents)[] = [
  'ready',
  'resize',
  'change',
  'focus',
  'blur',
  'reveal',
  'hide',
  'copy',
  'progress',
  'error',
];

/** Kinds that a person types into; the others have nothing that a form could miss. */
const SHOWN = new Set([
  'cardNumber',
  'cvv',
  'expirationDate',
  'accountNumber',
  'routingNumber',
  'paymentCard',
]);

/** Whether nothing of a document has the focus. */
const hasNoFocus = ({ activeElement, body }: Document): boolean =>
  !activeElement || activeElement === body;

/** What the document of another session's element can be: any that has been upgraded. */
const isSession = (element: Element | null | undefined): element is SordinoSessionElement =>
  element?.localName === 'sordino-session' && 'adopt' in element;

/**
 * `<sordino-field kind="pin">`: a field of the `<sordino-session>` around it, or of the one that
 * its `session` names. It is a control of the form it stands in: it has labels, can be required,
 * disabled and reset, and takes part in the form's validity. It never has a value: nothing of it is
 * in what the form sends.
 *
 * Each event of a field is fired as `sordino-` and its name, with the same detail, and bubbles out
 * of shadow roots.
 *
 * @csspart box - What the iframe stands in, and the place it keeps before.
 * @csspart frame - The iframe.
 * @cssstate ready, empty, complete, invalid, focused, revealed
 */
export class SordinoFieldElement extends ElementBase {
  static readonly formAssociated = true;
  static readonly observedAttributes = [
    ...[
      'kind',
      'session',
      'label',
      'placeholder',
      'path',
      'disabled',
      'unmasked',
      'hide-after',
      'no-copy',
      'cardholder-name',
      'document-types',
      'payment-card-id',
      'direct-deposit-detail-id',
      'external-bank-account-detail-id',
    ],
    ...['required', 'validation-message'],
  ];

  readonly #internals = this.attachInternals();
  readonly #box: HTMLElement;
  #host: SordinoSessionElement | undefined;
  #session: Session | undefined;
  #field: Field | undefined;
  #isFormDisabled = false;
  /** It was to have the focus before there was an iframe. */
  #isToFocus = false;
  #state: FieldState = { empty: true, complete: false, valid: true };

  constructor() {
    super();
    const root = shadowOf(this, this.#internals, CSS, { delegatesFocus: true });
    this.#box = root.querySelector<HTMLElement>('.box') ?? document.createElement('div');
    this.#box.className = 'box';
    this.#box.setAttribute('part', 'box');
    root.replaceChildren(this.#box);
    // A click on one of its labels is passed on to it. The frame alone is focused, which focuses
    // its input itself: a second way, by the session, crosses the first in Firefox between its
    // processes, and the input loses the focus that it just got.
    this.addEventListener('click', () => this.focus());
  }

  connectedCallback(): void {
    const names = [
      'kind',
      'label',
      'placeholder',
      'path',
      'disabled',
      'unmasked',
      'hideAfter',
      'noCopy',
      'cardholderName',
      'documentTypes',
      'paymentCardId',
      'directDepositDetailId',
      'externalBankAccountDetailId',
      'required',
      'name',
    ];
    upgrade(this, names);
    // A browser looks for what is to be focused when the document has loaded, and there is no iframe
    // yet. As there, what has the focus keeps it.
    if (this.autofocus && hasNoFocus(this.ownerDocument)) this.#isToFocus = true;
    this.#judge();
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
      if (name === 'required' || name === 'validation-message') this.#judge();
      if (name !== 'validation-message') this.#field?.update(this.#options());
    }
  }

  /** A `<fieldset disabled>` around it. */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isFormDisabled = isDisabled;
    this.#field?.update(this.#options());
  }

  /** The form is reset: what was typed is wiped. */
  formResetCallback(): void {
    this.clear();
  }

  /** What the field is for: `pin`, `cvv`, … */
  get kind(): FieldKind | '' {
    return (this.getAttribute('kind') ?? '') as FieldKind | '';
  }
  set kind(value: FieldKind | '' | null) {
    reflect.text(this, 'kind', value);
  }

  /**
   * Plain text in place of the frame's own label; without it, the text of a `<label>` for this
   * element.
   */
  get label(): string | null {
    return this.getAttribute('label');
  }
  set label(value: string | null) {
    reflect.text(this, 'label', value);
  }

  /** Plain text shown while it is empty. */
  get placeholder(): string | null {
    return this.getAttribute('placeholder');
  }
  set placeholder(value: string | null) {
    reflect.text(this, 'placeholder', value);
  }

  /** Where in the operation's input it belongs, when its kind has more than one place there. */
  get path(): string | null {
    return this.getAttribute('path');
  }
  set path(value: string | null) {
    reflect.text(this, 'path', value);
  }

  /** Takes nothing for now. */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(value: boolean) {
    reflect.flag(this, 'disabled', value);
  }

  /** A shown value is not hidden first. */
  get unmasked(): boolean {
    return this.hasAttribute('unmasked');
  }
  set unmasked(value: boolean) {
    reflect.flag(this, 'unmasked', value);
  }

  /** Seconds until a revealed value hides by itself, 1 to 300. */
  get hideAfter(): number | undefined {
    return numberOf(this, 'hide-after');
  }
  set hideAfter(value: number | null | undefined) {
    reflect.text(this, 'hide-after', value);
  }

  /** A shown value can't be copied. */
  get noCopy(): boolean {
    return this.hasAttribute('no-copy');
  }
  set noCopy(value: boolean) {
    reflect.flag(this, 'no-copy', value);
  }

  /** Of a card's face: its holder's name. */
  get cardholderName(): string | null {
    return this.getAttribute('cardholder-name');
  }
  set cardholderName(value: string | null) {
    reflect.text(this, 'cardholder-name', value);
  }

  /**
   * Of a field `document`: the `DocumentType`s to choose from; as an attribute with blanks between.
   */
  get documentTypes(): string[] {
    return (this.getAttribute('document-types') ?? '').split(/\s+/).filter(Boolean);
  }
  set documentTypes(value: readonly string[] | null | undefined) {
    reflect.text(this, 'document-types', value?.join(' '));
  }

  /** Of a shown value: the card whose values it shows, and no other's. */
  get paymentCardId(): string | null {
    return this.getAttribute('payment-card-id');
  }
  set paymentCardId(value: string | null) {
    reflect.text(this, 'payment-card-id', value);
  }

  /** Of a shown value: the direct deposit whose values it shows, and no other's. */
  get directDepositDetailId(): string | null {
    return this.getAttribute('direct-deposit-detail-id');
  }
  set directDepositDetailId(value: string | null) {
    reflect.text(this, 'direct-deposit-detail-id', value);
  }

  /** Of a shown value: the external bank account whose values it shows, and no other's. */
  get externalBankAccountDetailId(): string | null {
    return this.getAttribute('external-bank-account-detail-id');
  }
  set externalBankAccountDetailId(value: string | null) {
    reflect.text(this, 'external-bank-account-detail-id', value);
  }

  /** The form is not valid before it is complete, and no call does without it. */
  get required(): boolean {
    return this.hasAttribute('required');
  }
  set required(value: boolean) {
    reflect.flag(this, 'required', value);
  }

  /** For the page's own use: nothing is sent under it. */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(value: string | null) {
    reflect.text(this, 'name', value);
  }

  /** The field itself, while it is mounted. */
  get field(): Field | undefined {
    return this.#field;
  }

  /** What may be known of its content. */
  get state(): FieldState {
    return { ...this.#state };
  }

  get type(): string {
    return this.localName;
  }
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }
  get labels(): NodeList {
    return this.#internals.labels;
  }
  get validity(): ValidityState {
    return this.#internals.validity;
  }
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Focuses its input; before the field is there, as soon as it is. */
  override focus(options?: FocusOptions): void {
    this.#isToFocus = !this.#box.querySelector('iframe');
    super.focus(options);
  }
  override blur(): void {
    this.#isToFocus = false;
    this.#field?.blur();
  }
  /** Wipes its content. */
  clear(): void {
    this.#field?.clear();
  }

  /** Looks for its session's element; called again when one has come into the document. */
  find(): void {
    const host = this.#look();
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

  lose(): void {
    this.#forget();
  }

  join(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#remount();
  }

  #look(): SordinoSessionElement | undefined {
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
    const label =
      this.label ?? ([...(this.labels ?? [])][0]?.textContent?.trim().slice(0, 80) || undefined);
    const options: { [K in keyof FieldOptions]: FieldOptions[K] | undefined } = {
      label,
      placeholder: this.placeholder ?? undefined,
      path: this.path ?? undefined,
      disabled: this.disabled || this.#isFormDisabled,
      masked: !this.unmasked,
      hideAfter: this.hideAfter,
      copy: !this.noCopy,
      cardholderName: this.cardholderName ?? undefined,
      documentTypes: this.documentTypes.length > 0 ? this.documentTypes : undefined,
      required: this.required,
      paymentCardId: this.paymentCardId ?? undefined,
      directDepositDetailId: this.directDepositDetailId ?? undefined,
      externalBankAccountDetailId: this.externalBankAccountDetailId ?? undefined,
    };
    // What is undefined counts as left out, also where it was set before.
    return options as FieldOptions;
  }

  #remount(): void {
    this.#field?.unmount();
    this.#field = undefined;
    this.#forget();
    const { kind } = this;
    if (!this.#session || !kind) return;
    const field = this.#session.createField(kind, this.#options());
    this.#field = field;
    for (const type of EVENTS) {
      field.addEventListener(type, (event) => {
        if (this.#field === field) this.#pass(type, (event as CustomEvent<unknown>).detail);
      });
    }
    field.mount(this.#box);
    keepPlace(this.#box, kind);
    this.#box.querySelector('iframe')?.setAttribute('part', 'frame');
    // The iframe passes it on when the field is ready.
    if (this.#isToFocus && hasNoFocus(this.ownerDocument)) field.focus();
    this.#isToFocus = false;
  }

  /** Its iframe is gone, and what was typed with it. */
  #forget(): void {
    for (const state of ['ready', 'focused', 'revealed']) this.#set(state, false);
    this.#hear({ empty: true, complete: false, valid: true });
  }

  #pass(type: keyof FieldEvents, detail: unknown): void {
    if (type === 'ready') this.#set('ready', true);
    if (type === 'focus' || type === 'blur') this.#set('focused', type === 'focus');
    if (type === 'reveal' || type === 'hide') this.#set('revealed', type === 'reveal');
    if (type === 'change') this.#hear(detail as FieldState);
    this.dispatchEvent(
      new CustomEvent(`sordino-${type}`, { detail, bubbles: true, composed: true }),
    );
  }

  #hear(state: FieldState): void {
    this.#state = state;
    this.#judge();
  }

  #judge(): void {
    const { empty, complete, valid } = this.#state;
    this.#set('empty', empty);
    this.#set('complete', complete);
    this.#set('invalid', !valid);
    const isRequired = this.required && !SHOWN.has(this.kind);
    const [flags, message] = judge(
      this.#state,
      isRequired,
      this.getAttribute('validation-message'),
    );
    // jsdom knows of no validity of custom elements.
    this.#internals.setValidity?.(flags, message, this.#box);
  }

  #set(state: string, is: boolean): void {
    // Older browsers have no custom states; there is nothing that depends on them here.
    if (is) this.#internals.states?.add(state);
    else this.#internals.states?.delete(state);
  }
}

/** The events of a `<sordino-field>`. */
export type SordinoFieldEvents = { [T in keyof FieldEvents as `sordino-${T}`]: FieldEvents[T] };
