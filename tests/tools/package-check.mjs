// @ts-check
// Installs and uses the package as a customer does: packs pkg/, installs the tarball into each
// example by its own lockfile, builds it, serves the frame by the package's own program, opens the
// page in Chromium and sets a PIN, and checks what the sandbox stored.
//
//   node tests/tools/package-check.mjs FOLDER [NAME…]
//
// Started by `cargo xtask package --check`. One JSON line for each example on standard output; exit
// code 1 when any failed. FOLDER is where it works.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { appendFile, copyFile, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openBrowser } from '../browser/support/browser.mjs';
import { freePort, start } from '../browser/support/child.mjs';
import { Control } from '../browser/support/control.mjs';
import { Field } from '../browser/support/field.mjs';
import { startSandbox } from '../browser/support/sandbox.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES = join(ROOT, 'examples');
const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');
const API_KEY = 'sk_test_package_check';

/**
 * Milliseconds that one program may take: an installation over a slow line, a build on a slow
 * machine.
 */
const LONG = 600_000;

/**
 * The server of each example that does not use the Node.js server with `dist` and `public`.
 *
 * @type {Record<string, "next" | "strict" | "python" | "rust">}
 */
const SERVED = { 'next-ssr': 'next', 'strict-csp': 'strict', rollup: 'python', esbuild: 'rust' };

/** The example with an app's tests, by Vitest and by Jest. */
const TESTING = 'testing';

const run = promisify(execFile);

/** @param {string} folder @param {string} program @param {string[]} args */
async function work(folder, program, ...args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };
  const options = { cwd: folder, env, timeout: LONG, maxBuffer: 64 * 1024 * 1024 };
  await run(program, args, options).catch((error) => {
    throw new Error(
      `${program} ${args.join(' ')}: ${`${error.stdout}${error.stderr}`.slice(-2_000) || error.message}`,
    );
  });
}

/**
 * Starts a program that prints its address first.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {string} cwd
 */
async function serve(program, args, env, cwd) {
  const child = start(program, args, { cwd, env: { ...process.env, ...env } });
  return { line: await child.firstLine(), stop: child.stop };
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {string} port
 * @param {Record<string, string>} env
 */
function customer(name, folder, port, env) {
  const given = { ...env, PORT: port };
  const folders = ['dist', 'public'];
  const server = join(EXAMPLES, 'servers');
  switch (SERVED[name]) {
    case 'next':
      return serve(
        join(folder, 'node_modules', '.bin', 'next'),
        ['start', '--port', port, '--hostname', 'localhost'],
        env,
        folder,
      );
    case 'strict':
      return serve(
        process.execPath,
        [join(server, 'node', 'server.mjs'), '--strict', ...folders],
        given,
        folder,
      );
    case 'python':
      return serve('python3', [join(server, 'python', 'server.py'), ...folders], given, folder);
    case 'rust':
      return serve(
        process.env.SORDINO_EXAMPLE_SERVER ??
          join(ROOT, 'target', 'debug', 'sordino-example-server'),
        folders,
        given,
        folder,
      );
    default:
      return serve(
        process.execPath,
        [join(server, 'node', 'server.mjs'), ...folders],
        given,
        folder,
      );
  }
}

/** Returns the iframes of fields, also those in shadow roots. */
const FRAMES = `
  const find = (root) => [...root.querySelectorAll("*")].flatMap((e) => [
    ...(e.matches("iframe.sordino-field[title]") ? [e] : []),
    ...(e.shadowRoot ? find(e.shadowRoot) : []),
  ]);
  return find(document).find((frame) => frame.dataset.sordinoKind === arguments[0]);`;

/**
 * Checks that only a page with all three policies passes, which proves that each is enforced. It
 * runs in a task of the page, because the driver's scripts may use eval whatever the policy is.
 */
const POLICIES = `
  const done = arguments[arguments.length - 1];
  const throws = (act) => { try { act(); return false; } catch { return true; } };
  setTimeout(() => done({
    noScriptWithoutNonce: !window.ranWithoutNonce,
    noEval: throws(() => (0, eval)("1")),
    noInnerHTML: throws(() => { document.createElement("p").innerHTML = "<b>x</b>"; }),
    isolated: crossOriginIsolated && typeof SharedArrayBuffer === "function",
  }));`;

/** A script without a nonce: the server adds nonces only to tags in small letters. */
const WITHOUT_NONCE = '<SCRIPT>window.ranWithoutNonce = true</SCRIPT>';

/**
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {string} address
 * @param {string} pin
 */
async function setPin(driver, address, pin) {
  await visit(driver, new URL(address));
  await driver.executeScript(`
    window.violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.blockedURI));`);
  for (const kind of ['pin', 'pinConfirm']) {
    const frame = () =>
      until(`the field ${kind} is ready`, () => driver.executeScript(FRAMES, kind), 60_000);
    await new Field(driver, /** @type {any} */ (frame)).type(pin);
  }
  await driver.executeScript("document.querySelector('form button').click()");
  const result = "return document.querySelector('#result').textContent.trim()";
  const said = await until('the page shows the result', () => driver.executeScript(result));
  const violations = /** @type {string[]} */ (await driver.executeScript('return violations'));
  return { said, violations, policies: await driver.executeAsyncScript(POLICIES) };
}

const [folder = '', ...wanted] = process.argv.slice(2);
if (folder === '') throw new Error('the first argument is the folder to work in');
await mkdir(folder, { recursive: true });
await work(PACKAGE, 'npm', 'pack', '--silent', '--pack-destination', folder);
const tarball = join(
  folder,
  (await readdir(folder))
    .filter((name) => /^sordino-.*\.tgz$/.test(name))
    .sort()
    .at(-1) ?? '',
);

const entries = await readdir(EXAMPLES, { withFileTypes: true });
const names = entries
  .filter((entry) => entry.isDirectory() && entry.name !== 'servers')
  .map(({ name }) => name);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0)
  throw new Error(`no example is called ${unknown.join(', ')}; there are ${names.join(', ')}`);

