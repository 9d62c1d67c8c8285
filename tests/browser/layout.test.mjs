// @ts-check
// A page does not shift while its fields load: a placeholder of the right height is in the first
// rendered frame. Chromium measures shifts itself (Layout Instability API). In every engine, the
// test compares the boxes of each rendered frame.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { PACKAGE } from './support/sandbox.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/**
 * Renders fields side by side in an element of the page; the promise resolves when all are usable.
 */
const REACT = `
  import { createElement } from "react";
  import { createRoot } from "react-dom/client";
  import { flushSync } from "react-dom";
  import { Field, SordinoProvider } from "sordino/react";
  window.renderFields = (place, { kinds, ...session }) => {
    const ready = kinds.map(() => Promise.withResolvers());
    const fields = kinds.map((kind, at) => createElement(Field, { key: kind, id: kind, kind, onReady: ready[at].resolve }));
    // Renders synchronously, as in a page that a server has rendered.
    flushSync(() => createRoot(place).render(createElement(SordinoProvider, session, fields)));
    return Promise.all(ready.map(({ promise }) => promise));
  };`;

describe('layout while fields load', () => {
  const scene = useScene();
  /** @type {string} */
  let react;
  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: REACT, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      minify: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      alias: { sordino: PACKAGE, 'sordino/react': join(PACKAGE, 'react') },
    });
    react = outputFiles[0].text;
  });

  /**
   * @param {"fields" | "elements" | "react" | "folded"} way
   * @param {string[]} kinds
   * @param {number} [height]
   * @returns {Promise<import("../pages/layout.js").Seen>}
   */
  async function open(way, kinds, height) {
    await scene.visit('/layout.html');
    if (way === 'react') await scene.driver.executeScript(react);
    const seen = await scene.driver.executeAsyncScript(
      'const done = arguments[4]; harness[arguments[0]](arguments[1], arguments[2], arguments[3]).then(done, (e) => done(String(e)))',
      way,
      kinds,
      await scene.token(),
      height ?? null,
    );
    assert.ok(typeof seen === 'object', String(seen));
    return /** @type {any} */ (seen);
  }

  const KINDS = [
    ['pin', 'pinConfirm'],
    ['cardNumber', 'cvv', 'expirationDate'],
    ['givenName', 'dateOfBirth', 'phoneNumber'],
  ];
  for (const way of /** @type {const} */ (['fields', 'elements', 'react'])) {
    for (const kinds of [...KINDS, ['document'], ['paymentCard']]) {
      test(`${kinds.join(', ')} as ${way}: nothing moves`, async () => {
        const { boxes, shift } = await open(way, kinds);
        assert.equal(boxes.length, 1, JSON.stringify(boxes));
        assert.equal(shift, scene.engine === 'chromium' ? 0 : null);
      });
    }
  }

  test('fields in a hidden part of the page have their height when the part is shown', async () => {
    const kinds = ['pin', 'cvv', 'givenName', 'document', 'paymentCard'];
    const heights = () =>
      scene.driver.executeScript(
        "return [...document.querySelectorAll('#places iframe')].map((frame) => frame.getBoundingClientRect().height)",
      );
    await open('fields', kinds);
    const right = await heights();
    const { boxes } = await open('folded', kinds);
    assert.ok(boxes.length > 0);
    await until(
      'they are as high as others',
      async () => JSON.stringify(await heights()) === JSON.stringify(right),
    );
  });

  test('control: a height that comes late is found', async () => {
    const { boxes, shift } = await open('fields', ['pin'], 300);
    assert.ok(boxes.length > 1);
    if (scene.engine === 'chromium') assert.ok(Number(shift) > 0);
  });
});
