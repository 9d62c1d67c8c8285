// @ts-check
// Fonts that a frame was deployed with: the field loads one from its own folder when the page names
// its family, and renders text with it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serveFrame } from './support/deployed.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** A font whose letters are as wide as they are high, which no installed font is. */
const WIDE = fileURLToPath(
  import.meta.resolve('@fontsource/press-start-2p/files/press-start-2p-latin-400-normal.woff2'),
);

/**
 * Returns the fonts that the field's document has loaded, and the width of narrow letters in it, in
 * ems.
 */
const READ = `
  const line = document.createElement("span");
  line.textContent = "iiiiiiiiii";
  document.body.append(line);
  const width = line.getBoundingClientRect().width / parseFloat(getComputedStyle(line).fontSize);
  line.remove();
  return {
    loaded: [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family.replaceAll('"', "")),
    family: getComputedStyle(document.querySelector("input")).fontFamily,
    width,
    height: innerHeight,
  };`;

describe('fonts of a deployment', () => {
  const scene = useScene();

  /** @param {import("node:test").TestContext} context @param {string[]} fonts */
  async function served(context, fonts) {
    const { addresses } = scene;
    return serveFrame(context, {
      api: addresses.api,
      embedders: [new URL(addresses.app).origin],
      fonts,
    });
  }

  /** @param {string} frameUrl @param {string} [fontFamily] */
  async function opened(frameUrl, fontFamily) {
    await scene.visit('/pin.html');
    const page = new PinPage(scene.driver);
    const appearance = fontFamily === undefined ? undefined : { variables: { fontFamily } };
    await page.ready({
      cardId: scene.card.id,
      token: await scene.token(),
      frameUrl,
      session: { appearance },
    });
    await page.pin.type('12');
    return { page, read: () => page.pin.inside(() => scene.driver.executeScript(READ)) };
  }

  test('are used when the page names them, and do not change the height of a field', async (context) => {
    const frameUrl = await served(context, [`Wide Test=${WIDE}`]);
    const plain = await (await opened(frameUrl)).read();
    assert.deepEqual(plain.loaded, [], 'a font that the page does not name is not downloaded');
    const { read } = await opened(frameUrl, "'Wide Test', sans-serif");
    const own = await until('the font is loaded', async () => {
      const state = await read();
      return state.loaded.length > 0 ? state : undefined;
    });
    assert.deepEqual(own.loaded, ['Wide Test']);
    assert.match(own.family, /^["']?Wide Test/, 'of what is typed');
    assert.equal(Math.round(own.width), 10, 'each letter is an em wide');
    assert.equal(own.height, plain.height);
  });

  test('control: a frame without them uses the next font of the list', async (context) => {
    const { read } = await opened(await served(context, []), "'Wide Test', sans-serif");
    const { loaded, width } = await read();
    assert.deepEqual(loaded, []);
    assert.ok(width < 5, `narrow letters are narrow: ${width}`);
  });
});
