// @ts-check
// Many sessions and mounts on one page, in Chromium: `node tests/soak/run.mjs --help`. Prints one
// line of JSON on standard output and its progress on standard error.
import { parseArgs } from 'node:util';
import { openBrowser } from '../browser/support/browser.mjs';
import { startSandbox } from '../browser/support/sandbox.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { Instruments } from '../browser/support/instruments.mjs';

/** @import { Figures, Probe } from "../browser/support/instruments.mjs" */

const USAGE = `Usage: node tests/soak/run.mjs [--sessions N] [--mounts N] [--refreshes N]

  --sessions N   sessions that are opened, used and destroyed on one page; 1000
  --mounts N     mounts of one field; 5000
  --refreshes N  refreshes of the client token of one session with twelve fields; 6
  --leak         makes the page leak its sessions, to show that a leak is found`;

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '1000' },
    mounts: { type: 'string', default: '5000' },
    refreshes: { type: 'string', default: '6' },
    leak: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** The percentage by which a figure may grow after the first hundred. */
const MOST = 1;

/** The first hundred, which warm up everything that is created once: code, caches, pools. */
const FIRST = 100;

/** The interval at which the figures are printed. */
const SHOWN = 500;

/**
 * Machine code that the engine compiles for hot functions would count as growth, so the compilers
 * are off.
 */
const STEADY = '--js-flags=--no-opt --no-maglev --no-sparkplug --no-flush-bytecode';

/** Seconds that a client token lives when it is to be refreshed soon. */
const SHORT_LIFE = 4;

/** @param {{ url: string }} target */
const isVault = ({ url }) => url.endsWith('/vault.html');

/** @typedef {{ page: Figures, frame: Figures }} Both */
/** @typedef {{ figure: string, before: number, after: number, percent: number }} Growth */

/**
 * @param {Both} before
 * @param {Both} after
 * @returns {Growth[]}
 */
function growths(before, after) {
  return /** @type {const} */ (['page', 'frame']).flatMap((where) =>
    Object.entries(after[where]).map(([name, now]) => {
      const then = before[where][name];
      const share = then === 0 ? now : (now - then) / then;
      return {
        figure: `${where} ${name}`,
        before: then,
        after: now,
        percent: Math.round(share * 10_000) / 100,
      };
    }),
  );
}

async function main() {
  const [sessions, mounts, refreshes] = [values.sessions, values.mounts, values.refreshes].map(
    Number,
  );
  if (![sessions, mounts, refreshes].every((count) => Number.isInteger(count) && count >= 0))
    throw new Error(USAGE);
  process.env.SORDINO_BROWSER = 'chromium';
  const sandbox = await startSandbox();
  const browser = await openBrowser([STEADY]);
  /** @type {Record<string, { count: number, growth: Growth[] }>} */
  const parts = {};
  try {
    const { driver } = browser;
    const { addresses } = sandbox;
    const instruments = await Instruments.of(driver);
    await visit(driver, new URL('/faults/soak.html', addresses.app));
    await until('the page is ready', () => driver.executeScript("return 'harness' in window"));

    /** @param {{ page: Probe, frame: Probe }} probes @returns {Promise<Both>} */
    const measure = async ({ page, frame }) => ({
      page: await page.figures(),
      frame: await frame.figures(),
    });

    /**
     * Runs `count` sessions, mounts or refreshes, and measures after the first hundred and at the
     * end.
     *
     * @param {string} name
     * @param {number} count
     * @param {{ page: Probe, frame: Probe }} probes
     * @param {(from: number, to: number) => Promise<unknown>} go
     */
    const through = async (name, count, probes, go) => {
      /** @type {Both | undefined} */
      let before;
      /** @type {Both | undefined} */
      let after;
      for (let done = 0; done < count; ) {
        const next = Math.min(done < FIRST ? FIRST : done - (done % SHOWN) + SHOWN, count);
        await go(done, next);
        done = next;
        after = await measure(probes);
        before ??= after;
        console.error(`  ${name}: ${done} of ${count}, ${JSON.stringify(after)}`);
      }
      if (before && after) parts[name] = { count, growth: growths(before, after) };
    };

    const objects = await (await fetch(new URL('/objects.json', addresses.app))).json();
    const cards = objects.paymentCards.filter(
      (/** @type {any} */ card) => card.status === 'ACTIVE',
    );
    const page = await instruments.attach(
      ({ type, url }) => type === 'page' && url.includes('/faults/soak.html'),
    );
    /** @param {string} call @returns {Promise<any>} */
    const run = (call) => page.run(`harness.${call}`);
    await run(
      `begin(${JSON.stringify(cards.map((/** @type {any} */ card) => card.id))}, ${values.leak})`,
    );
    const probes = { page, frame: await instruments.attach(isVault) };
    await through('sessions', sessions, probes, (from, to) => run(`sessions(${from}, ${to})`));
    await through('mounts', mounts, probes, (from, to) => run(`mounts(${to - from})`));
    await run('end()');

    if (refreshes > 0) {
      await run(`live(${JSON.stringify(addresses.control)}, ${SHORT_LIFE})`);
      const live = { page, frame: await instruments.attach(isVault) };
      /** @param {number} count the number of tokens to wait for */
      const given = (count) =>
        until(`token ${count}`, async () => (await run('use()')) >= count, 120_000);
      // The first refreshes also warm up everything that is created once.
      await given(3);
      const before = await measure(live);
      await given(3 + refreshes);
      parts.refreshes = { count: refreshes, growth: growths(before, await measure(live)) };
    }
    instruments.close();
  } finally {
    await browser.stop();
    await sandbox.stop();
  }
  const failed = Object.entries(parts).flatMap(([part, { growth }]) =>
    growth.filter(({ percent }) => percent >= MOST).map((one) => ({ part, ...one })),
  );
  console.log(JSON.stringify({ ok: failed.length === 0, most: MOST, failed, parts }));
  return failed.length === 0;
}

if (values.help) console.log(USAGE);
else process.exit((await main()) ? 0 : 1);
