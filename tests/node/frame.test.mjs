// @ts-check
// The package's program from end to end: it deploys, serves and verifies, and finds tampered files.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import {
  deployFrame,
  host,
  optionsOf,
  PROGRAM,
  serveFrame,
  sordino,
} from '../browser/support/deployed.mjs';
import { start } from '../browser/support/child.mjs';
import { PACKAGE, startSandbox } from '../browser/support/sandbox.mjs';

const CONFIGURATION = {
  api: 'https://api.example/graphql',
  embedders: ['https://app.example', 'https://admin.example'],
  uploads: ['https://files.example'],
};

/** @param {string} url @param {readonly string[]} [options] */
async function verify(url, options = []) {
  const { code, stdout, stderr } = await sordino(['frame', '--verify', url, '--json', ...options]);
  assert.equal(stderr, '');
  return { code, report: JSON.parse(stdout) };
}

/** @param {any} report @returns {string[]} */
const told = (report) =>
  report.differences.map((/** @type {any} */ { subject, problem }) => `${subject} ${problem}`);

/**
 * @param {import("../browser/support/deployed.mjs").Manifest} manifest
 * @param {string} name
 * @returns {import("../browser/support/deployed.mjs").Headers}
 */
const headersWithVary = (manifest, name) => ({
  ...manifest.files[name].headers,
  Vary: 'Accept-Encoding',
});

