import type { FieldKind } from '../index.js';

/** The height that the loader gives to each iframe at first, in CSS pixels. */
export const DEFAULT_HEIGHT = 102;

/** The heights of the kinds that are higher than that, in CSS pixels. */
export const HEIGHTS: Partial<Record<FieldKind, number>> = { document: 316, paymentCard: 226 };

/**
 * Gives a field's iframe the height of its kind in the task that inserts it, so that the content
 * below does not move when the frame reports its height.
 */
export const setInitialHeight = (parent: Element, kind: FieldKind): void => {
  const frame = parent.querySelector('iframe');
  const height = HEIGHTS[kind];
  if (frame && height) frame.style.height = `${height}px`;
};
