// @ts-check
// Rows 54 to 57: presses that the page takes from its person. Keys follow the focus here, as a
// keyboard's do: a driver would send them to the document that it is in.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { serveFrame } from '../browser/support/deployed.mjs';
import { clickOn, press } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { FRAGMENT_FOCUS } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { PIN, USES } from './support/victim.mjs';

/** @typedef {import("./support/victim.mjs").Victim} Victim */

describe('gestures', () => {
  const scene = useAttackScene();

  const NUMBER = { fields: [USES.card.fields[0]] };

  /** A plain frame whose button counts its clicks in the page. */
  const PLAIN = `
    const done = arguments[arguments.length - 1];
    window.clicks = 0;
    const frame = document.createElement("iframe");
    frame.id = "plain";
    frame.style.cssText = "position:fixed;left:8px;top:200px;width:300px;height:60px";
    frame.srcdoc = "<button id=t onclick='parent.clicks += 1' style='width:60px;float:right'>show</button>";
    frame.onload = () => done();
    document.body.append(frame);`;

  /**
   * Presses keys where the focus is, from the page's document on.
   *
   * @param {...string} keys
   */
  async function pressAtFocus(...keys) {
    const { driver } = scene;
    await driver.switchTo().defaultContent();
    const frame = /** @type {import("selenium-webdriver").WebElement | null} */ (
      await driver.executeScript(
        "const at = document.activeElement; return at?.tagName === 'IFRAME' ? at : null",
      )
    );
    if (frame) await driver.switchTo().frame(frame);
    for (const key of keys) await press(driver, key);
    await driver.switchTo().defaultContent();
  }

  /** Gives the focus to an input of the page, as a person who types there has it. */
  async function typeInPage() {
    const { driver } = scene;
    await driver.switchTo().defaultContent();
    const input = await driver.executeScript(
      `let input = document.getElementById("search");
      if (!input) {
        input = Object.assign(document.createElement("input"), { id: "search" });
        document.body.prepend(input);
      }
      return input;`,
    );
    await clickOn(driver, /** @type {import("selenium-webdriver").WebElement} */ (input));
    await press(driver, 'shoes');
  }

  /** @param {Victim} victim @param {string} why */
  async function isUntouched(victim, why) {
    await scene.settle();
    assert.equal((await victim.shown('number')).revealed, false, `revealed: ${why}`);
    assert.ok(!(await victim.told()).some(({ type }) => type === 'copy'), `copied: ${why}`);
  }

  /** @param {Victim} victim @returns {Promise<string>} the element that has the field's focus */
  const focused = (victim) =>
    victim.inside('number', 'return document.activeElement?.tagName ?? ""');

  /** Waits until the field's frame has the focus, and has given it on. @param {Victim} victim */
  async function hasFocus(victim) {
    await until('the field has the focus', () =>
      victim.run('return document.activeElement === victim.frame("number")'),
    );
    await scene.settle();
    assert.notEqual(await focused(victim), 'BUTTON');
  }

  row('54 a focus that the page gives, and a key of its person', ({ attack, control }) => {
    attack('no fragment names a control of a shown value', async () => {
      const victim = await scene.viewedCard(NUMBER);
      const names = ['t', 'c', 'i', 'e', 'l', 'v', 't-', 'c-', 'v-', 'reveal', 'copy'];
      for (const name of names) {
        await typeInPage();
        await victim.run(
          `const frame = victim.frame("number");
          frame.src = frame.src.split("#")[0] + "#" + arguments[0];`,
          name,
        );
        await until('the fragment is there', async () =>
          victim.inside('number', 'return location.hash === arguments[0]', `#${name}`),
        );
        await pressAtFocus(Key.SPACE, Key.ENTER);
        assert.notEqual(await focused(victim), 'BUTTON', name);
      }
      await isUntouched(victim, 'a fragment and a key');
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
    attack('a focus of the page is at nothing that a key presses, even after a press', async () => {
      const victim = await scene.viewedCard(NUMBER);
      for (const hasPressed of [false, true]) {
        if (hasPressed) {
          await victim.reveal('number');
          await victim.clickReveal('number');
          assert.equal((await victim.shown('number')).revealed, false, 'its person has hidden it');
        }
        await typeInPage();
        await victim.run('victim.frame("number").focus()');
        await hasFocus(victim);
        await pressAtFocus(Key.SPACE, Key.ENTER, Key.SPACE);
        await isUntouched(victim, 'the focus of the page and a key');
      }
    });
    attack('a key that is held while the page moves the focus', async () => {
      const { driver } = scene;
      const victim = await scene.viewedCard(NUMBER);
      await typeInPage();
      await driver.actions().keyDown(Key.ENTER).perform();
      await victim.run('victim.frame("number").focus()');
      await hasFocus(victim);
      await victim.field('number').inside(async () => {
        for (let times = 0; times < 5; times += 1) {
          await driver.actions().keyDown(Key.ENTER).perform();
        }
        await driver.actions().keyUp(Key.ENTER).perform();
      });
      await isUntouched(victim, 'a held key');
    });
    control('its person brings the focus by Tab, and a key reveals', async () => {
      const { driver } = scene;
      const victim = await scene.viewedCard(NUMBER);
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
    control('a button that a plain frame gives the focus to is pressed', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeAsyncScript(PLAIN);
      await typeInPage();
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
      await pressAtFocus(Key.SPACE);
      assert.equal(await driver.executeScript('return clicks'), 1);
    });
    control(
      'a button with a known id is pressed by a fragment',
      async () => {
        const { driver } = scene;
        await scene.visit('/clipboard.html');
        await driver.executeAsyncScript(PLAIN);
        await typeInPage();
        await driver.executeScript(
          "document.getElementById('plain').contentWindow.location.hash = 't'",
        );
        await until('the frame has the focus', () =>
          driver.executeScript("return document.activeElement?.id === 'plain'"),
        );
        await pressAtFocus(Key.SPACE);
        assert.equal(await driver.executeScript('return clicks'), 1);
      },
      FRAGMENT_FOCUS,
    );
  });

  row('55 a field that comes under a pointer that clicks', ({ attack, control }) => {
    /** Where the frame waits, by how it comes from there. @type {Record<string, string>} */
    const PLACES = {
      'from off-screen': 'left = "-3000px"',
      'from display: none': 'display = "none"',
      'from behind the page': 'zIndex = "-1"',
    };
    const DELAYS = [80, 200, 400];

    /**
     * Lets the first click of two bring a button of a frame under the pointer.
     *
     * @param {string} frame an expression of the page
     * @param {string} way
     * @param {{ x: number, y: number }} button its middle, in the frame
     * @param {number} delay between the clicks
     */
    async function clickTwice(frame, way, button, delay) {
      const { driver } = scene;
      await driver.switchTo().defaultContent();
      const bait = await driver.executeScript(
        `const [way, x, y] = arguments;
        const frame = ${frame};
        const bait = document.createElement("button");
        bait.textContent = "next page";
        bait.style.cssText = "position:fixed;left:300px;top:300px;width:80px;height:40px";
        document.body.append(bait);
        const { style } = frame;
        style.cssText = "position:fixed;z-index:9;width:400px;height:102px;top:" + (320 - y) + "px;left:" + (340 - x) + "px";
        const there = style.left;
        style[way.split(" ")[0]] = JSON.parse(way.split("= ")[1]);
        bait.addEventListener("click", () => { Object.assign(style, { left: there, display: "", zIndex: "9" }); });
        return bait;`,
        way,
        button.x,
        button.y,
      );
      await driver
        .actions()
        .move({ origin: /** @type {any} */ (bait) })
        .click()
        .pause(delay)
        .click()
        .perform();
    }

    /** Runs in a frame: the middle of an element. */
    const MIDDLE =
      'const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect(); return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };';

    for (const [what, way] of Object.entries(PLACES)) {
      attack(`${what}: nothing is revealed or copied`, async () => {
        for (const selector of ['.reveal', '.copy']) {
          for (const delay of DELAYS) {
            const victim = await scene.viewedCard(NUMBER);
            await victim.run('victim.frame("number").style.width = "400px"');
            const button = await victim.inside('number', MIDDLE, selector);
            await clickTwice('victim.frame("number")', way, button, delay);
            await isUntouched(victim, `${selector} ${what} after ${delay} ms`);
          }
        }
      });
    }
    control('a button of a plain frame is clicked by each of them', async () => {
      const { driver } = scene;
      for (const way of Object.values(PLACES)) {
        await scene.visit('/clipboard.html');
        await driver.executeAsyncScript(PLAIN);
        await driver.switchTo().frame(await driver.findElement(By.id('plain')));
        await driver.executeScript('document.body.style.cssText = "margin:0"');
        const button = /** @type {{ x: number, y: number }} */ (
          await driver.executeScript(MIDDLE, '#t')
        );
        // As wide as it will be.
        button.x = 400 - 30;
        await clickTwice('document.getElementById("plain")', way, button, 200);
        await until('it is clicked', () => driver.executeScript('return clicks === 1'));
      }
    });
    control('a person who waits reveals what came', async () => {
      const victim = await scene.viewedCard(NUMBER);
      await victim.run(
        'victim.frame("number").style.cssText += ";position:fixed;left:8px;top:200px"',
      );
      assert.ok((await victim.reveal('number')).revealed);
    });
  });

  row('56 a value that the page asks to show without a press', ({ attack, control }) => {
    /** @param {Victim} victim */
    async function ask(victim) {
      await victim.run(
        'victim.fields.number.update({ masked: false, hideAfter: 300, copy: true })',
      );
      const outcome = await victim.call();
      assert.ok('ok' in outcome, JSON.stringify(outcome));
      await victim.run('victim.frame("number").scrollIntoView()');
    }

    attack('a deployment that wants a press for each value: nothing is shown', async (context) => {
      const frameUrl = await serveFrame(context, {
        api: scene.addresses.api,
        embedders: [new URL(scene.addresses.app).origin],
        limits: ['--no-unmasked'],
      });
      const victim = await scene.viewedCard({ ...NUMBER, frameUrl });
      await ask(victim);
      await isUntouched(victim, 'masked: false and another call');
      await victim.reveal('number');
    });
    control('without that limit it is shown', async () => {
      const victim = await scene.viewedCard(NUMBER);
      await ask(victim);
      await until('it is shown', async () => (await victim.shown('number')).revealed);
    });
  });

  row(
    '57 a typed PIN whose characters are shown by a key that was meant for the page',
    ({ attack, control }) => {
      /** @param {Victim} victim */
      const isMasked = async (victim) => (await victim.field('pin').state()).masked;

      attack('the focus of the page is in the input, and a key shows nothing', async () => {
        const victim = await scene.victim('pin');
        await victim.type('pin', PIN);
        // Its person has used the button, so that it had the focus.
        await victim.field('pin').toggle();
        await victim.field('pin').toggle();
        await typeInPage();
        await victim.run('victim.frame("pin").focus()');
        await until('the field has the focus', () =>
          victim.inside('pin', "return document.activeElement?.tagName === 'INPUT'"),
        );
        await pressAtFocus(Key.SPACE, Key.ENTER);
        assert.ok(await isMasked(victim));
      });
      attack('it is masked again when its person leaves the field', async () => {
        const victim = await scene.victim('pin');
        await victim.type('pin', PIN);
        await victim.field('pin').toggle();
        assert.equal(await isMasked(victim), false);
        await typeInPage();
        await until('it is masked', () => isMasked(victim));
      });
      attack('it is masked again after half a minute', async () => {
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
      attack('a click that comes too soon shows nothing, and says why', async () => {
        const { driver } = scene;
        const victim = await scene.victim('pin');
        // The pointer is in the page, and comes with the press.
        await typeInPage();
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
      control('a press of its person shows it', async () => {
        const victim = await scene.victim('pin');
        await victim.type('pin', PIN);
        await victim.field('pin').toggle();
        assert.equal(await isMasked(victim), false);
      });
    },
  );
});
