// @ts-check
// The demo's pages in both themes: axe-core finds nothing, nothing is too wide for the narrowest
// window or cut off there, the layout does not shift, and the keyboard alone is enough. One engine
// is enough, because engines differ only in the fields, which other tests cover in all of them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { clear, devtools, drawn, resize } from '../demo/devtools.mjs';
import { layout } from '../demo/layout.mjs';
import { PAGES, open, within } from '../demo/pages.mjs';
import { OF_PAGES, violations } from './support/axe.mjs';
import { engineUnderTest } from './support/browser.mjs';
import { Control } from './support/control.mjs';
import { press, tab } from './support/keys.mjs';
import { NARROW, tooNarrow } from './support/narrow.mjs';
import { DEMO, startSandbox } from './support/sandbox.mjs';
import { useStack } from './support/stack.mjs';
import { until } from './support/wait.mjs';

/** The colour behind a field's transparent document, which axe-core would take to be white. */
const GROUND = `return getComputedStyle(document.querySelector(".slot").closest(".panel")).backgroundColor`;

/** Returns one field of each kind: the kind, and the id of its place. */
const OF_EACH_KIND = `
  const first = {};
  for (const { dataset, parentElement } of document.querySelectorAll("iframe.sordino-field")) {
    first[dataset.sordinoKind] ??= parentElement.closest(".slot").id;
  }
  return Object.entries(first);`;

if (engineUnderTest().name === 'chromium') {
  describe('the demo', () => {
    /** @type {import("./support/sandbox.mjs").Sandbox} */
    let sandbox;
    /** @type {import("selenium-webdriver").WebDriver} */
    let driver;
    /** Kinds of field with the themes in which they were checked. @type {Set<string>} */
    const seen = new Set();

    before(async () => {
      sandbox = await startSandbox(undefined, DEMO);
      ({ driver } = await useStack());
      devtools(driver);
    });
    after(async () => {
      await clear(driver);
      await driver.get('about:blank');
      await sandbox.stop();
    });

    for (const [name, page] of Object.entries(PAGES)) {
      test(`${name} fits the narrowest window, and axe-core finds nothing`, async () => {
        await resize(driver, NARROW, 800);
        await open(driver, sandbox.addresses.app, page, 'light');
        assert.deepEqual(await layout(driver), []);
        assert.deepEqual(await tooNarrow(driver), []);

        await resize(driver, 1280, 900);
        for (const theme of ['light', 'dark']) {
          await driver.findElement(By.css(`label[for="theme-${theme}"]`)).click();
          await drawn(driver);
          assert.deepEqual(await violations(driver), [], theme);
          for (const [kind, place] of await driver.executeScript(OF_EACH_KIND)) {
            // A kind of field is the same on every page, so it is checked once.
            if (seen.has(`${kind} ${theme}`)) continue;
            seen.add(`${kind} ${theme}`);
            const ground = await driver.executeScript(GROUND);
            const found = await within(driver, place, async () => {
              await driver.executeScript(
                'document.documentElement.style.background = arguments[0]',
                ground,
              );
              return violations(driver, OF_PAGES);
            });
            assert.deepEqual(found, [], `${place}, ${theme}`);
          }
        }
      });
    }

    test('control: wide elements and layout shifts are found', async () => {
      await resize(driver, 360, 800);
      await open(driver, sandbox.addresses.app, { path: '/overview.html' }, 'light');
      await driver.executeScript(`
        const block = document.createElement("p");
        block.style.cssText = "inline-size: 400px; block-size: 300px";
        document.querySelector("main").prepend(block);`);
      const wrong = await until('both are found', async () => {
        await drawn(driver);
        const found = await layout(driver);
        return found.length === 2 ? found : undefined;
      });
      assert.match(wrong.join('\n'), /wider[\s\S]*shifted/);
    });

    test('a PIN can be set by the keyboard alone', async () => {
      const control = new Control(sandbox.addresses.control);
      await resize(driver, 1280, 900);
      await open(driver, sandbox.addresses.app, PAGES['set-pin'], 'light');
      const card = await driver
        .findElement(By.css('input[name=card]:checked'))
        .getAttribute('value');
      await tabTo(
        'the first field',
        "return document.activeElement.closest?.('#pin') !== null && document.activeElement.tagName === 'IFRAME'",
      );
      await press(driver, '4827');
      // Tab leads to the button that shows the PIN, and then to the next field.
      for (const _ of ['its button', 'the next field']) await tab(driver);
      await press(driver, '4827');
      await tabTo('the button', "return document.activeElement.id === 'set-pin'");
      await press(driver, Key.ENTER);
      await until('the page says that it is set', async () => {
        return (await driver.findElement(By.id('result')).getAttribute('data-state')) === 'done';
      });
      assert.ok(await control.pinIs(String(card), '4827'));
    });

    /**
     * Presses Tab until the page's focus is at an element.
     *
     * @param {string} what
     * @param {string} isThere a script that returns whether it is
     */
    async function tabTo(what, isThere) {
      for (let presses = 0; presses < 60; presses += 1) {
        if (await driver.executeScript(isThere)) return;
        await tab(driver);
      }
      throw new Error(`Tab does not lead to ${what}`);
    }
  });
}
