// @ts-check
// Assertions about a field that shows a value: masked until the person asks, then revealed, then
// masked again.
import assert from 'node:assert/strict';

/** @import { FormPage } from "../../browser/support/form-page.mjs" */
/** @import { Shown } from "../../browser/support/shown.mjs" */

/**
 * Asserts that the values are nowhere in the field's document.
 *
 * @param {Shown} field
 * @param {readonly string[]} values
 */
export async function expectMasked(field, values) {
  for (const { kind, seen, revealed } of await field.states()) {
    assert.equal(revealed, false, kind);
    assert.match(seen, /^[•/ ]+$/, kind);
  }
  const markup = await field.markup();
  for (const value of values)
    assert.ok(!markup.includes(value), "a hidden value is in the field's document");
}

/**
 * Asserts that the person's click shows the value, and that another click hides it.
 *
 * @param {FormPage} page
 * @param {string} name the name of the field
 * @param {string} kind the kind of the value
 * @param {string} value as the field writes it
 */
export async function expectShown(page, name, kind, value) {
  const field = page.shown(name);
  const masked = await field.state(kind);
  assert.match(masked.seen, /^[•/ ]+$/);
  const shown = await field.reveal(kind);
  assert.equal(shown.seen, value);
  assert.equal(
    shown.spoken.trim(),
    [...value.replaceAll(' ', '')].join(' '),
    'read out digit by digit',
  );
  assert.equal(shown.width, masked.width, 'the layout reveals nothing');
  await page.heard(name, 'reveal', (detail) => detail.kind === kind);
  await field.click(kind, 'reveal');
  assert.equal((await field.state(kind)).seen, masked.seen);
  await page.heard(name, 'hide', (detail) => detail.kind === kind);
}
