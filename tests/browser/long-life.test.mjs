// @ts-check
// Objects that sessions leave behind in a page and in the frame's process, counted by Chromium's
// instruments. `cargo xtask soak` is the long form.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineUnderTest } from './support/browser.mjs';
import { Instruments } from './support/instruments.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const ENGINE = engineUnderTest().name;

/** The number of warm-up sessions, and of sessions that may leave nothing behind. */
const [FIRST, MORE] = [5, 25];

/**
 * Chromium itself sometimes keeps a document (tests/pages/faults/soak.js). A leak of Sordino's
 * would be one document for each session.
 */
const SPARE = 3;

/**
 * The figures that may grow, by how much, and in which process.
 *
 * @type {["page" | "frame", name: string, spare: number][]}
 */
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

describe('many sessions', () => {
  const scene = useScene();

  test('ended sessions leave nothing behind while another session lives', async (context) => {
    if (ENGINE !== 'chromium') return context.diagnostic('only Chromium reports its objects');
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
