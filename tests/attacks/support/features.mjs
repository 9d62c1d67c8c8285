// @ts-check
// Features that an attack or a defence needs and that some engines lack.

/** @typedef {import("./row.mjs").Feature} Feature */

/** @type {Feature} */
export const VISIBILITY = {
  name: 'IntersectionObserver v2',
  engines: ['chromium'],
  probe: "return 'isVisible' in IntersectionObserverEntry.prototype;",
};

/** @type {Feature} */
export const SERVICE_WORKER = {
  name: 'service worker',
  engines: ['chromium', 'firefox', 'webkit'],
  probe: "return 'serviceWorker' in navigator;",
};

/** WebKitGTK has `performance.eventCounts`, but the counts stay 0. @type {Feature} */
export const EVENT_COUNTS = { name: 'count of key strokes', engines: ['chromium', 'firefox'] };

/** @type {Feature} */
export const CLIPBOARD_CLEARED = {
  name: 'permission to write to the clipboard without a gesture',
  engines: ['chromium', 'firefox'],
};

/** @type {Feature} */
export const CANVAS = {
  name: 'canvas that can be read after markup was drawn into it',
  engines: ['chromium', 'firefox'],
};

/** @type {Feature} */
export const FRAGMENT_FOCUS = {
  name: 'focus that a fragment gives to an element of another origin',
  engines: ['chromium', 'firefox'],
};

/** @type {Feature} */
export const STACK_FRAMES = {
  name: 'Error.prepareStackTrace',
  engines: ['chromium'],
  probe:
    'let called = false; Error.prepareStackTrace = () => { called = true; }; void new Error().stack; delete Error.prepareStackTrace; return called;',
};

/** @type {Feature} */
export const INPUT_SCROLL = { name: 'scroll of an input by a wheel', engines: ['chromium'] };
