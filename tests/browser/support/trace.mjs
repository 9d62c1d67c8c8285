// @ts-check
// Searches the entries of the page's recorder.

/**
 * @typedef {object} Entry see tests/pages/recorder/entries.js
 * @property {string} channel
 * @property {string} name
 * @property {boolean} [inner]
 * @property {unknown} seen
 */

/**
 * @param {import("selenium-webdriver").WebDriver} driver
 * @returns {Promise<Entry[]>}
 */
export async function readTrace(driver) {
  await driver.switchTo().defaultContent();
  /** @type {string} */
  const dump = await driver.executeAsyncScript('recorder.dump().then(arguments[0])');
  return JSON.parse(dump.slice(dump.indexOf('[')));
}

/**
 * @param {unknown} value
 * @param {(key: string, value: unknown) => void} visit gets every primitive, with the name of its
 * member
 * @param {string} [key]
 */
function walk(value, visit, key = '') {
  if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) walk(part, visit, name);
  } else {
    visit(key, value);
  }
}

/**
 * Returns the entries that contain a text: in a string, as a number, or as the name of a member.
 *
 * @param {readonly Entry[]} trace
 * @param {string} text
 */
export function holding(trace, text) {
  return trace.filter(
    ({ seen, name }) => name.includes(text) || JSON.stringify(seen ?? null).includes(text),
  );
}

/**
 * Returns the digits of a PIN that were seen one at a time, by channel and name, in their order,
 * like the log of a key logger.
 *
 * @param {readonly Entry[]} trace
 * @param {string} pin
 * @returns {Record<string, string>}
 */
export function digitStreams(trace, pin) {
  /** @type {Record<string, string>} */
  const streams = {};
  for (const { channel, name, seen } of trace) {
    walk(seen, (key, value) => {
      const digit = singleDigit(key, value);
      if (digit === undefined || !pin.includes(digit)) return;
      const stream = `${channel} ${name} ${key}`;
      streams[stream] = (streams[stream] ?? '') + digit;
    });
  }
  return streams;
}

/**
 * @param {string} key
 * @param {unknown} value
 * @returns {string | undefined}
 */
function singleDigit(key, value) {
  if (typeof value === 'string') {
    if (/^\p{Nd}$/u.test(value)) return value;
    return /^(?:Digit|Numpad)(\d)$/.exec(value)?.[1];
  }
  // The old members for a key hold the key's character code.
  if (typeof value === 'number' && /^(keyCode|which|charCode)$/.test(key)) {
    const character = String.fromCharCode(value >= 96 ? value - 48 : value);
    return /^\d$/.test(character) ? character : undefined;
  }
  return undefined;
}