describe('sordino frame', () => {
  test('deploys files with the hashes of its manifest, and the compressed files of the package', async (context) => {
    const { directory, folder, manifest } = await deployFrame(context, CONFIGURATION);
    const released = JSON.parse(await readFile(join(PACKAGE, 'frame', 'manifest.json'), 'utf8'));
    const names = Object.keys(released.files).sort();
    assert.deepEqual(Object.keys(manifest.files).sort(), names);
    for (const name of ['field.html', 'sordino_bg.wasm', 'vault.html', 'vault.js'])
      assert.ok(names.includes(name), name);
    const changed = names.filter((name) => manifest.files[name].integrity !== released.files[name]);
    assert.deepEqual(changed, ['vault.html'], 'only the configuration is inserted');
    for (const { headers } of Object.values(manifest.files))
      assert.notEqual(headers['Content-Type'], 'application/octet-stream');
    assert.deepEqual(
      (await readdir(folder)).sort(),
      ['manifest.json', ...names.flatMap((name) => [name, `${name}.br`, `${name}.gz`])].sort(),
    );
    for (const [name, { integrity, size }] of Object.entries(manifest.files)) {
      const content = await readFile(join(folder, name));
      assert.equal(
        integrity,
        `sha384-${createHash('sha384').update(content).digest('base64')}`,
        name,
      );
      assert.equal(size, content.length, name);
    }
    assert.deepEqual(manifest.configuration, { ...CONFIGURATION, policy: {} });
    const vault = await readFile(join(folder, 'vault.html'), 'utf8');
    assert.ok(
      vault.includes(`integrity="${manifest.files['vault.js'].integrity}"`),
      'vault.html pins vault.js',
    );
    assert.ok(!vault.includes('{{'));
    const [script] = /(?<=<script>)[\s\S]*(?=<\/script>)/.exec(
      await readFile(join(folder, 'field.html'), 'utf8'),
    ) ?? [''];
    const hash = createHash('sha256').update(script).digest('base64');
    const [style] = /(?<=<style>)[\s\S]*(?=<\/style>)/.exec(
      await readFile(join(folder, 'field.html'), 'utf8'),
    ) ?? [''];
    const styleHash = createHash('sha256').update(style).digest('base64');
    assert.ok(
      manifest.files['field.html'].headers['Content-Security-Policy'].includes(
        `style-src 'sha256-${styleHash}';`,
      ),
    );
    assert.ok(
      manifest.files['field.html'].headers['Content-Security-Policy'].includes(
        `script-src 'sha256-${hash}';`,
      ),
    );
    for (const file of [
      '_headers',
      'vercel.json',
      'netlify.toml',
      'wrangler.jsonc',
      'hosting/nginx.conf',
      'hosting/Caddyfile',
      'hosting/cloudfront.json',
    ]) {
      assert.ok((await readFile(join(directory, file))).length > 100, file);
    }
  });

  test('refuses wrong values with the reason and exit code 2, and writes nothing', async (context) => {
    const { directory } = await deployFrame(context, CONFIGURATION);
    const before = (await readdir(directory, { recursive: true })).sort();
    for (const [options, why] of /** @type {[string[], RegExp][]} */ ([
      [['--api', 'http://api.example/graphql', '--embedder', 'https://app.example'], /on http/],
      [['--api', CONFIGURATION.api, '--embedder', 'https://*.example'], /wildcard/],
      [
        ['--api', CONFIGURATION.api, '--embedder', 'https://app.example/pay'],
        /a path, where an origin belongs/,
      ],
      [['--api', CONFIGURATION.api, '--embedder', 'null'], /opaque/],
      [
        ['--api', CONFIGURATION.api, '--embedder', 'https://app.example', 'https://app.example'],
        /twice/,
      ],
      [['--api', CONFIGURATION.api], /--embedder ORIGIN is missing/],
      [optionsOf({ ...CONFIGURATION, embedders: ['https://other.example'] }), /--folder/],
    ])) {
      const { code, stdout, stderr } = await sordino(['frame', ...options, '--out', directory]);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, why);
    }
    assert.deepEqual((await readdir(directory, { recursive: true })).sort(), before);
  });

  test('leaves a site’s own files unchanged, and prints what to do', async (context) => {
    for (const [file, text] of [
      ['vercel.json', '{"cleanUrls":true}'],
      ['_headers', '/*\n  X-Own: 1\n'],
      ['hosting/nginx.conf', 'server { }'],
      ['manifest.json', '{"name":"An app"}'],
      ['app/manifest.json', '{"name":"An app"}'],
    ]) {
      const directory = await mkdtemp(join(tmpdir(), 'sordino-site-'));
      context.after(() => rm(directory, { recursive: true, force: true }));
      const path = join(directory, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      const before = (await readdir(directory, { recursive: true })).sort();
      const { code, stdout, stderr } = await sordino([
        'frame',
        ...optionsOf(CONFIGURATION),
        '--out',
        directory,
      ]);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.ok(stderr.includes(path), stderr);
      assert.match(stderr, /another folder for --out/);
      assert.equal(await readFile(path, 'utf8'), text);
      assert.deepEqual((await readdir(directory, { recursive: true })).sort(), before);
    }
  });

  test('writes limits into vault.html only, and reports other limits of a deployed frame', async (context) => {
    const limits = ['--no-copy', '--operation', 'viewPaymentCard', '--claim', 'org=og_1'];
    const plain = await deployFrame(context, CONFIGURATION);
    const limited = await deployFrame(context, { ...CONFIGURATION, limits });
    const changed = Object.keys(plain.manifest.files).filter(
      (name) => plain.manifest.files[name].integrity !== limited.manifest.files[name].integrity,
    );
    assert.deepEqual(changed, ['vault.html']);
    const url = await serveFrame(context, { ...CONFIGURATION, limits });
    assert.deepEqual(told((await verify(url, limits)).report), []);
    const { code, report } = await verify(url, ['--no-copy']);
    assert.deepEqual([code, told(report)], [1, ['vault.html has other limits']]);
    const { code: refused, stderr } = await sordino([
      'frame',
      ...optionsOf({ ...CONFIGURATION, limits: ['--operation', 'viewCard'] }),
      '--serve',
    ]);
    assert.equal(refused, 2);
    assert.match(stderr, /viewCard.*is not an operation of a session: setPaymentCardPin/);
  });

  test('serves the same files that it deploys', async (context) => {
    const url = await serveFrame(context, CONFIGURATION);
    const { code, report } = await verify(url, [
      '--embedder',
      ...CONFIGURATION.embedders,
      '--api',
      CONFIGURATION.api,
    ]);
    assert.deepEqual(told(report), []);
    assert.equal(code, 0);
    assert.ok(report.compared.files >= 5);
    const posted = await fetch(`${url}vault.html`, { method: 'POST' });
    assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD']);
    for (const path of ['manifest.json', 'vault.js.br', '../cli.js', '%2e%2e/cli.js', '']) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
  });

  test('ends at ctrl-c, and reports a port that is taken', async (context) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    context.after(() => void other.close());
    const port = `${/** @type {import("node:net").AddressInfo} */ (other.address()).port}`;
    const { code, stderr } = await sordino([
      'frame',
      ...optionsOf(CONFIGURATION),
      '--serve',
      '--port',
      port,
    ]);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`port ${port} is in use: .*--port N`));

    const child = start(process.execPath, [
      PROGRAM,
      'frame',
      ...optionsOf(CONFIGURATION),
      '--serve',
      '--port',
      '0',
    ]);
    context.after(() => child.stop());
    await once(/** @type {import("node:stream").Readable} */ (child.process.stdout), 'data');
    child.process.kill('SIGINT');
    assert.deepEqual(await once(child.process, 'exit'), [0, null]);
  });

  test('reports a tampered file', async (context) => {
    const { folder, manifest } = await deployFrame(context, CONFIGURATION);
    const headersOf = (/** @type {string} */ name) => headersWithVary(manifest, name);
    const evil = (/** @type {string} */ name, /** @type {Buffer} */ content) =>
      name === 'sordino_bg.wasm' ? Buffer.concat([content, Buffer.from([0])]) : content;
    const { url } = await host(context, folder, headersOf, evil);
    const { code, report } = await verify(url);
    assert.equal(code, 1);
    const others = told(report).filter((line) => !line.includes('not compressed'));
    assert.deepEqual(others, ['sordino_bg.wasm differs from the released file']);
    const difference = report.differences.find(
      (/** @type {any} */ { subject }) => subject === 'sordino_bg.wasm',
    );
    assert.equal(difference.expected, manifest.files['sordino_bg.wasm'].integrity);
  });

  test('reports a tampered header, and the pages that it blocks or lets in', async (context) => {
    const { folder, manifest } = await deployFrame(context, CONFIGURATION);
    const headersOf = (/** @type {string} */ name) => {
      const headers = headersWithVary(manifest, name);
      const policy = headers['Content-Security-Policy'];
      return name === 'vault.html'
        ? { ...headers, 'Content-Security-Policy': policy.replace(' https://admin.example', '') }
        : headers;
    };
    const { url } = await host(context, folder, headersOf);
    const { code, report } = await verify(url);
    assert.equal(code, 1);
    const others = told(report).filter((line) => !line.includes('not compressed'));
    assert.deepEqual(others, [
      'vault.html has another Content-Security-Policy (frame-ancestors)',
      'frame can’t be embedded by https://admin.example: vault.html has frame-ancestors without it: https://app.example',
    ]);
    assert.deepEqual(
      report.embedding.map((/** @type {any} */ { isAllowed }) => isAllowed),
      [true, false],
    );
    const { stdout } = await sordino(['frame', '--verify', url]);
    assert.match(stdout, /embedder {3}https:\/\/admin\.example CAN’T embed it/);
  });

  test('the sandbox serves exactly the deployed files', async (context) => {
    const sandbox = await startSandbox();
    context.after(() => sandbox.stop());
    const { app, api, frame, upload } = sandbox.addresses;
    const { code, report } = await verify(frame, [
      '--api',
      api,
      '--embedder',
      new URL(app).origin,
      '--upload',
      upload,
    ]);
    assert.deepEqual(told(report), []);
    assert.equal(code, 0);
  });
});
