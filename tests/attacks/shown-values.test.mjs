// @ts-check
// Rows 29 and 30: ways in which a shown value could leave its field.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, control as withControl, copyElsewhere, press } from '../browser/support/keys.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { digits } from './support/digits.mjs';
import { CLIPBOARD_CLEARED } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, SSN } from './support/victim.mjs';

describe('shown values', () => {
  const scene = useAttackScene();

  /** Returns the text on the clipboard, by pasting it in another window. */
  async function clipboard() {
    const { driver } = scene;
    await driver.switchTo().defaultContent();
    const here = await driver.getWindowHandle();
    await driver.switchTo().newWindow('window');
    await visit(driver, new URL('/clipboard.html', scene.addresses.app));
    await clickOn(driver, await driver.findElement(By.css('input')));
    await withControl(driver, 'v');
    const text = await driver.executeScript("return document.querySelector('input').value");
    await driver.close();
    await driver.switchTo().window(here);
    return /** @type {string} */ (text);
  }

  row('29 drag, selection, print and find', ({ attack, control }) => {
    const LISTEN = `
      window.seen = [];
      for (const type of ["copy", "cut", "selectionchange", "dragstart", "dragenter", "dragover", "drop", "beforeprint"]) {
        addEventListener(type, (e) => seen.push([type, e.clipboardData?.getData("text"), e.dataTransfer?.getData("text"), String(getSelection())].join(" ")), true);
      }`;

    attack("a revealed number can't be selected, found or dragged", async () => {
      const { driver } = scene;
      await copyElsewhere(driver, scene.addresses.app, 'before');
      const victim = await scene.viewedCard();
      await victim.run(LISTEN);
      await victim.reveal('number');
      await victim.field('number').inside(async () => {
        await driver
          .actions()
          .doubleClick(await driver.findElement(By.css('.seen')))
          .perform();
        await withControl(driver, 'a');
        await withControl(driver, 'c');
        assert.equal(
          digits(String(await driver.executeScript('return String(getSelection())'))),
          '',
        );
        assert.equal(
          await driver.executeScript(
            "return document.querySelectorAll('[draggable=true], a, img').length",
          ),
          0,
        );
      });
      const { seen } = await victim.shown('number');
      const found = await victim.run(
        'return arguments[0].map((text) => window.find(text, false, false, true, false, true, false))',
        [CARD.number, seen, seen.slice(0, 9)],
      );
      assert.deepEqual(found, [false, false, false]);
      assert.equal(digits((await victim.run('return seen')).join('')), '');
      assert.equal(digits(await clipboard()), '', 'the number was not copied');
    });
    attack("a typed value can't be dragged out of its field", async () => {
      const { driver } = scene;
      const victim = await scene.victim('ssn');
      await victim.type('ssn', SSN);
      await victim.inside(
        'ssn',
        "window.drags = []; addEventListener('dragstart', (e) => queueMicrotask(() => drags.push(e.defaultPrevented)));",
      );
      await victim.field('ssn').inside(async () => {
        const input = await driver.findElement(By.css('input'));
        await driver.actions().doubleClick(input).perform();
        await driver
          .actions()
          .move({ origin: input })
          .press()
          .move({ origin: input, x: 30, y: 3 })
          .move({ origin: input, x: 60, y: 6 })
          .release()
          .perform();
      });
      const drags = /** @type {boolean[]} */ (await victim.inside('ssn', 'return drags'));
      assert.ok(drags.every(Boolean), 'each drag that began was stopped');
      assert.equal(
        await victim.inside(
          'ssn',
          "return document.querySelector('input').dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true }))",
        ),
        false,
        'each drag would be stopped',
      );
    });
    attack('a shown value is not printed', async () => {
      const victim = await scene.viewedCard();
      await victim.reveal('number');
      const look = "return getComputedStyle(document.querySelector('.seen')).visibility";
      assert.equal(await victim.inside('number', look), 'visible');
      // Applies the print styles to the screen.
      await victim.inside(
        'number',
        `const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        for (const rule of rules) if (rule instanceof CSSMediaRule && rule.media.mediaText === "print") rule.media.mediaText = "all";`,
      );
      assert.equal(await victim.inside('number', look), 'hidden');
    });
    control('a number in the page can be selected and found', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeScript(`${LISTEN} document.body.append(arguments[0]);`, CARD.number);
      assert.ok(await driver.executeScript('return window.find(arguments[0])', CARD.number));
      assert.equal(await driver.executeScript('return String(getSelection())'), CARD.number);
      await withControl(driver, 'c');
      await until('the page sees it', async () =>
        String(await driver.executeScript('return seen.join()')).includes(CARD.number),
      );
      assert.ok(
        await driver.executeScript(
          "return document.body.dispatchEvent(new DragEvent('dragstart', { cancelable: true }))",
        ),
      );
    });
  });

  row('30 copy', ({ attack, control }) => {
    /**
     * Copies a number as its owner does, with a shorter time until the clipboard is cleared.
     * @param {number} after
     */
    async function copied(after) {
      await copyElsewhere(scene.driver, scene.addresses.app, 'before');
      const victim = await scene.viewedCard();
      await victim.run(
        "window.seen = []; for (const type of ['copy', 'cut', 'paste', 'clipboardchange']) addEventListener(type, (e) => seen.push(type), true);",
      );
      await victim.insideVault(
        'const [after] = arguments, later = setTimeout; window.setTimeout = (act, ms) => later(act, ms === 30000 ? after : ms);',
        after,
      );
      await until('it is copied', async () => {
        await victim.clickCopy('number');
        return (await victim.told()).some(({ type }) => type === 'copy');
      });
      return victim;
    }
    attack('the page sees no copied value', async () => {
      const victim = await copied(30_000);
      const { detail } = await victim.heard('number', 'copy');
      assert.deepEqual(detail, { kind: 'cardNumber' });
      assert.deepEqual(await victim.run('return seen'), []);
      assert.equal(await clipboard(), CARD.number, 'the attack was made');
    });
    attack(
      'the clipboard is cleared after 30 seconds',
      async () => {
        await copied(500);
        await until('the clipboard has lost it', async () => (await clipboard()) !== CARD.number);
      },
      CLIPBOARD_CLEARED,
    );
    attack('nothing is copied without a gesture in the field', async () => {
      await copyElsewhere(scene.driver, scene.addresses.app, 'before');
      const victim = await scene.viewedCard();
      await victim.inside('number', "document.querySelector('.copy').click()");
      await victim.run(
        "document.querySelector('#number iframe').contentWindow.postMessage('copy', '*'); victim.frame('number').click();",
      );
      await scene.settle();
      assert.ok(!(await victim.told()).some(({ type }) => type === 'copy'));
      assert.equal(await clipboard(), 'before');
    });
    control('listeners of the page see a value that the page copies itself', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeScript(
        "window.seen = []; addEventListener('copy', () => seen.push(String(getSelection()) || document.activeElement.value), true);",
      );
      await clickOn(driver, await driver.findElement(By.css('input')));
      await press(driver, CARD.number);
      await withControl(driver, 'a');
      await withControl(driver, 'c');
      assert.deepEqual(await driver.executeScript('return seen'), [CARD.number]);
      assert.equal(await clipboard(), CARD.number);
    });
  });
});
