// @ts-check
// The bytes that each package adds to an app's bundle and downloads for the frame at a first visit:
// the import at the start of its documentation, bundled by esbuild.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { PACKAGE } from '../../browser/support/sandbox.mjs';
import { spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

const PEERS = fileURLToPath(new URL('../peers', import.meta.url));

/**
 * @type {Record<string, { code: string, more: string }>} the import, and the other files that the
 * page loads
 */
const PACKAGES = {
  sordino: {
    code: `export { createSession } from ${JSON.stringify(join(PACKAGE, 'index.js'))}`,
    more: 'the frame, measured below',
  },
  '@highnoteplatform/card-viewer': {
    code: `export { renderFields } from "@highnoteplatform/card-viewer"`,
    more: 'a frame for each field, from its server',
  },
  '@stripe/stripe-js/pure': {
    code: `export { loadStripe } from "@stripe/stripe-js/pure"`,
    more: 'its script and frames, from its server',
  },
  '@evervault/js': {
    code: `export * from "@evervault/js"`,
    more: 'its script and frames, from its server',
  },
  '@basis-theory/web-elements': {
    code: `export * from "@basis-theory/web-elements"`,
    more: 'its elements, from its server',
  },
  'skyflow-js': {
    code: `export { default } from "skyflow-js"`,
    more: 'its frames, from its server',
  },
  'braintree-web, client and hosted-fields': {
    code: `import client from "braintree-web/client"; import fields from "braintree-web/hosted-fields"; export { client, fields }`,
    more: 'a frame for each field, from its server',
  },
  '@adyen/adyen-web': {
    code: `export { AdyenCheckout, Card } from "@adyen/adyen-web"`,
    more: 'its style sheet; a frame for each field, from its server',
  },
  penpal: {
    code: `export { connect, WindowMessenger } from "penpal"`,
    more: 'nothing: a transport alone',
  },
};

/** The files of the frame that a session with English words loads. */
const FRAME = ['vault.html', 'vault.js', 'sordino_bg.wasm', 'field.html'];

/** @param {Buffer} content */
const brotli = (content) =>
  brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  }).length;

/** @param {string} code */
async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: PEERS },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

/** @param {string} name */
async function versionOf(name) {
  const folder =
    name === 'sordino' ? PACKAGE : join(PEERS, 'node_modules', name.replace(/,.*|\/pure$/, ''));
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
}

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureLoaders({ say }) {
  /** @type {Figure[]} */
  const figures = [];
  for (const [name, { code, more }] of Object.entries(PACKAGES)) {
    const content = await bundle(code);
    const gzip = gzipSync(content, { level: 9 }).length;
    figures.push({
      name: `loader: ${name}`,
      unit: 'bytes gzip',
      sordino: spread([gzip]),
      more: {
        version: await versionOf(name),
        minified: content.length,
        brotli: brotli(content),
        loads: more,
      },
    });
    say(`loader: ${name} ${gzip} bytes gzip`);
  }
  let total = 0;
  for (const name of FRAME) {
    const content = await readFile(join(PACKAGE, 'frame', name)).catch(() => undefined);
    if (content) total += brotli(content);
  }
  figures.push({ name: 'frame', unit: 'bytes brotli', sordino: spread([total]) });
  return figures;
}
