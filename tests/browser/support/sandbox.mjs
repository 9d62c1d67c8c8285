// @ts-check
// The sandbox: app, frame, API, upload and control origins, all local, on ports that it chooses.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './child.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = join(ROOT, 'tests', 'pages');

/** The pages of the demo, which can be served instead of those of the tests. */
export const DEMO = join(ROOT, 'www', 'demo');

/** The folder into which `cargo xtask build` writes the npm package. */
export const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');
const BINARY = process.env.SORDINO_SANDBOX_BIN ?? join(ROOT, 'target', 'debug', 'sordino-sandbox');

/**
 * @typedef {object} Addresses
 * @property {string} app the origin of the customer's page
 * @property {string} frame the folder of vault.html
 * @property {string} api the GraphQL endpoint
 * @property {string} upload
 * @property {string} control
 */

/**
 * @typedef {object} Sandbox
 * @property {Addresses} addresses
 * @property {string} files the folder of the uploaded documents
 * @property {() => Promise<void>} stop
 */

const ORIGINS = /** @type {const} */ (['app', 'frame', 'api', 'upload', 'control']);

/**
 * @param {Addresses} [addresses] the addresses of an earlier sandbox, whose ports are used again
 * @param {string} [pages] the folder that the app's origin serves
 * @returns {Promise<Sandbox>}
 */
export async function startSandbox(addresses, pages = PAGES) {
  const folder = await mkdtemp(join(tmpdir(), 'sordino-tests-'));
  const ports = ORIGINS.flatMap((name) => [
    `--${name}-port`,
    addresses ? new URL(addresses[name]).port : '0',
  ]);
  const child = start(BINARY, [
    'serve',
    ...ports,
    ...['--controls', '--record'],
    // Tests send requests faster than people do, and the limits of live are twice those of test.
    ...['--environment', 'live'],
    '--print-addresses',
    ...['--database', ':memory:'],
    ...['--files', folder],
    ...['--package', PACKAGE],
    ...['--www', pages],
  ]);

  const line = await child.firstLine();

  return {
    addresses: /** @type {Addresses} */ (JSON.parse(line)),
    files: folder,
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
