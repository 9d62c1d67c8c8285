// @ts-check
// What a page must not have overheard, in every form in which it could be written down.
import assert from 'node:assert/strict';
import { digitStreams, readTrace } from '../../browser/support/trace.mjs';

/** @import { WebDriver } from "selenium-webdriver" */
/** @import { Entry } from "../../browser/support/trace.mjs" */

/** What is secret, by what it is called in a failure. @typedef {Record<string, string>} Secrets */

/** Events by which keys, pastes and picked files are heard. */
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
 * A text and what becomes of it: without its blanks and hyphens, a date in the ways that forms and
 * APIs write it.
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
 * The entries that hold a text. A short one counts only where it stands by itself: three digits are
 * in many numbers.
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
 * Fails if the page of this moment has overheard a secret as a whole, or key by key.
 *
 * @param {WebDriver} driver
 * @param {Secrets} secrets
 */
export async function expectUnheard(driver, secrets) {
  const trace = await readTrace(driver);
  assert.ok(trace.length > 50, 'the recorder was not asleep');
  for (const [what, secret] of Object.entries(secrets))
    assert.deepEqual(overheard(trace, secret), [], what);
  const typing = trace.filter(({ channel, name }) => channel === 'event' && TYPING.includes(name));
  assert.deepEqual(typing, [], 'an event of typing or picking');
  assert.deepEqual(digitStreams(trace, '0123456789'), {}, 'digits one at a time');
}
