// @ts-check
// Budgets of counts: a count above its budget fails with the reason, and a count that fell is
// reported.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hold } from '../browser/support/counting.mjs';

test('a count is held to its budget', () => {
  /** @type {string[]} */
  const heard = [];
  const context = /** @type {import("node:test").TestContext} */ (
    /** @type {unknown} */ ({ diagnostic: (/** @type {string} */ text) => heard.push(text) })
  );
  assert.throws(
    () => hold(context, 'key', { most: 1, why: 'it is empty no more' }, ['change', 'change']),
    /^Error: key: 2, 1 past its budget of 1 \(it is empty no more\): change, change$/,
  );
  assert.deepEqual(heard, []);
  hold(context, 'key', { most: 1, why: '' }, ['change']);
  hold(context, 'mount', { most: 3, least: 1, why: 'a race' }, ['ready']);
  hold(context, 'key', { most: 1, why: '' }, []);
  assert.deepEqual(heard, [
    'key: 1 of 1 (change)',
    'mount: 1 of 3 (ready)',
    'key: 0 of 1; it fell: lower its budget in budgets.mjs (none)',
  ]);
});
