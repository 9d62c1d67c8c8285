import type { FieldKind } from '../index.js';

/**
 * Pixels of the kinds that are higher than a usual field, which the loader's iframe has the height
 * of from the start.
 */
export const HEIGHTS: Partial<Record<FieldKind, number>> = { document: 316, paymentCard: 226 };

/**
 * Gives a field's iframe the height of its kind in the task that puts it there, so that nothing
 * below moves when the frame says its own.
 */
export const keepPlace = (parent: Element, kind: FieldKind): void => {
  const frame = parent.querySelector('iframe');
  const height = HEIGHTS[kind];
  if (frame && height) frame.style.height = `${height}px`;
};
