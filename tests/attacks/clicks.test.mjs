// @ts-check
// Rows 31, 55 and 56: clicks by scripts, clicks on a field that the page moves under the pointer, and
// values that are shown without a click.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { serveFrame } from '../browser/support/deployed.mjs';
import { until } from '../browser/support/wait.mjs';
import { digits } from './support/digits.mjs';
import { isUntouched, PLAIN_FRAME, ONLY_NUMBER } from './support/presses.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD } from './support/victim.mjs';

/** @typedef {import("./support/victim.mjs").Victim} Victim */

describe('clicks', () => {
  const scene = useAttackScene();

  row("31 a click or a message without a user's gesture", ({ attack, control }) => {
    attack('nothing is revealed', async () => {
      const victim = await scene.viewedCard();
      await victim.run(
        `const frame = victim.frame("number");
        frame.click();
        for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "keydown"]) {
          frame.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
        }
        for (const message of ["reveal", "show", "copy", { reveal: {} }, { type: "click" }, 0]) {
          frame.contentWindow.postMessage(message, "*");
          document.querySelector("iframe.sordino-vault").contentWindow.postMessage(message, "*");
        }
        const { number } = victim.fields;
        number.dispatchEvent(new CustomEvent("reveal", { detail: { kind: "cardNumber" } }));
        number.focus();
        number.update({ masked: false, copy: true });
        victim.session.update({ appearance: {} });`,
      );
      await scene.settle();
      // Runs a script in the field's document, which no page can do.
      await victim.inside(
        'number',
        "document.querySelector('.reveal').click(); document.querySelector('.reveal').dispatchEvent(new MouseEvent('click', { bubbles: true }))",
      );
      await scene.settle();
      const { revealed, seen, usable } = await victim.shown('number');
      assert.deepEqual([revealed, usable], [false, true]);
      assert.equal(digits(seen), '');
    });
    control("a user's click reveals, and a script's click on a plain button works", async () => {
      const victim = await scene.viewedCard();
      assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
      await victim.run(
        `const button = document.createElement("button");
        button.onclick = () => { window.shown = true; };
        document.body.append(button);
        button.click();`,
      );
      assert.ok(await victim.run('return shown'));
    });
  });

  row('55 a field that the page moves under the pointer', ({ attack, control }) => {
    /**
     * Styles that keep the frame away before it is moved, by name.
     *
     * @type {Record<string, string>}
     */
    const PLACES = {
      'from off-screen': 'left = "-3000px"',
      'from display: none': 'display = "none"',
      'from behind the page': 'zIndex = "-1"',
    };
    const DELAYS = [80, 200, 400];

    /**
     * Clicks twice; the first click brings a button of a frame under the pointer.
     *
     * @param {string} frame an expression that gives the frame in the page
     * @param {string} way
     * @param {{ x: number, y: number }} button the middle of the button, in the frame
     * @param {number} delay milliseconds between the clicks
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

    /** Returns the middle of an element; runs in a frame. */
    const MIDDLE =
      'const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect(); return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };';

    for (const [what, way] of Object.entries(PLACES)) {
      attack(`${what}: nothing is revealed or copied`, async () => {
        for (const selector of ['.reveal', '.copy']) {
          for (const delay of DELAYS) {
            const victim = await scene.viewedCard(ONLY_NUMBER);
            await victim.run('victim.frame("number").style.width = "400px"');
            const button = await victim.inside('number', MIDDLE, selector);
            await clickTwice('victim.frame("number")', way, button, delay);
            await isUntouched(scene, victim, `${selector} ${what} after ${delay} ms`);
          }
        }
      });
    }
    control('each way makes a person click a button of a plain frame', async () => {
      const { driver } = scene;
      for (const way of Object.values(PLACES)) {
        await scene.visit('/clipboard.html');
        await driver.executeAsyncScript(PLAIN_FRAME);
        await driver.switchTo().frame(await driver.findElement(By.id('plain')));
        await driver.executeScript('document.body.style.cssText = "margin:0"');
        const button = /** @type {{ x: number, y: number }} */ (
          await driver.executeScript(MIDDLE, '#t')
        );
        // The frame will be 400 px wide, and the button is 60 px wide at its right end.
        button.x = 400 - 30;
        await clickTwice('document.getElementById("plain")', way, button, 200);
        await until('it is clicked', () => driver.executeScript('return clicks === 1'));
      }
    });
    control('a value in a moved field can be revealed after a wait', async () => {
      const victim = await scene.viewedCard(ONLY_NUMBER);
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

    attack(
      'nothing is shown by a deployment that requires a press for each value',
      async (context) => {
        const frameUrl = await serveFrame(context, {
          api: scene.addresses.api,
          embedders: [new URL(scene.addresses.app).origin],
          limits: ['--no-unmasked'],
        });
        const victim = await scene.viewedCard({ ...ONLY_NUMBER, frameUrl });
        await ask(victim);
        await isUntouched(scene, victim, 'masked: false and another call');
        await victim.reveal('number');
      },
    );
    control('without that limit the value is shown', async () => {
      const victim = await scene.viewedCard(ONLY_NUMBER);
      await ask(victim);
      await until('it is shown', async () => (await victim.shown('number')).revealed);
    });
  });
});
