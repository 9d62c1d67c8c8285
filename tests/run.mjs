// @ts-check
// Runs the tests that need the built package: `node tests/run.mjs [node] [chromium] [firefox]
// [webkit]`; all suites by default. Each engine is one process with one browser and one sandbox for
// all files of a folder.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SUITES = ['node', 'chromium', 'firefox', 'webkit'];

/** @type {NodeJS.Signals[]} */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const USAGE = `Usage: node tests/run.mjs [--folder NAME] [--only TEXT] [--grep PATTERN] [${SUITES.join('] [')}]

  --folder NAME   the folder of an engine's tests: browser (default), use-cases or attacks
  --only TEXT     only the test files with this text in their name
  --grep PATTERN  only the tests whose name matches
  --verdict FILE  the file that the folder's own reporter.mjs writes

First run \`cargo xtask build\` and \`cargo build -p sordino-sandbox\`. The environment may name the programs:
SORDINO_SANDBOX_BIN, SORDINO_PACKAGE, SORDINO_CHROMIUM, SORDINO_CHROMEDRIVER, SORDINO_FIREFOX, SORDINO_GECKODRIVER,
SORDINO_MINIBROWSER, SORDINO_WEBKITDRIVER, SORDINO_XVFB. SORDINO_TEST_VERBOSE=1 shows their output.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: 'browser' },
    verdict: { type: 'string' },
    only: { type: 'string', default: '' },
    grep: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

/**
 * Returns the test files of a suite, sorted by name.
 *
 * @param {string} suite
 */
function filesOf(suite) {
  const folder = join(HERE, suite === 'node' ? 'node' : values.folder);
  const names = readdirSync(folder).filter(
    (name) => name.endsWith('.test.mjs') && name.includes(values.only),
  );
  return names.sort().map((name) => join(folder, name));
}

/** Returns the reporters: text for people, and the folder's own reporter if it is wanted. */
function reporters() {
  const spec = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  if (values.verdict === undefined) return spec;
  const own = pathToFileURL(join(HERE, values.folder, 'reporter.mjs')).href;
  return [...spec, `--test-reporter=${own}`, `--test-reporter-destination=${values.verdict}`];
}

/**
 * @param {string} suite
 * @returns {Promise<number>} the exit code
 */
function run(suite) {
  const files = filesOf(suite);
  if (files.length === 0) {
    console.error(`no test file of ${suite} has "${values.only}" in its name`);
    return Promise.resolve(1);
  }
  // One process for all files, because Node.js's own runner would start a process, and so a
  // browser, for each file.
  const imports = files
    .map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)});`)
    .join('\n');
  const pattern = values.grep === undefined ? [] : [`--test-name-pattern=${values.grep}`];
  const args = [...reporters(), ...pattern, '--input-type=module', '--eval', imports];
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, SORDINO_BROWSER: suite },
  });
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of ENDINGS) process.on(signal, pass);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      for (const signal of ENDINGS) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = positionals.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}\n\n${USAGE}`);
  process.exit(2);
}

let failed = 0;
for (const suite of positionals.length > 0 ? positionals : SUITES) {
  const began = Date.now();
  console.log(`\n== ${suite}`);
  const code = await run(suite);
  console.log(
    `== ${suite}: ${code === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
  if (code !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
