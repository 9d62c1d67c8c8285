// @ts-check
// Accessibility, as far as axe-core can judge it: the page with its iframes, and the content of
// each field in each state.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OF_PAGES, violations as violationsOf } from './support/axe.mjs';
import { expectError } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';

describe('axe-core', () => {
  const scene = useScene();

  /** @param {readonly string[]} [disabled] rules */
  const violations = (disabled) => violationsOf(scene.driver, disabled);

  /** @param {import("./support/field.mjs").Field} field */
  const violationsIn = (field) => field.inside(() => violations(OF_PAGES));

  for (const locale of ['en', 'ar']) {
    test(`finds nothing in the page and in its fields (${locale})`, async () => {
      const page = await scene.pinPage({ session: { locale } });
      assert.deepEqual(await violations(), [], 'the page');
      for (const field of [page.pin, page.confirm]) {
        assert.deepEqual(await violationsIn(field), [], 'an empty field');
      }
      await page.enter('82');
      await page.pin.toggle();
      expectError(await page.press(), 'invalid-fields');
      assert.notEqual((await page.pin.state()).error, '');
      assert.deepEqual(await violationsIn(page.pin), [], 'a field with an error');
    });
  }

  test('control: it finds a missing label and an untitled iframe', async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.pin.inside(() => driver.executeScript("document.querySelector('label').remove()"));
    assert.match((await violationsIn(page.pin)).join('\n'), /^label:/m);
    await driver.executeScript("harness.frame('form', 'pin').title = ''");
    assert.match((await violations()).join('\n'), /^frame-title:/m);
  });
});
