// @ts-check
// Keys of a person who believes to type into an input of the page.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { clickOn, press, tab } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';

/** More than the time for which a focus must have rested (core/src/gesture.rs). */
const RESTED = 600;

row(
  '62 a blank in what a person types where the page says that an input is',
  ({ attack, control }) => {
    const scene = useAttackScene();

    /**
     * A person comes to the button that reveals by Tab, after an input of the page, and types there.
     *
     * @param {string} keys
     */
    async function typeAfterTab(keys) {
      const { driver } = scene;
      const victim = await scene.viewedCard();
      const input = await victim.run(
        "const input = document.createElement('input'); document.body.prepend(input); return input;",
      );
      await clickOn(driver, input);
      await tab(driver);
      // There and back: drivers send the end of the first Tab to the page.
      await tab(driver);
      await tab(driver, { isBack: true });
      await victim.field('number').inside(async () => {
        const clock = () => driver.executeScript('return performance.now()');
        const since = Number(await clock());
        await until('the focus has rested', async () => Number(await clock()) >= since + RESTED);
        await press(driver, keys);
      });
      return victim;
    }

    attack('presses no button', async () => {
      const victim = await typeAfterTab('van der Berg');
      await victim.heard('number', 'error', ({ code }) => code === 'too-soon');
      assert.equal((await victim.shown('number')).revealed, false);
      assert.ok(!(await victim.told()).some(({ type }) => type === 'reveal' || type === 'copy'));
    });

    control('one that is typed alone is a press', async () => {
      const victim = await typeAfterTab(Key.SPACE);
      await victim.heard('number', 'reveal');
    });
  },
);
