/**
 * The elements' base; on a server, where there is no DOM, a class that nobody makes an instance of,
 * so that importing works.
 */
export const ElementBase = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * Text, number or flag: an attribute and the property of the same meaning are one value, held in
 * the attribute.
 */
export const reflect = {
  text: (element: Element, name: string, value: unknown): void => {
    if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, `${value}`);
  },
  flag: (element: Element, name: string, value: unknown): void => {
    element.toggleAttribute(name, Boolean(value));
  },
};

/** The number of an attribute; none where it is not there or no number. */
export const numberOf = (element: Element, name: string): number | undefined => {
  const text = element.getAttribute(name);
  const number = Number(text);
  return text === null || text.trim() === '' || Number.isNaN(number) ? undefined : number;
};

/**
 * What a page or a framework set on an element before its class was known hides the class's own
 * property: it is set again, this time through the setter.
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
 * The shadow root: the one that a server wrote (declarative shadow DOM), or a new one, with a style
 * that no CSP forbids.
 */
export const shadowOf = (
  element: HTMLElement,
  internals: ElementInternals,
  css: string,
  init: Partial<ShadowRootInit>,
): ShadowRoot => {
  const root = internals.shadowRoot ?? element.attachShadow({ mode: 'open', ...init });
  // jsdom draws nothing and can't do this.
  if (!('replaceSync' in CSSStyleSheet.prototype)) return root;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return root;
};
