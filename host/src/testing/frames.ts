import type { FieldKind } from '../index.js';

/**
 * Returns a selector for the iframe of a real field. It can follow a selector of an element around
 * the field.
 *
 * Inside the iframe, the input has the id `i`, the button that shows or masks has `t`, the button
 * that copies has `c`, and the line for messages has `e`. In a field `paymentCard`, the kind of the
 * value precedes the id: `cardNumber-t`.
 *
 * @example
 * ```ts
 * cy.get(fieldFrame('pin'));
 * ```
 */
export const fieldFrame = (kind: FieldKind): string =>
  `iframe.sordino-field[data-sordino-kind="${kind}"]`;

/** The part of Playwright's `Locator` that this module uses. */
export interface LocatorLike {
  pressSequentially(text: string): Promise<void>;
  fill(text: string): Promise<void>;
  click(options?: { delay?: number }): Promise<void>;
  innerText(): Promise<string>;
  getAttribute(name: string): Promise<string | null>;
}

/** The part of Playwright's `FrameLocator` that this module uses. */
export interface FrameLocatorLike<L extends LocatorLike = LocatorLike> {
  locator(selector: string): L;
  nth(index: number): FrameLocatorLike<L>;
}

/** An object with `frameLocator`: Playwright's `Page`, `Frame`, `Locator` or `FrameLocator`. */
export interface PageLike<L extends LocatorLike = LocatorLike> {
  frameLocator(selector: string): FrameLocatorLike<L>;
}

/** A real field in a browser that Playwright drives. The page itself can't reach into a field. */
export interface PlaywrightField<L extends LocatorLike = LocatorLike> {
  /** The iframe, for everything that has no method here. */
  frame: FrameLocatorLike<L>;
  /** The input. */
  input: L;
  /** Types a text key by key. */
  type(text: string): Promise<void>;
  /** Empties the input. */
  clear(): Promise<void>;
  /** Presses the button that shows or masks the value. */
  toggle(): Promise<void>;
  /** Presses the button that copies the value. */
  copy(): Promise<void>;
  /** Returns the displayed message: an error or a confirmation. */
  message(): Promise<string>;
  /** Returns whether the field displays that its content is wrong. */
  isInvalid(): Promise<boolean>;
  /** Returns the displayed text of a shown value: the mask or the value. */
  shown(): Promise<string>;
}

/**
 * Milliseconds between moving the pointer to a button and pressing it. The frame ignores a press
 * within half a second, because it may not be the person's own.
 */
const PRESS_DELAY = 600;

/**
 * Returns a field of a page that Playwright drives.
 *
 * @param page - The page, or a part of it that contains the field.
 * @param kind - The kind of the field.
 * @param options - `nth` is the index among several fields of the kind, from 0. `of` selects a
 * value of a field `paymentCard`.
 *
 * @example
 * ```ts
 * await playwrightField(page, 'pin').type('1234');
 * ```
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
    toggle: () => part('.box button:not(.copy)').click({ delay: PRESS_DELAY }),
    copy: () => part('.copy').click({ delay: PRESS_DELAY }),
    message: () => part('.error, .status').innerText(),
    isInvalid: async () => (await input.getAttribute('aria-invalid')) === 'true',
    shown: () => part('.seen').innerText(),
  };
};
