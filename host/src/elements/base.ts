/**
 * The base class of the elements. On a server there is no DOM, and an empty class lets the import
 * succeed.
 */
export const ElementBase = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** Setters of properties whose value is stored in an attribute. */
export const reflect = {
  text: (element: Element, name: string, value: unknown): void => {
    if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, `${value}`);
  },
  flag: (element: Element, name: string, value: unknown): void => {
    element.toggleAttribute(name, Boolean(value));
  },
};

/** Returns an attribute's number, or `undefined` if it is missing or not a number. */
export const numberOf = (element: Element, name: string): number | undefined => {
  const text = element.getAttribute(name);
  const number = Number(text);
  return text === null || text.trim() === '' || Number.isNaN(number) ? undefined : number;
};

/**
 * Sets properties again that were set before the element's class was defined. Otherwise they would
 * hide the setters of the class.
 */
export const upgrade = (element: object, names: readonly string[]): void => {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value: unknown = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
};

/**
 * Returns the element's shadow root, with a style sheet that every Content-Security-Policy allows.
 * Uses the root that a server rendered (declarative shadow DOM), or creates one.
 */
export const shadowOf = (
  element: HTMLElement,
  internals: ElementInternals,
  css: string,
  init: Partial<ShadowRootInit>,
): ShadowRoot => {
  const root = internals.shadowRoot ?? element.attachShadow({ mode: 'open', ...init });
  // jsdom has no `replaceSync`, and displays nothing.
  if (!('replaceSync' in CSSStyleSheet.prototype)) return root;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return root;
};
