// @ts-check
// Measures the speed and the size of Sordino side by side with alternatives: `node
// tests/bench/run.mjs --help`. Prints one line of JSON on standard output and its progress on
// standard error.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { arch, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { find } from '../browser/support/programs.mjs';
import { PACKAGE } from '../browser/support/sandbox.mjs';
import { measureBytes } from './figures/bytes.mjs';
import { measureFirefox, measureWebKit } from './figures/engines.mjs';
import { measureKeystroke } from './figures/keystroke.mjs';
import { measureLoaders } from './figures/loaders.mjs';
import { measureMemory } from './figures/memory.mjs';
import { measureMessages } from './figures/messages.mjs';
import { measureReveal, measureSubmit } from './figures/operations.mjs';
import { measureReady } from './figures/ready.mjs';
import { measureSandbox } from './figures/sandbox.mjs';
import { measureScale } from './figures/scale.mjs';
import { judge } from './goals.mjs';
import { openChromium } from './support/chromium.mjs';
import { openStand } from './support/stand.mjs';

/** @import { Context, Figure } from "./support/figure.mjs" */

/**
 * The measurements in their order.
 *
 * @type {Record<string, (context: Context) => Promise<Figure[]>>}
 */
const MEASUREMENTS = {
  loaders: measureLoaders,
  bytes: measureBytes,
  ready: measureReady,
  submit: measureSubmit,
  reveal: measureReveal,
  keystroke: measureKeystroke,
  messages: measureMessages,
  memory: measureMemory,
  scale: measureScale,
  firefox: measureFirefox,
  webkit: measureWebKit,
  sandbox: measureSandbox,
};

/** The smallest number of samples for a median. */
const SAMPLES = 20;

const USAGE = `Usage: node tests/bench/run.mjs [--only NAME[,NAME]] [--samples N]

  --only NAME[,NAME]  only these measurements: ${Object.keys(MEASUREMENTS).join(', ')}
  --samples N         the number of samples of each variant; ${SAMPLES} by default`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    samples: { type: 'string', default: String(SAMPLES) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/**
 * Returns the versions of the packages, of the browsers and of the system.
 *
 * @param {string} chromium
 */
async function versions(chromium) {
  const ask = async (/** @type {string} */ name, /** @type {string} */ argument) =>
    promisify(execFile)(find(name), [argument]).then(
      ({ stdout }) => stdout.trim().split('\n')[0],
      // MiniBrowser prints its version only on a screen, which `cargo xtask bench` provides.
      () => `${name}, version not known`,
    );
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  return {
    sordino: version,
    chromium,
    firefox: await ask('firefox', '--version'),
    webkit: await ask('minibrowser', '--version'),
  };
}

async function machine() {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: /^PRETTY_NAME="(.*)"$/m.exec(system)?.[1] ?? process.platform,
    kernel: `${release()} ${arch()}`,
    node: process.version,
  };
}

async function main() {
  const samples = Number(values.samples);
  const chosen = values.only?.split(',') ?? Object.keys(MEASUREMENTS);
  const unknown = chosen.find((name) => !(name in MEASUREMENTS));
  if (unknown !== undefined || !Number.isInteger(samples) || samples < 2) throw new Error(USAGE);
  const began = performance.now();
  const stand = await openStand();
  const chromium = await openChromium();
  /** @type {Figure[]} */
  const figures = [];
  /** @type {Record<string, number>} */
  const seconds = {};
  const browser = await chromium.version();
  try {
    for (const name of chosen) {
      const started = performance.now();
      console.error(`${name}:`);
      const context = {
        chromium,
        stand,
        samples,
        say: (/** @type {string} */ line) => console.error(`  ${line}`),
      };
      figures.push(...(await MEASUREMENTS[name](context)));
      seconds[name] = Math.round((performance.now() - started) / 100) / 10;
    }
  } finally {
    await chromium.stop();
    await stand.stop();
  }
  const goals = judge(figures);
  const isMet = goals.every(({ met, later }) => met || later);
  const all = Math.round((performance.now() - began) / 1000);
  const run = {
    at: new Date().toISOString(),
    machine: await machine(),
    versions: await versions(browser),
    samples,
    seconds: { ...seconds, all },
  };
  console.log(JSON.stringify({ ok: isMet, run, goals, figures }));
  return isMet;
}

if (values.help) console.log(USAGE);
else process.exit((await main()) ? 0 : 1);
