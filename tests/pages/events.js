// @ts-check
// The events of sessions and fields. This module does not load the package.

export const SESSION_EVENTS = ['ready', 'tokenexpiring', 'tokenexpired', 'error'];
export const FIELD_EVENTS = [
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

/**
 * Waits for the next event of a type.
 *
 * @param {EventTarget} target
 * @param {string} type
 * @returns {Promise<any>}
 */
export const nextEvent = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
