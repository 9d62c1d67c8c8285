// @ts-check
// Rows 58 to 60: a value that its person can't see or read when it is revealed, or can no longer
// see.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { press } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { VISIBILITY } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { USES } from './support/victim.mjs';

/** @typedef {import("./support/victim.mjs").Victim} Victim */

describe('sight', () => {
  const scene = useAttackScene();

  const NUMBER = { fields: [{ ...USES.card.fields[0], options: { hideAfter: 300 } }] };

  /** @param {Victim} victim @param {string} code */
  const refusals = async (victim, code) =>
    (await victim.told()).filter(({ type, detail }) => type === 'error' && detail.code === code)
      .length;

  /**
   * Asserts that a press is refused because of the field's visibility, and that nothing is copied.
   *
   * @param {Victim} victim
   * @param {string} why
   */
  async function isCovered(victim, why) {
    const before = await refusals(victim, 'covered');
    await until('it is refused', async () => {
      await victim.clickReveal('number');
      assert.equal((await victim.shown('number')).revealed, false, `revealed: ${why}`);
      return (await refusals(victim, 'covered')) > before;
    });
    await victim.clickCopy('number');
    assert.ok(!(await victim.told()).some(({ type }) => type === 'copy'), `copied: ${why}`);
  }

  row('58 a field that is small on the screen and large for itself', ({ attack, control }) => {
    const ZOOM = 'document.body.style.zoom = "0.2"; document.body.style.width = "2500px";';

    /**
     * Clicks on a button of a frame at its position on the screen, because drivers compute another
     * position under zoom.
     *
     * @param {import("selenium-webdriver").WebElement} frame
     * @param {string} selector
     */
    async function clickOnScreen(frame, selector) {
      const { driver } = scene;
      const [x, y, width] = await scene.inside(
        frame,
        `const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
        return [left + width / 2, top + height / 2, innerWidth];`,
        selector,
      );
      // Measures an element that has no zoom.
      const place = /** @type {{ left: number, top: number, width: number }} */ (
        await driver.executeScript(
          `const range = document.createRange();
          range.selectNode(arguments[0]);
          const { left, top, width } = range.getBoundingClientRect();
          const scale = document.body.currentCSSZoom === undefined && width > 250 ? 0.2 : 1;
          return { left: left * scale, top: top * scale, width: width * scale };`,
          frame,
        )
      );
      const scale = place.width / width;
      const at = { x: Math.round(place.left + x * scale), y: Math.round(place.top + y * scale) };
      await driver
        .actions()
        .move({ ...at, x: at.x + 2 })
        .move(at)
        .click()
        .perform();
    }

    attack('zoom of an ancestor: nothing is revealed or copied', async () => {
      const victim = await scene.viewedCard(NUMBER);
      await victim.run(`${ZOOM} victim.frame("number").style.width = "500px"`);
      const frame = await victim.run('return victim.frame("number")');
      await clickOnScreen(frame, '.value');
      for (const gesture of ['reveal', 'copy']) {
        await victim.field('number').inside(() => press(scene.driver, Key.TAB));
        await until(`${gesture} is refused`, async () => {
          await victim.field('number').inside(() => press(scene.driver, Key.SPACE));
          assert.equal((await victim.shown('number')).revealed, false);
          assert.ok(!(await victim.told()).some(({ type }) => type === 'copy'));
          return (await victim.told()).some(
            ({ type, detail }) =>
              type === 'error' && detail.code === 'covered' && detail.gesture === gesture,
          );
        });
      }
    });
    control('at its full size the same field reveals the value', async () => {
      const victim = await scene.viewedCard(NUMBER);
      await victim.run('victim.frame("number").style.width = "500px"');
      assert.ok((await victim.reveal('number')).revealed);
    });
    control('a button in a plain frame can be clicked under that zoom', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeAsyncScript(
        `const done = arguments[0];
        window.clicks = 0;
        const frame = document.createElement("iframe");
        frame.id = "plain";
        frame.style.width = "500px";
        frame.srcdoc = "<button id=t onclick='parent.clicks += 1' style='width:60px;float:right'>show</button>";
        frame.onload = () => { ${ZOOM} done(); };
        document.body.append(frame);`,
      );
      await clickOnScreen(await driver.findElement(By.id('plain')), '#t');
      await until('it is clicked', () => driver.executeScript('return clicks === 1'));
    });
  });

  row('59 a revealed value that its person can no longer see', ({ attack, control }) => {
    /**
     * Changes of the page that every engine reports to a frame, by name.
     *
     * @type {Record<string, string>}
     */
    const EVERYWHERE = {
      'off-screen': "frame.style.cssText += ';position:fixed;left:-3000px'",
      'display: none': "frame.style.display = 'none'",
      'too small': "frame.style.width = '90px'",
      'scrolled away': "document.body.style.paddingBottom = '5000px'; scrollTo(0, 4000)",
    };
    /** @type {Record<string, string>} */
    const WHERE_TOLD = {
      transparent: "frame.style.opacity = '0'",
      blurred: "frame.style.filter = 'blur(9px)'",
      'smaller by a transform': "frame.style.transform = 'scale(.2)'",
      clipped: "frame.style.clipPath = 'inset(0 0 0 80%)'",
      covered: `const cover = document.createElement("div");
        cover.style.cssText = "position:fixed;inset:0;background:red;pointer-events:none";
        document.body.append(cover)`,
    };

    /**
     * Milliseconds: less than the time before the value would hide anyway, and more than a busy
     * machine needs.
     */
    const AT_ONCE = 2_000;

    /** @param {string} trick */
    async function hides(trick) {
      const victim = await scene.viewedCard(NUMBER);
      await victim.reveal('number');
      const time = await victim.wait(
        `const [ms, done] = arguments;
        const begin = performance.now();
        victim.fields.number.addEventListener("hide", () => done(performance.now() - begin));
        setTimeout(() => done(undefined), ms);
        const frame = victim.frame("number");
        ${trick};`,
        AT_ONCE * 5,
      );
      assert.ok(time !== null && time < AT_ONCE, `it hides ${time} ms after ${trick}`);
    }

    for (const [what, trick] of Object.entries(EVERYWHERE)) {
      attack(`${what}: the value hides at once`, () => hides(trick));
    }
    for (const [what, trick] of Object.entries(WHERE_TOLD)) {
      attack(`${what}: the value hides at once`, () => hides(trick), VISIBILITY);
    }
    attack('the value comes back only at a press', async () => {
      const victim = await scene.viewedCard(NUMBER);
      await victim.reveal('number');
      await victim.run("victim.frame('number').style.cssText += ';position:fixed;left:-3000px'");
      await victim.heard('number', 'hide');
      await victim.run("victim.frame('number').style.left = '8px'");
      await scene.settle();
      assert.equal((await victim.shown('number')).revealed, false);
      assert.ok((await victim.reveal('number')).revealed);
    });
    control('the value stays when the page scrolls a little', async () => {
      const victim = await scene.viewedCard(NUMBER);
      await victim.reveal('number');
      await victim.run(
        "document.body.style.padding = '40px 0 5000px'; scrollTo(0, 20); scrollTo(0, 5)",
      );
      await scene.settle();
      assert.ok((await victim.shown('number')).revealed);
    });
  });

  row('60 looks that hide a value or its buttons', ({ attack, control }) => {
    /** @type {Record<string, object>} */
    const LOOKS = {
      'all transparent': {
        colorText: 'transparent',
        colorTextSecondary: 'transparent',
        colorBackground: 'transparent',
        colorBorder: 'transparent',
      },
      'text in the colour of its background': { colorText: '#fffffe', colorBackground: 'white' },
      'text with too little contrast': { colorText: 'rgb(0 0 0 / 1%)' },
      'the same in another colour space': {
        colorText: 'oklch(0.7 0.1 200)',
        colorBackground: 'oklch(0.72 0.1 200)',
      },
      'of a name': { colorText: 'gold', colorBackground: 'yellow' },
      'buttons in the colour of their background': {
        colorTextSecondary: 'hsl(0 0% 99%)',
        colorBackground: '#fff',
      },
    };

    for (const [what, variables] of Object.entries(LOOKS)) {
      attack(`${what}: nothing is revealed or copied`, async () => {
        const appearance = { theme: 'light', variables };
        const victim = await scene.viewedCard({ ...NUMBER, session: { appearance } });
        await isCovered(victim, what);
      });
    }
    attack(
      'an appearance that hides a value is applied, and the revealed value is hidden',
      async () => {
        const victim = await scene.viewedCard(NUMBER);
        await victim.reveal('number');
        await victim.run('victim.session.update({ appearance: arguments[0] })', {
          theme: 'light',
          variables: LOOKS['all transparent'],
        });
        await victim.heard('number', 'hide');
        assert.equal((await victim.shown('number')).revealed, false);
      },
    );
    attack('a value is never too small, and its background is never transparent', async () => {
      const variables = { fontSize: '0.001px', lineHeight: '0.001', colorBackground: '#ffffff00' };
      const appearance = { theme: 'light', variables };
      const victim = await scene.viewedCard({ ...NUMBER, session: { appearance } });
      assert.ok((await victim.reveal('number')).revealed, 'on the default background');
      const [size, ground] = await victim.inside(
        'number',
        `const size = parseFloat(getComputedStyle(document.querySelector(".seen")).fontSize);
        return [size, getComputedStyle(document.querySelector(".box")).backgroundColor];`,
      );
      assert.ok(size >= 10, `${size} px`);
      assert.equal(ground, 'rgb(255, 255, 255)');
    });
    attack('nothing of a shown value can be scrolled', async () => {
      const variables = { fontSize: '90px', letterSpacing: '99px' };
      const victim = await scene.viewedCard({ ...NUMBER, session: { appearance: { variables } } });
      await victim.run('victim.frame("number").style.width = "300px"');
      const [inner, outer] = await victim.inside(
        'number',
        'const { scrollWidth, clientWidth } = document.documentElement; return [scrollWidth, clientWidth]',
      );
      assert.equal(inner, outer);
    });
    control('a value in readable colours is revealed', async () => {
      for (const variables of [
        { colorText: 'navy', colorBackground: 'oklch(0.97 0.02 90)' },
        { colorText: '#fffc', colorBackground: 'hsl(220 40% 15%)', colorTextSecondary: '#ddd' },
      ]) {
        const appearance = { theme: 'light', variables };
        const victim = await scene.viewedCard({ ...NUMBER, session: { appearance } });
        assert.ok((await victim.reveal('number')).revealed);
      }
    });
  });
});
