// @ts-check
// The helper for Playwright, with Playwright itself: it types, reads and reveals in a real field.
// Of this machine's browsers, Playwright can drive only Chromium.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { engineUnderTest } from './support/browser.mjs';
import { find } from './support/programs.mjs';
import { PACKAGE } from './support/sandbox.mjs';
import { useScene } from './support/scene.mjs';

if (engineUnderTest().name === 'chromium') {
  describe('the helper for Playwright', () => {
    const scene = useScene();

    test("sets a PIN through the fields' own inputs", async (context) => {
      /** @type {typeof import("sordino/testing")} */
      const { playwrightField } = await import(
        pathToFileURL(join(PACKAGE, 'testing', 'index.js')).href
      );
      const browser = await chromium.launch({
        executablePath: find('chromium'),
        args: ['--no-sandbox'],
      });
      context.after(() => browser.close());
      const page = await browser.newPage();
      await page.goto(new URL('/pin.html', scene.addresses.app).href);
      const options = { cardId: scene.card.id, token: await scene.token() };
      await page.evaluate(
        (given) => /** @type {any} */ (window).harness.open('form', given),
        options,
      );

      const pin = playwrightField(page, 'pin');
      const again = playwrightField(page.locator('#form'), 'pinConfirm');
      await pin.type('82');
      await page.getByRole('button', { name: 'Set PIN' }).click();
      await page.locator('output', { hasText: /^PIN not set$/ }).waitFor();
      assert.equal(await pin.isInvalid(), true);
      assert.notEqual(await pin.message(), '');
      await pin.clear();
      await pin.type('8264');
      await again.type('8264');
      assert.equal(await again.isInvalid(), false);
      assert.equal(await pin.input.inputValue(), '8264');
      await page.getByRole('button', { name: 'Set PIN' }).click();
      await page.locator('output', { hasText: /^PIN set$/ }).waitFor();
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });
  });
} else {
  test('the helper for Playwright is tested in Chromium', () =>
    assert.notEqual(engineUnderTest().name, 'chromium'));
}
