// @ts-check
// keystroke: from the `input` event in a field to the `change` event on the page, against a frame
// that posts a message; and the longest task of the page's process and of the frames' process while
// a person types.
import { spread } from '../support/stats.mjs';
import { longestTasks } from '../support/trace.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

/** The typed text. The pauses between the keys are those of a quick typist. */
const TYPED = 'Wilhelmine';
const PAUSE = 40;

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureKeystroke({ chromium, stand, samples, say }) {
  const tab = await chromium.visit(new URL('/bench.html', stand.addresses.app));
  await tab.run(`harness.begin(["givenName"], { for: "tokenizeAccountHolder" })`);
  const [field] = await tab.frames('/field.html');
  await field.run(`
    window.pressed = [];
    document.addEventListener("input", () => pressed.push(performance.timeOrigin + performance.now()), true);`);
  const key = async (/** @type {string} */ text) => {
    await tab.ask('Input.dispatchKeyEvent', { type: 'keyDown', text, key: text });
    await tab.ask('Input.dispatchKeyEvent', { type: 'keyUp', key: text });
  };
  await tab.run(`new Promise((resolve) => {
    harness.fields[0].addEventListener("focus", () => resolve(0), { once: true });
    harness.fields[0].focus();
  })`);

  /** @type {number[]} */
  const latencies = [];
  // The first key in an empty field makes it report a change. After that the field is cleared.
  for (let round = -3; round < samples; round += 1) {
    await tab.run('harness.told(), 0');
    await field.run('pressed = [], 0');
    await key('a');
    const told = await tab.run(`new Promise((resolve) => {
      const look = () => { const times = harness.told(); times.length > 0 ? resolve(times[0]) : setTimeout(look, 1); };
      look();
    })`);
    const [pressed] = await field.run('pressed');
    if (round >= 0) latencies.push(told - pressed);
    await tab.run(`new Promise((resolve) => {
      harness.fields[0].addEventListener("change", () => resolve(0), { once: true });
      harness.fields[0].clear();
    })`);
  }

  /** @type {number[]} */
  const longest = [];
  for (let round = -1; round < samples; round += 1) {
    const tasks = await longestTasks(chromium.instruments, async () => {
      for (const letter of TYPED) {
        await key(letter);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    });
    if (round >= 0) longest.push(tasks);
    await tab.run(`new Promise((resolve) => {
      harness.fields[0].addEventListener("change", () => resolve(0), { once: true });
      harness.fields[0].clear();
    })`);
  }
  await tab.close();
  const figures = /** @type {Figure[]} */ ([
    { name: 'keystroke', engine: 'chromium', unit: 'ms', sordino: spread(latencies) },
    { name: 'longest task while typing', engine: 'chromium', unit: 'ms', sordino: spread(longest) },
  ]);
  for (const { name, sordino } of figures) say(`${name}: ${sordino.median.toFixed(2)} ms`);
  return figures;
}
