// @ts-check
// Rows 54 and 57: keys that the page redirects into a field. The keys go to the element that has
// the focus, as with a keyboard. A driver would send them to the document that it is in.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { clickOn, press } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { FRAGMENT_FOCUS } from './support/features.mjs';
import {
  pressAtFocus,
  typeInPage,
  isUntouched,
  PLAIN_FRAME,
  ONLY_NUMBER,
} from './support/presses.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { PIN } from './support/victim.mjs';

/** @typedef {import("./support/victim.mjs").Victim} Victim */

describe('keys', () => {
  const scene = useAttackScene();

  /**
   * @param {Victim} victim
   * @returns {Promise<string>} the tag of the element that has the field's focus
   */
  const focused = (victim) =>
    victim.inside('number', 'return document.activeElement?.tagName ?? ""');

  /**
   * Waits until the field's frame has the focus and has passed it to an element.
   *
   * @param {Victim} victim
   */
  async function hasFocus(victim) {
    await until('the field has the focus', () =>
      victim.run('return document.activeElement === victim.frame("number")'),
    );
    await scene.settle();
    assert.notEqual(await focused(victim), 'BUTTON');
  }

  row('54 a focus that the page sets before the person presses a key', ({ attack, control }) => {
    attack('no fragment matches a control of a shown value', async () => {
      const victim = await scene.viewedCard(ONLY_NUMBER);
      const names = ['t', 'c', 'i', 'e', 'l', 'v', 't-', 'c-', 'v-', 'reveal', 'copy'];
      for (const name of names) {
        await typeInPage(scene);
        await victim.run(
          `const frame = victim.frame("number");
          frame.src = frame.src.split("#")[0] + "#" + arguments[0];`,
          name,
        );
        await until('the fragment is there', async () =>
          victim.inside('number', 'return location.hash === arguments[0]', `#${name}`),
        );
        await pressAtFocus(scene, Key.SPACE, Key.ENTER);
        assert.notEqual(await focused(victim), 'BUTTON', name);
      }
      await isUntouched(scene, victim, 'a fragment and a key');
      const ids = await victim.inside(
        'number',
        "return [...document.querySelectorAll('[id]')].map(({ id, tagName }) => [id, tagName])",
      );
      assert.ok(ids.length > 0);
      for (const [id, tag] of ids) {
        assert.notEqual(tag, 'BUTTON');
        assert.match(id, /-[\da-f]{8}-[\da-f-]{27}$/);
      }
    });
    attack('a focus that the page sets is never on a control, even after a press', async () => {
      const victim = await scene.viewedCard(ONLY_NUMBER);
      for (const hasPressed of [false, true]) {
        if (hasPressed) {
          await victim.reveal('number');
          await victim.clickReveal('number');
          assert.equal((await victim.shown('number')).revealed, false, 'the person has hidden it');
        }
        await typeInPage(scene);
        await victim.run('victim.frame("number").focus()');
        await hasFocus(victim);
        await pressAtFocus(scene, Key.SPACE, Key.ENTER, Key.SPACE);
        await isUntouched(scene, victim, 'the focus of the page and a key');
      }
    });
    attack('a key that is held down while the page moves the focus', async () => {
      const { driver } = scene;
      const victim = await scene.viewedCard(ONLY_NUMBER);
      await typeInPage(scene);
      await driver.actions().keyDown(Key.ENTER).perform();
      await victim.run('victim.frame("number").focus()');
      await hasFocus(victim);
      await victim.field('number').inside(async () => {
        for (let times = 0; times < 5; times += 1) {
          await driver.actions().keyDown(Key.ENTER).perform();
        }
        await driver.actions().keyUp(Key.ENTER).perform();
      });
      await isUntouched(scene, victim, 'a held key');
    });
    control('the person reveals with Tab and a key', async () => {
      const { driver } = scene;
      const victim = await scene.viewedCard(ONLY_NUMBER);
      await victim.field('number').inside(async () => {
        await clickOn(driver, await driver.findElement(By.css('.value')));
        await press(driver, Key.TAB);
        await until('a key reveals', async () => {
          await press(driver, Key.SPACE);
          return driver.executeScript(
            "return document.querySelector('.reveal').ariaPressed === 'true'",
          );
        });
      });
      assert.ok((await victim.shown('number')).revealed);
    });
    control('a key presses a button that a plain frame has focused', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeAsyncScript(PLAIN_FRAME);
      await typeInPage(scene);
      await driver.executeScript(
        `const frame = document.getElementById("plain");
        const { contentWindow, contentDocument } = frame;
        contentWindow.onfocus = () => contentDocument.querySelector("button").focus();
        frame.focus();`,
      );
      await until('the button has the focus', () =>
        driver.executeScript(
          "return document.getElementById('plain').contentDocument.activeElement?.id === 't'",
        ),
      );
      await pressAtFocus(scene, Key.SPACE);
      assert.equal(await driver.executeScript('return clicks'), 1);
    });
    control(
      'a key presses a button with a known id that a fragment has focused',
      async () => {
        const { driver } = scene;
        await scene.visit('/clipboard.html');
        await driver.executeAsyncScript(PLAIN_FRAME);
        await typeInPage(scene);
        await driver.executeScript(
          "document.getElementById('plain').contentWindow.location.hash = 't'",
        );
        await until('the frame has the focus', () =>
          driver.executeScript("return document.activeElement?.id === 'plain'"),
        );
        await pressAtFocus(scene, Key.SPACE);
        assert.equal(await driver.executeScript('return clicks'), 1);
      },
      FRAGMENT_FOCUS,
    );
  });

  row('57 a key meant for the page shows the characters of a typed PIN', ({ attack, control }) => {
    /** @param {Victim} victim */
    const isMasked = async (victim) => (await victim.field('pin').state()).masked;

    attack('the page focuses the input, and a key shows nothing', async () => {
      const victim = await scene.victim('pin');
      await victim.type('pin', PIN);
      // The person has used the button, so the button has had the focus.
      await victim.field('pin').toggle();
      await victim.field('pin').toggle();
      await typeInPage(scene);
      await victim.run('victim.frame("pin").focus()');
      await until('the field has the focus', () =>
        victim.inside('pin', "return document.activeElement?.tagName === 'INPUT'"),
      );
      await pressAtFocus(scene, Key.SPACE, Key.ENTER);
      assert.ok(await isMasked(victim));
    });
    attack('the PIN is masked again when the person leaves the field', async () => {
      const victim = await scene.victim('pin');
      await victim.type('pin', PIN);
      await victim.field('pin').toggle();
      assert.equal(await isMasked(victim), false);
      await typeInPage(scene);
      await until('it is masked', () => isMasked(victim));
    });
    attack('the PIN is masked again after 30 seconds', async () => {
      const victim = await scene.victim('pin');
      await victim.insideVault(
        'const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms === 30000 ? 300 : ms);',
      );
      await victim.type('pin', PIN);
      await victim.field('pin').toggle();
      await until('it is masked', () => isMasked(victim));
      assert.equal(
        await victim.inside('pin', "return document.querySelector('.box button').ariaPressed"),
        'false',
      );
    });
    attack('a click that comes too soon shows nothing, and the page gets an error', async () => {
      const { driver } = scene;
      const victim = await scene.victim('pin');
      // The pointer moves from the page to the button together with the press.
      await typeInPage(scene);
      await victim.field('pin').inside(async () => {
        const button = await driver.findElement(By.css('.box button'));
        await driver.actions().move({ origin: button }).doubleClick().perform();
      });
      const { detail } = await victim.heard('pin', 'error');
      assert.ok(['too-soon', 'covered'].includes(detail.code), detail.code);
      assert.equal(
        await victim.inside('pin', "return document.querySelector('.box button').ariaPressed"),
        'false',
      );
    });
    control("the person's press shows the PIN", async () => {
      const victim = await scene.victim('pin');
      await victim.type('pin', PIN);
      await victim.field('pin').toggle();
      assert.equal(await isMasked(victim), false);
    });
  });
});
