// @ts-check
// What a style sheet of a deployment's fonts tells its host.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { serveFrame } from '../browser/support/deployed.mjs';
import { startMiddleman } from './support/middleman.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD } from './support/victim.mjs';

row(
  '64 a style sheet of fonts, changed on the way, to learn the digits that a field shows',
  ({ attack, control }) => {
    const scene = useAttackScene();
    const FONT = fileURLToPath(
      import.meta.resolve('@fontsource/press-start-2p/files/press-start-2p-latin-400-normal.woff2'),
    );
    const DIGITS = [...'0123456789'];
    const SHEET = `${DIGITS.map((digit) => `@font-face{font-family:Leak;src:url("leak-${digit}.woff2");unicode-range:U+3${digit}}`).join('')}.value{font-family:Leak!important}`;

    /**
     * The digits whose fonts the host was asked for while a card number is revealed.
     *
     * @param {import("node:test").TestContext} context
     * @param {boolean} isPinned whether the link keeps its hash
     */
    async function learned(context, isPinned) {
      const { addresses } = scene;
      const frame = await serveFrame(context, {
        api: addresses.api,
        embedders: [new URL(addresses.app).origin],
        fonts: [`Own=${FONT}`],
      });
      const host = await startMiddleman({ frame, api: addresses.api });
      context.after(() => host.stop());
      host.onFrame((passing) => {
        if (passing.path.endsWith('/fonts.css')) passing.body = SHEET;
        if (!isPinned && passing.path.endsWith('/field.html'))
          passing.body = String(passing.body).replace(/(fonts\.css") integrity="[^"]*"/, '$1');
      });
      const victim = await scene.viewedCard({ frameUrl: host.frameUrl });
      assert.ok(host.log().some((path) => path.endsWith('/fonts.css')));
      await victim.reveal('number');
      await scene.settle();
      return DIGITS.filter((digit) => host.log().some((path) => path.includes(`leak-${digit}`)));
    }

    attack('tells its host no digit', async (context) => {
      assert.deepEqual(await learned(/** @type {any} */ (context), true), []);
    });

    control('without the hash of the sheet it asks for the font of each', async (context) => {
      const digits = await learned(/** @type {any} */ (context), false);
      // WebKit asks for the fonts of the other digits, too.
      for (const digit of CARD.number) assert.ok(digits.includes(digit), `${digit} in ${digits}`);
    });
  },
);
