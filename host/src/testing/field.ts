import { SordinoError } from '../index.js';
import type {
  Field,
  FieldCode,
  FieldEvents,
  FieldKind,
  FieldOptions,
  FieldState,
} from '../index.js';

/** A field of the stand-in: an input in the page itself, for tests. */
export interface TestField extends Field {
  readonly options: FieldOptions;
  /** What was last told by `change`. */
  readonly state: FieldState;
  /** While it is mounted. */
  readonly element: HTMLElement | undefined;
  /** What is typed, or shown; the real one never tells. */
  readonly value: string;
  /** Types as a person does: replaces what is there, and says `change`. */
  type(text: string): void;
  /** Says `change` with a state of the test's own. */
  change(state: Partial<FieldState>): void;
  /** Fires any event. */
  emit<T extends keyof FieldEvents>(
    type: T,
    ...detail: FieldEvents[T]['detail'] extends object ? [detail: FieldEvents[T]['detail']] : []
  ): void;
}

/** What only the session calls. */
export interface Inside {
  /** Shows a value, hidden. */
  fill(value: string): void;
  mark(code: FieldCode): void;
  hide(): void;
  wipe(): void;
  /** Its session has ended: takes it out of the page, and remembers its place. */
  suspend(): void;
  /** Its session has begun again: puts it back, empty. */
  resume(): void;
}

const SHOWN = new Set<FieldKind>([
  'cardNumber',
  'cvv',
  'expirationDate',
  'accountNumber',
  'routingNumber',
  'paymentCard',
]);
const MASK = '••••';

/** The words that the real frame would say in English. */
const LABELS: Partial<Record<FieldKind, string>> = {
  pin: 'PIN',
  pinConfirm: 'Confirm PIN',
  cvv: 'CVV',
  email: 'Email',
};

/** `socialSecurityNumber` → `Social security number`. */
const wordsOf = (kind: FieldKind): string =>
  LABELS[kind] ??
  kind
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./, (letter) => letter.toUpperCase());

/**
 * A rule or two, so that a form under test can be right or wrong; the real rules are the frame's.
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

export const createTestField = (
  kind: FieldKind,
  given: FieldOptions | undefined,
  word: string | undefined,
  leave: (field: TestField) => void,
  come: (field: TestField & Inside) => void,
): TestField & Inside => {
  let options: FieldOptions = { ...given };
  let state: FieldState = { empty: true, complete: false, valid: true };
  let element: HTMLElement | undefined;
  let control: HTMLInputElement | HTMLOutputElement | undefined;
  let value = '';
  let isRevealed = false;
  /** Where it is to be put when its session begins again. */
  let place: ParentNode | null = null;
  const isShown = SHOWN.has(kind);

  const emit = (type: keyof FieldEvents, detail: unknown = {}): void => {
    field.dispatchEvent(new CustomEvent(type, { detail }));
  };

  const label = (): string => options.label ?? word ?? wordsOf(kind);

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

  const take = (text: string): void => {
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
    const was = value;
    value = '';
    draw();
    if (!isShown && was !== '') take('');
  };

  /** Puts it into an element of the page. */
  const insert = (parent: ParentNode): void => {
    place = null;
    element = document.createElement('div');
    element.className = 'sordino-field';
    element.dataset['sordinoKind'] = kind;
    control = document.createElement(isShown ? 'output' : 'input');
    leaving = new AbortController();
    const { signal } = leaving;
    control.addEventListener('input', () => take((control as HTMLInputElement).value), {
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
      come(field);
      return field;
    },
    suspend() {
      if (!element) return;
      leaving.abort();
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
      leaving.abort();
      wipe();
      element?.remove();
      element = control = undefined;
      place = null;
      leave(field);
    },
    type(text: string) {
      if (isShown || !control) throw new Error(`nobody can type into the field ${kind} now`);
      if (options.disabled) return;
      take(text);
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
  let leaving = new AbortController();
  const field = Object.defineProperties(Object.assign(new EventTarget(), own), {
    options: { get: () => options },
    state: { get: () => state },
    element: { get: () => element },
    value: { get: () => value },
  }) as unknown as TestField & Inside;
  return field;
};
