// @ts-check
// What a scroll over a field tells its page.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { INPUT_SCROLL } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';

row(
  '63 a sideways scroll over an input, to learn whether its text is wider',
  ({ attack, control }) => {
    const scene = useAttackScene();
    const TEXTS = ['a@b.c', `${'a'.repeat(60)}@b.c`];

    /**
     * How far the page scrolls, for each text, when a person scrolls sideways over an input that
     * is 200 px wide.
     *
     * @param {string} [frameUrl]
     */
    async function scrolled(frameUrl) {
      const { driver } = scene;
      const seen = [];
      for (const text of TEXTS) {
        const fields = [{ name: 'mail', kind: 'email' }];
        const victim = await scene.victim('ssn', { fields, frameUrl });
        await victim.field('mail').type(text + Key.HOME);
        const frame = await victim.run(
          `document.body.style.width = '5000px';
          const frame = document.querySelector('#mail iframe');
          frame.style.width = '200px';
          scrollTo(0, 0);
          return frame;`,
        );
        await scene.settle();
        // The types of the driver do not know it.
        await /** @type {any} */ (driver.actions()).scroll(0, 0, 40, 0, frame).perform();
        await scene.settle();
        seen.push(await victim.run('return scrollX'));
      }
      return seen;
    }

    attack(
      'scrolls the page for no text, or for each',
      async () => {
        const [short, long] = await scrolled();
        assert.equal(short, long);
      },
      INPUT_SCROLL,
    );

    control(
      'a field that lets it go on tells the texts apart',
      async () => {
        const { middleman } = scene;
        middleman.onFrame((passing) => {
          if (!passing.path.endsWith('/field.html')) return;
          delete passing.headers['content-security-policy'];
          passing.body = String(passing.body).replace(/overscroll-behavior-x:\s*none/, '');
        });
        const [short, long] = await scrolled(middleman.frameUrl);
        assert.notEqual(short, long);
      },
      INPUT_SCROLL,
    );
  },
);
