// @ts-check
// What sessions leave behind in a page and in the frame's process, seen by Chromium's instruments.
// `cargo xtask soak` is the long form.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineUnderTest } from './support/browser.mjs';
import { Instruments } from './support/instruments.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const ENGINE = engineUnderTest().name;

/** Sessions that warm up what is made once; and those of which nothing may stay. */
const [FIRST, MORE] = [5, 25];

/**
 * Chromium now and then keeps a document itself (tests/pages/faults/soak.js). Were ours not let go
 * of, it would be one for each session.
 */
const SPARE = 3;

/** What may grow where, and by how much. @type {["page" | "frame", name: string, spare: number][]} */
const FIGURES = [
  ['page', 'documents', 0],
  ['page', 'frames', 0],
  ['page', 'iframes', 0],
  ['page', 'listeners', 0],
  ['page', 'ports', 0],
  ['frame', 'documents', SPARE],
  ['frame', 'frames', SPARE],
  ['frame', 'ports', 0],
  ['frame', 'wasmMemory', 0],
];

describe('a long life', () => {
  const scene = useScene();

  test('sessions that have ended leave nothing beside one that lives', async (context) => {
    if (ENGINE !== 'chromium') return context.diagnostic('only Chromium tells what it holds');
    const { driver, addresses, card } = scene;
    const instruments = await Instruments.of(driver);
    context.after(() => instruments.close());
    await scene.visit('/faults/soak.html');
    await until('the page is ready', () => driver.executeScript("return 'harness' in window"));
    const page = await instruments.attach(
      ({ type, url }) => type === 'page' && url.startsWith(addresses.app),
    );
    await page.run(`harness.begin(${JSON.stringify([card.id])}, false)`);
    const frame = await instruments.attach(({ url }) => url.endsWith('/vault.html'));

    await page.run(`harness.sessions(0, ${FIRST})`);
    const before = { page: await page.figures(), frame: await frame.figures() };
    await page.run(`harness.sessions(${FIRST}, ${FIRST + MORE})`);
    const after = { page: await page.figures(), frame: await frame.figures() };

    for (const [where, name, spare] of FIGURES) {
      const growth = after[where][name] - before[where][name];
      assert.ok(
        growth <= spare,
        `${growth} ${name} in the ${where} after ${MORE} sessions: ${JSON.stringify({ before, after })}`,
      );
    }
    await page.run('harness.end()');
  });
});