process.env.SORDINO_BROWSER = 'chromium';
process.env.SORDINO_SANDBOX_API_KEY = API_KEY;
const sandbox = await startSandbox();
const browser = await openBrowser();
const control = new Control(sandbox.addresses.control);
const objects = await (await fetch(new URL('/objects.json', sandbox.addresses.app))).json();
const card = objects.paymentCards.find(
  (/** @type {{ status: string }} */ candidate) => candidate.status === 'ACTIVE',
);
const port = String(await freePort());

/** @param {string} name @param {string} pin */
async function check(name, pin) {
  const example = join(folder, name);
  await rm(example, { recursive: true, force: true });
  await cp(join(EXAMPLES, name), example, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist|\.next|sordino\.tgz)$/.test(path),
  });
  await copyFile(tarball, join(example, 'sordino.tgz'));
  const began = performance.now();
  await work(example, 'npm', 'ci', '--no-audit', '--no-fund', '--ignore-scripts');
  const installed = performance.now();
  // This example runs an app's own tests without a frame: nothing is built, and no page is opened.
  if (name === TESTING) {
    await work(example, 'npm', 'test');
    return {
      example: name,
      ok: true,
      seconds: { install: tenths(installed - began), all: tenths(performance.now() - began) },
    };
  }
  await work(example, 'npm', 'run', 'build');
  const built = performance.now();
  const hasPage = await appendFile(join(example, 'dist', 'index.html'), WITHOUT_NONCE, {
    flag: constants.O_APPEND | constants.O_WRONLY,
  }).then(
    () => true,
    () => false,
  );

  const cli = join(example, 'node_modules', 'sordino', 'cli.js');
  const frameArgs = [
    'frame',
    '--api',
    sandbox.addresses.api,
    '--embedder',
    `http://localhost:${port}`,
    '--serve',
    '--port',
    '0',
  ];
  const frame = await serve(process.execPath, [cli, ...frameArgs], {}, example);
  /** @type {{ stop: () => Promise<void> } | undefined} */
  let server;
  try {
    server = await customer(name, example, port, {
      CARD_API_URL: sandbox.addresses.api,
      CARD_API_KEY: API_KEY,
      SORDINO_FRAME_URL: frame.line.trim(),
      PAYMENT_CARD_ID: card.id,
    });
    const page = `http://localhost:${port}/`;
    await until(
      `${page} answers`,
      async () => (await fetch(page).catch(() => undefined))?.ok,
      60_000,
    );
    const before = await control.card(card.id);
    if (await control.pinIs(card.id, pin))
      throw new Error('the card has this PIN before anything was typed');
    const { said, violations, policies } = await setPin(browser.driver, page, pin);
    const after = await control.card(card.id);
    const matches = await control.pinIs(card.id, pin);
    const isStrict = SERVED[name] === 'strict';
    const held = Object.values(/** @type {Record<string, boolean>} */ (policies));
    // The pages without the policies are the control: they pass no check. If the build writes no
    // page, the check that adds a script to it can't fail.
    const isHeld = isStrict
      ? violations.length === 0 && held.every(Boolean)
      : held.filter(Boolean).length === (hasPage ? 0 : 1);
    const ok = matches && after.pinUpdates === before.pinUpdates + 1 && isHeld;
    const seconds = {
      install: tenths(installed - began),
      build: tenths(built - installed),
      all: tenths(performance.now() - began),
    };
    return { example: name, ok, said, ...(isStrict && { violations, policies }), seconds };
  } finally {
    await server?.stop();
    await frame.stop();
  }
}

/** @param {number} milliseconds */
const tenths = (milliseconds) => Math.round(milliseconds / 100) / 10;

let failed = 0;
for (const [at, name] of (wanted.length > 0 ? wanted : names).entries()) {
  // An obviously made-up PIN, another for each example.
  const pin = String(8260 + at);
  const verdict = await check(name, pin).catch((error) => ({
    example: name,
    ok: false,
    error: String(error.message ?? error),
  }));
  console.log(JSON.stringify(verdict));
  console.error(`${name}: ${verdict.ok ? 'ok' : 'FAILED'}`);
  if (!verdict.ok) failed += 1;
  // The installed packages are large, and the next run installs them again.
  await rm(join(folder, name), { recursive: true, force: true });
}
await browser.stop();
await sandbox.stop();
process.exitCode = failed === 0 ? 0 : 1;
