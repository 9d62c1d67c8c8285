// @ts-check
// Searches a page's records for secrets, in every form in which a secret could be written.
import assert from 'node:assert/strict';
import { digitStreams, readTrace } from '../../browser/support/trace.mjs';

/** @import { WebDriver } from "selenium-webdriver" */
/** @import { Entry } from "../../browser/support/trace.mjs" */

/**
 * Secrets by their names for the message of a failure.
 *
 * @typedef {Record<string, string>} Secrets
 */

/** Events that report keys, pastes and picked files. */
const TYPING = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'textInput',
  'input',
  'paste',
  'drop',
  'change',
];

/**
 * Returns the forms of a text: without blanks and hyphens, and a date as forms and APIs write it.
 *
 * @param {string} secret
 */
function formsOf(secret) {
  const forms = new Set([secret]);
  if (/^[\d -]+$/.test(secret)) forms.add(secret.replaceAll(/[ -]/g, ''));
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(secret) ?? [];
  if (year)
    for (const form of [`${year}-${month}-${day}`, `${month}${day}${year}`]) forms.add(form);
  return [...forms];
}

/**
 * Returns the entries that contain a text. A short text counts only as a whole word, because many
 * numbers contain three given digits.
 *
 * @param {readonly Entry[]} trace
 * @param {string} secret
 */
export function overheard(trace, secret) {
  const alternatives = formsOf(secret).map((form) =>
    form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  const pattern = new RegExp(
    secret.length < 5 ? `(?<![\\w.])(?:${alternatives})(?!\\w)` : alternatives.join('|'),
    'i',
  );
  return trace.filter(
    ({ name, seen }) => pattern.test(name) || pattern.test(JSON.stringify(seen ?? null)),
  );
}

/**
 * Fails if the page has recorded a secret as a whole, or key by key.
 *
 * @param {WebDriver} driver
 * @param {Secrets} secrets
 */
export async function expectUnheard(driver, secrets) {
  const trace = await readTrace(driver);
  assert.ok(trace.length > 50, 'the recorder has entries');
  for (const [what, secret] of Object.entries(secrets))
    assert.deepEqual(overheard(trace, secret), [], what);
  const typing = trace.filter(({ channel, name }) => channel === 'event' && TYPING.includes(name));
  assert.deepEqual(typing, [], 'an event of typing or picking');
  assert.deepEqual(digitStreams(trace, '0123456789'), {}, 'digits one at a time');
}
