// @ts-check
// Frames deployed by the package's own program, and hosts that serve them, also with wrong headers.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { start } from './child.mjs';
import { PACKAGE } from './sandbox.mjs';

/** The program of the package. */
export const PROGRAM = join(PACKAGE, 'cli.js');

/**
 * @typedef {{ api: string, embedders: string[], uploads?: string[], fonts?: string[], limits?:
 * string[] }} Configuration `limits` are options of the command line
 */
/** @typedef {Record<string, string>} Headers */
/** @typedef {{ release: string, configuration: object, files: Record<string, { integrity: string, size: number, headers: Headers }>, otherwise: Headers }} Manifest */

/** @param {Configuration} configuration */
export const optionsOf = ({ api, embedders, uploads = [], fonts = [], limits = [] }) => [
  ...['--api', api, '--embedder', ...embedders],
  ...(uploads.length > 0 ? ['--upload', ...uploads] : []),
  ...fonts.flatMap((font) => ['--font', font]),
  ...limits,
];

/**
 * Runs the program until it ends.
 *
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function sordino(args) {
  try {
    return {
      code: 0,
      ...(await promisify(execFile)(process.execPath, [PROGRAM, ...args], { timeout: 60_000 })),
    };
  } catch (error) {
    const { code, stdout, stderr } = /** @type {any} */ (error);
    if (typeof code !== 'number') throw error;
    return { code, stdout, stderr };
  }
}

/**
 * Deploys a frame to disk, until the test or the suite ends.
 *
 * @param {{ after: (work: () => Promise<void>) => void }} context
 * @param {Configuration} configuration
 * @returns {Promise<{ directory: string, folder: string, manifest: Manifest }>} `folder` is the
 * folder of the release
 */
export async function deployFrame(context, configuration) {
  const directory = await mkdtemp(join(tmpdir(), 'sordino-deployed-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const { code, stdout, stderr } = await sordino([
    'frame',
    ...optionsOf(configuration),
    '--out',
    directory,
  ]);
  if (code !== 0) throw new Error(`no frame was deployed: ${stderr}`);
  const folder = stdout.trim();
  return {
    directory,
    folder,
    manifest: JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
  };
}

/**
 * Runs `sordino frame --serve` until the test ends.
 *
 * @param {{ after: (work: () => Promise<void>) => void }} context
 * @param {Configuration} configuration
 * @returns {Promise<string>} the address of the frame's folder
 */
export async function serveFrame(context, configuration) {
  const child = start(process.execPath, [
    PROGRAM,
    'frame',
    ...optionsOf(configuration),
    '--serve',
    '--port',
    '0',
  ]);
  context.after(() => child.stop());
  return child.firstLine();
}

/**
 * Starts a host that serves the files of a release with the caller's headers, until the test ends.
 *
 * @param {{ after: (work: () => Promise<void>) => void }} context
 * @param {string} folder the folder of the release
 * @param {(name: string, type: Headers) => Headers} headersOf takes the name of a file, and the
 * header with its type
 * @param {(name: string, content: Buffer) => Buffer} [contentOf]
 * @returns {Promise<{ url: string, asked: () => string[] }>} the address of the frame's folder, and
 * the files that were requested
 */
export async function host(context, folder, headersOf, contentOf = (_, content) => content) {
  /** @type {Manifest} */
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? '').split('?')[0].slice('/frame/'.length);
    asked.push(name);
    const file = manifest.files[name];
    if (!file) return void response.writeHead(404).end();
    const type = { 'Content-Type': file.headers['Content-Type'] };
    readFile(join(folder, name)).then((content) =>
      response.writeHead(200, headersOf(name, type)).end(contentOf(name, content)),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  context.after(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  return { url: `http://127.0.0.1:${address.port}/frame/`, asked: () => asked };
}
