// @ts-check
// The servers of a measurement: the sandbox in its release build without limits, and a frame
// deployed by the package's own program. The frames of the peers are on the same server as the
// frame's files.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { freePort, start } from '../../browser/support/child.mjs';
import { Control } from '../../browser/support/control.mjs';
import { PACKAGE } from '../../browser/support/sandbox.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const ROOT = join(HERE, '..', '..');
const BINARY =
  process.env.SORDINO_SANDBOX_BIN ?? join(ROOT, 'target', 'release', 'sordino-sandbox');

/** A year, like that of the frame's own files. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Scripts of the frames that Sordino is compared with, among them those of the peers' transports,
 * bundled as an app would bundle them.
 */
const PEERS = ['penpal', 'comlink', 'sender'];

/** @typedef {import("../../browser/support/sandbox.mjs").Addresses} Addresses */
/** @typedef {{ addresses: Addresses, control: Control, pid: number, folder: string, stop: () => Promise<void> }} Stand */

/** @param {string} entry @returns {Promise<string>} */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['/sordino/*'],
    nodePaths: [join(HERE, 'peers', 'node_modules')],
  });
  return outputFiles[0].text;
}

/**
 * Adds the peers' files beside the frame's files, with these headers.
 *
 * @param {string} folder the folder of the release
 */
async function addPeers(folder) {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  /** @type {Record<string, string>} */
  const files = { 'bare.html': await readFile(join(HERE, 'frame', 'bare.html'), 'utf8') };
  for (const peer of PEERS) {
    files[`${peer}.html`] =
      `<!doctype html><title>${peer}</title><script type="module" src="${peer}.js"></script>`;
    files[`${peer}.js`] = await bundle(join(HERE, 'frame', `${peer}.js`));
  }
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
    const type = name.endsWith('.js')
      ? 'text/javascript; charset=utf-8'
      : 'text/html; charset=utf-8';
    manifest.files[name] = {
      integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
      size: Buffer.byteLength(content),
      headers: { 'Content-Type': type, 'Cache-Control': IMMUTABLE },
    };
  }
  await writeFile(path, JSON.stringify(manifest));
}

/** @returns {Promise<Stand>} */
export async function openStand() {
  const folder = await mkdtemp(join(tmpdir(), 'sordino-bench-'));
  const names = /** @type {const} */ (['app', 'frame', 'api', 'upload', 'control']);
  const ports = await Promise.all(names.map(() => freePort()));
  const [app, , api, upload] = ports;
  const deploy = [join(PACKAGE, 'cli.js'), 'frame', '--api', `http://localhost:${api}/graphql`];
  deploy.push(
    '--embedder',
    `http://localhost:${app}`,
    '--upload',
    `http://127.0.0.1:${upload}`,
    '--out',
    join(folder, 'frame'),
  );
  const release = (await promisify(execFile)(process.execPath, deploy)).stdout.trim();
  await addPeers(release);

  const pages = join(folder, 'pages');
  await promisify(execFile)('cp', ['-r', join(HERE, 'pages'), pages]);
  for (const name of ['bench.js', 'messages.js'])
    await writeFile(join(pages, name), await bundle(join(HERE, 'pages', name)));

  const child = start(BINARY, [
    'serve',
    ...names.flatMap((name, index) => [`--${name}-port`, String(ports[index])]),
    ...['--controls', '--unlimited', '--print-addresses'],
    ...['--database', ':memory:', '--files', join(folder, 'files')],
    ...['--package', PACKAGE, '--www', pages, '--frame', release],
  ]);
  const line = await child.firstLine();
  /** @type {Addresses} */
  const addresses = JSON.parse(line);
  return {
    addresses,
    control: new Control(addresses.control),
    pid: child.process.pid ?? 0,
    folder: release,
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
