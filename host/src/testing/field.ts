import { SHOWN_KINDS } from '../generated/protocol.js';
import { SordinoError } from '../index.js';
import type {
  Field,
  FieldCode,
  FieldEvents,
  FieldKind,
  FieldOptions,
  FieldState,
} from '../index.js';

/** A field of a test session. It is an input in the page itself, so a test can read its content. */
export interface TestField extends Field {
  /** The present options. */
  readonly options: FieldOptions;
  /** The state that the last `change` reported. */
  readonly state: FieldState;
  /** The element that the field has inserted, while it is mounted. */
  readonly element: HTMLElement | undefined;
  /** The typed or shown value. A real field does not reveal it. */
  readonly value: string;
  /**
   * Replaces the content as a person would, and fires `change`. Does nothing while the field is
   * disabled.
   *
   * @throws Error if the field is not mounted or shows a value.
   */
  type(text: string): void;
  /** Changes the state and fires `change`. */
  change(state: Partial<FieldState>): void;
  /** Fires any event. */
  emit<T extends keyof FieldEvents>(
    type: T,
    ...detail: FieldEvents[T]['detail'] extends object ? [detail: FieldEvents[T]['detail']] : []
  ): void;
}

/** The methods of a test field that only its session calls. */
export interface SessionSide {
  /** Sets a shown value, which is masked unless the option `masked` is `false`. */
  fill(value: string): void;
  /** Marks the content as wrong, and fires `change` and `error`. */
  mark(code: FieldCode): void;
  /** Masks a revealed value. */
  hide(): void;
  /** Wipes the content. */
  wipe(): void;
  /** Removes the element after the session has ended, and remembers its place. */
  suspend(): void;
  /** Inserts an empty element at that place after the session has started again. */
  resume(): void;
}

const MASK = '••••';

/** Labels that differ from the name of the kind. */
const LABELS: Partial<Record<FieldKind, string>> = {
  pin: 'PIN',
  pinConfirm: 'Confirm PIN',
  cvv: 'CVV',
  email: 'Email',
};

/** Returns the label of a kind, such as `Social security number` for `socialSecurityNumber`. */
const defaultLabel = (kind: FieldKind): string =>
  LABELS[kind] ??
  kind
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./, (letter) => letter.toUpperCase());

/**
 * Returns what is wrong with a content. It has only some rules, so that a form under test can be
 * right or wrong; the frame has the real rules.
 */
const codeOf = (kind: FieldKind, text: string): FieldCode | undefined => {
  if (kind === 'pin' || kind === 'pinConfirm') {
    if (!/^\d*$/.test(text)) return 'invalid';
    return text.length < 4 ? 'incomplete' : text.length > 4 ? 'too-long' : undefined;
  }
  if (kind === 'dateOfBirth') return /^\d{4}-\d\d-\d\d$/.test(text) ? undefined : 'incomplete';
  if (kind === 'socialSecurityNumber')
    return /^\d{3}-?\d\d-?\d{4}$/.test(text) ? undefined : 'incomplete';
  return undefined;
};

/**
 * Creates a test field. `onMount` and `onUnmount` tell the session which fields are mounted; `word`
 * is the label from the session's `words`.
 */
