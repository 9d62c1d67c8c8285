// @ts-check
// axe-core on pages that use the package's other entries, with the content of their fields: custom
// elements, React and the drop-in modules. The loader's own page is in `axe.test.mjs`, the demo in
// `demo.test.mjs`.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OF_PAGES, violations } from './support/axe.mjs';
import { REACTS, bundleApp, openApp } from './support/react.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** Returns the iframes of all fields, also in open shadow roots. */
const FRAMES = `
  const find = (root) => [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.matches("iframe.sordino-field") ? [element] : []),
    ...(element.shadowRoot ? find(element.shadowRoot) : []),
  ]);
  return find(document);`;

describe('axe-core, other entries', () => {
  const scene = useScene();
  /** @returns {Promise<any>} */
  const ask = (/** @type {string} */ source, /** @type {unknown[]} */ ...args) =>
    scene.driver.executeScript(source, ...args);

  /**
   * Asserts that axe-core finds nothing in the page and its fields, and that each iframe has a
   * name.
   * @param {number} count
   */
  async function isClean(count) {
    const { driver } = scene;
    const ready = async () => {
      const frames = await ask(FRAMES);
      const titles = await Promise.all(
        frames.map((/** @type {any} */ frame) => ask('return arguments[0].title', frame)),
      );
      return frames.length === count && titles.every(Boolean) && frames;
    };
    const frames = await until(`${count} fields can be used`, ready);
    assert.deepEqual(await violations(driver), [], 'the page');
    for (const frame of frames) {
      await driver.switchTo().frame(frame);
      const found = await violations(driver, OF_PAGES);
      await driver.switchTo().defaultContent();
      assert.deepEqual(found, [], 'a field');
    }
  }

  const calls =
    "const done = arguments[2]; harness[arguments[0]](arguments[1]).then(() => done(''), (e) => done(String(e)))";
  /** @param {string} page @param {string} method @param {object} options */
  async function open(page, method, options) {
    await scene.visit(page);
    assert.equal(await scene.driver.executeAsyncScript(calls, method, options), '');
  }

  test('elements in a form', async () => {
    await open('/elements.html', 'open', { token: await scene.token(), cardId: scene.card.id });
    await isClean(2);
  });

  for (const [alias, major] of REACTS) {
    test(`React ${major}: a form, and its errors when nothing is typed`, async () => {
      await openApp(scene, await bundleApp(alias));
      assert.equal(await ask("return Number(harness.version.split('.')[0])"), major);
      await isClean(2);
      // Submits the form by its button, as a person does.
      await ask("document.querySelector('form button').click()");
      await until('it failed', () =>
        ask("return document.querySelector('output').textContent === 'failed'"),
      );
      await isClean(2);
    });
  }

  for (const [module, id, count] of /** @type {const} */ ([
    ['card', () => scene.card.id, 3],
    ['pin', () => scene.card.id, 1],
    ['documents', () => scene.objects.documentUploadSessions[0].id, 1],
  ])) {
    test(`drop-in module: ${module}`, async () => {
      await open('/highnote.html', module, { id: id() });
      await isClean(count);
    });
  }
});
