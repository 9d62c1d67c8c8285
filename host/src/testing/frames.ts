import type { FieldKind } from '../index.js';

/**
 * A selector of a real field's iframe in the page, also within an element that is named before it.
 * Inside, the input has the id `i`, the button that shows or hides has `t`, the one that copies
 * `c`, and the line for errors and states `e`; in a field `paymentCard` each with its kind before
 * it: `cardNumber-t`.
 */
export const fieldFrame = (kind: FieldKind): string =>
  `iframe.sordino-field[data-sordino-kind="${kind}"]`;

/** As much of Playwright's `Locator` as is used here. */
export interface LocatorLike {
  pressSequentially(text: string): Promise<void>;
  fill(text: string): Promise<void>;
  click(options?: { delay?: number }): Promise<void>;
  innerText(): Promise<string>;
  getAttribute(name: string): Promise<string | null>;
}

/** As much of Playwright's `FrameLocator` as is used here. */
export interface FrameLocatorLike<L extends LocatorLike = LocatorLike> {
  locator(selector: string): L;
  nth(index: number): FrameLocatorLike<L>;
}

/** Playwright's `Page`, `Frame`, `Locator` or `FrameLocator`: what has a `frameLocator`. */
export interface PageLike<L extends LocatorLike = LocatorLike> {
  frameLocator(selector: string): FrameLocatorLike<L>;
}

/**
 * A real field, as its user meets it. Only a browser's driver can reach in there: never the page.
 */
export interface PlaywrightField<L extends LocatorLike = LocatorLike> {
  /** For what is not below. */
  frame: FrameLocatorLike<L>;
  /** What a person types into. */
  input: L;
  /** Types key by key. */
  type(text: string): Promise<void>;
  clear(): Promise<void>;
  /** Presses the button that shows or hides. */
  toggle(): Promise<void>;
  /** Presses the button that copies. */
  copy(): Promise<void>;
  /** The line for what is wrong, or for what was done. */
  message(): Promise<string>;
  /** Whether the field says that its content is wrong. */
  isInvalid(): Promise<boolean>;
  /** Of a shown value: what stands there, the mask or the value. */
  shown(): Promise<string>;
}

/**
 * Milliseconds between a pointer's arrival and its press: a press that comes sooner than half a
 * second may not be the person's own, and does not count.
 */
const REST = 600;

/**
 * A field of a page that Playwright drives.
 *
 * @param page - a `Page`, or the part of it that the field is in
 * @param nth - which of several of this kind, from 0
 * @param of - of a field `paymentCard`: which of its values
 */
export const playwrightField = <L extends LocatorLike>(
  page: PageLike<L>,
  kind: FieldKind,
  { nth = 0, of }: { nth?: number; of?: FieldKind } = {},
): PlaywrightField<L> => {
  const frame = page.frameLocator(fieldFrame(kind)).nth(nth);
  const part = (selector: string): L =>
    frame.locator(of ? `[data-kind="${of}"] ${selector}` : selector);
  const input = part('input, select');
  return {
    frame,
    input,
    type: (text) => input.pressSequentially(text),
    clear: () => input.fill(''),
    toggle: () => part('.box button:not(.copy)').click({ delay: REST }),
    copy: () => part('.copy').click({ delay: REST }),
    message: () => part('.error, .status').innerText(),
    isInvalid: async () => (await input.getAttribute('aria-invalid')) === 'true',
    shown: () => part('.seen').innerText(),
  };
};
