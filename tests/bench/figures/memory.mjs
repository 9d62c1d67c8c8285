// @ts-check
// Memory that a session and one more field add to the browser, against bare iframes: the private
// memory of all its processes, as the kernel counts it after a garbage collection.
import { readFile } from 'node:fs/promises';
import { openChromium } from '../support/chromium.mjs';
import { interleave, ratio, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */
/** @import { Tab } from "../support/chromium.mjs" */

/** A process that is held ready for the next page would start or end between two measurements. */
const NO_SPARE = '--disable-features=SpareRendererForSitePerProcess';

const [FEW, MANY] = [1, 13];

/** Fewer samples, because memory varies less than time. */
const MOST_SAMPLES = 8;

/**
 * @param {number} pid
 * @returns {Promise<number>} bytes that no other process shares
 */
async function privateBytes(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].reduce(
    (sum, [, kilobytes]) => sum + Number(kilobytes) * 1024,
    0,
  );
}

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureMemory({ stand, samples, say }) {
  const chromium = await openChromium([NO_SPARE]);
  const { instruments } = chromium;
  const url = new URL('/bench.html', stand.addresses.app);

  /** @param {Tab} tab */
  const used = async (tab) => {
    for (const document of [tab, ...(await framesOf(tab))]) {
      await document.ask('HeapProfiler.enable');
      await document.ask('HeapProfiler.collectGarbage');
      await document.ask('HeapProfiler.disable');
    }
    const { processInfo } = await instruments.ask('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter((/** @type {any} */ { type }) => type === 'renderer');
    const sizes = await Promise.all(renderers.map((/** @type {any} */ { id }) => privateBytes(id)));
    return sizes.reduce((sum, size) => sum + size, 0);
  };

  /** @param {Tab} tab */
  const framesOf = async (tab) => {
    const targets = (await instruments.targets()).filter(({ type }) => type === 'iframe');
    if (targets.length === 0) return [];
    // All frames are of one site, so they are in one process.
    const ending = targets[0]?.url.slice(-10) ?? '';
    return tab.frames(ending, targets.filter(({ url }) => url.endsWith(ending)).length);
  };

  const variant = (/** @type {string} */ name, /** @type {number} */ count) => async () => {
    const tab = await chromium.visit(url);
    // One bare frame starts the frames' process before the measurement, because the cost of a
    // process is the browser's.
    await tab.run('harness.bare(1)');
    const before = await used(tab);
    await tab.run(`harness.${name}(${count})`);
    const after = await used(tab);
    await tab.close();
    return after - before;
  };
  const measured = await interleave(
    {
      session: variant('sordino', FEW),
      frame: variant('bare', FEW),
      sessionOfMany: variant('sordino', MANY),
      manyFrames: variant('bare', MANY),
    },
    { samples: Math.min(samples, MOST_SAMPLES), warmUp: 1 },
  );
  await chromium.stop();
  const more = (/** @type {number[]} */ many, /** @type {number[]} */ few) =>
    many.map((value, index) => (value - few[index]) / (MANY - FEW));
  const field = more(measured.sessionOfMany, measured.session);
  const frame = more(measured.manyFrames, measured.frame);
  const figures = /** @type {Figure[]} */ ([
    {
      name: 'memory of a session with one field',
      engine: 'chromium',
      unit: 'bytes',
      sordino: spread(measured.session),
      against: { what: 'a bare iframe', ...spread(measured.frame) },
      ratio: ratio(measured.session, measured.frame),
    },
    {
      name: 'memory of one more field',
      engine: 'chromium',
      unit: 'bytes',
      sordino: spread(field),
      against: { what: 'a bare iframe', ...spread(frame) },
      ratio: ratio(field, frame),
    },
  ]);
  for (const { name, sordino, against } of figures)
    say(`${name}: ${kb(sordino.median)} against ${kb(against?.median ?? 0)} KB`);
  return figures;
}

/** @param {number} bytes */
const kb = (bytes) => Math.round(bytes / 1024);