export const createTestField = (
  kind: FieldKind,
  given: FieldOptions | undefined,
  word: string | undefined,
  onUnmount: (field: TestField) => void,
  onMount: (field: TestField & SessionSide) => void,
): TestField & SessionSide => {
  let options: FieldOptions = { ...given };
  let state: FieldState = { empty: true, complete: false, valid: true };
  let element: HTMLElement | undefined;
  let control: HTMLInputElement | HTMLOutputElement | undefined;
  let value = '';
  let isRevealed = false;
  /** The parent to insert the element into when the session starts again. */
  let place: ParentNode | null = null;
  const isShown = SHOWN_KINDS.includes(kind);

  const emit = (type: keyof FieldEvents, detail: unknown = {}): void => {
    field.dispatchEvent(new CustomEvent(type, { detail }));
  };

  const label = (): string => options.label ?? word ?? defaultLabel(kind);

  const draw = (): void => {
    if (!element || !control) return;
    control.setAttribute('aria-label', label());
    if (isShown) control.textContent = isRevealed ? value : value && MASK;
    else
      Object.assign(control, {
        value,
        disabled: options.disabled ?? false,
        placeholder: options.placeholder ?? '',
      });
  };

  const change = (next: Partial<FieldState>): void => {
    const { code, ...rest } = { ...state, code: undefined, ...next };
    state = code === undefined ? rest : { ...rest, code };
    emit('change', state);
  };

  const setValue = (text: string): void => {
    value = text;
    const code = text === '' ? undefined : codeOf(kind, text);
    const isComplete = text !== '' && code === undefined;
    change({
      empty: text === '',
      complete: isComplete,
      valid: text === '' || isComplete,
      ...(code && { code }),
    });
  };

  const hide = (): void => {
    if (!isRevealed) return;
    isRevealed = false;
    draw();
    emit('hide', { kind });
  };

  const reveal = (): void => {
    if (!value || isRevealed) return;
    isRevealed = true;
    draw();
    emit('reveal', { kind });
  };

  const wipe = (): void => {
    hide();
    const before = value;
    value = '';
    draw();
    if (!isShown && before !== '') setValue('');
  };

  /** Inserts a new element into the page. */
  const insert = (parent: ParentNode): void => {
    place = null;
    element = document.createElement('div');
    element.className = 'sordino-field';
    element.dataset['sordinoKind'] = kind;
    control = document.createElement(isShown ? 'output' : 'input');
    listeners = new AbortController();
    const { signal } = listeners;
    control.addEventListener('input', () => setValue((control as HTMLInputElement).value), {
      signal,
    });
    control.addEventListener('focus', () => emit('focus'), { signal });
    control.addEventListener('blur', () => emit('blur'), { signal });
    if (isShown)
      control.addEventListener('click', () => (isRevealed ? hide() : reveal()), { signal });
    element.append(control);
    draw();
    parent.append(element);
    const mounted = element;
    queueMicrotask(() => {
      if (element === mounted) emit('ready', { height: 102, label: label() });
    });
  };

  const own = {
    kind,
    mount(target: string | Element | ShadowRoot) {
      const parent = typeof target === 'string' ? document.querySelector(target) : target;
      if (parent?.ownerDocument !== document) throw new SordinoError('mount-target');
      field.unmount();
      insert(parent);
      onMount(field);
      return field;
    },
    suspend() {
      if (!element) return;
      listeners.abort();
      wipe();
      place = element.parentNode;
      element.remove();
      element = control = undefined;
    },
    resume() {
      if (place) insert(place);
    },
    update(changes: FieldOptions) {
      options = { ...options, ...changes };
      draw();
    },
    focus: () => control?.focus(),
    blur: () => control?.blur(),
    clear: wipe,
    unmount() {
      if (!element && !place) return;
      listeners.abort();
      wipe();
      element?.remove();
      element = control = undefined;
      place = null;
      onUnmount(field);
    },
    type(text: string) {
      if (isShown || !control)
        throw new Error(`the field ${kind} is not an input or is not mounted`);
      if (options.disabled) return;
      setValue(text);
      draw();
    },
    change,
    emit,
    fill(text: string) {
      value = text;
      if (options.masked === false) reveal();
      draw();
    },
    mark(code: FieldCode) {
      change({ complete: false, valid: false, code });
      emit('error', { code });
    },
    hide,
    wipe,
  };
  let listeners = new AbortController();
  const field = Object.defineProperties(Object.assign(new EventTarget(), own), {
    options: { get: () => options },
    state: { get: () => state },
    element: { get: () => element },
    value: { get: () => value },
  }) as unknown as TestField & SessionSide;
  return field;
};
