import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { compress, decompress, negotiate } from '../cli/compression.js';
import type { Configuration } from '../cli/configuration.js';
import { deploy } from '../cli/deployment.js';
import { Failed } from '../cli/errors.js';
import { integrityOf } from '../cli/integrity.js';
import { readRelease } from '../cli/release.js';
import { fill, inlineContent, metas } from '../cli/template.js';
import { CONFIGURATION, smallRelease } from './support/release.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sordino-deployment-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const policies = (configuration = CONFIGURATION): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(deploy(smallRelease(), configuration).manifest.files).map(
      ([name, { headers }]) => [name, headers['Content-Security-Policy']],
    ),
  );

test('the vault can reach its API, the uploads and its wasm, a field nothing, and other files are inert', () => {
  const hash = createHash('sha256').update('onmessage=1').digest('base64');
  const style = createHash('sha256').update('p{}').digest('base64');
  const shared =
    "frame-ancestors https://app.example https://admin.example; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts allow-same-origin";
  assert.deepEqual(policies(), {
    'field.html': `default-src 'none'; style-src 'sha256-${style}'; script-src 'sha256-${hash}'; ${shared}`,
    'sordino_bg.wasm': "default-src 'none'; frame-ancestors 'none'",
    'vault.html': `default-src 'none'; script-src '${integrityOf(Buffer.from('export {}'))}' 'wasm-unsafe-eval'; connect-src 'self' https://api.example/graphql https://files.example; ${shared}`,
    'vault.js': "default-src 'none'; frame-ancestors 'none'",
  });
  assert.match(
    policies({ ...CONFIGURATION, uploads: [] })['vault.html'] ?? '',
    /connect-src 'self' https:\/\/api\.example\/graphql;/,
  );
});

test('each file has its type, its hash and the common headers', () => {
  const { manifest, contents } = deploy(smallRelease(), CONFIGURATION);
  const types = Object.entries(manifest.files).map(([name, { headers }]) => [
    name,
    headers['Content-Type'],
  ]);
  assert.deepEqual(types, [
    ['field.html', 'text/html; charset=utf-8'],
    ['sordino_bg.wasm', 'application/wasm'],
    ['vault.html', 'text/html; charset=utf-8'],
    ['vault.js', 'text/javascript; charset=utf-8'],
  ]);
  for (const [name, { integrity, size, headers }] of Object.entries(manifest.files)) {
    const content = contents.get(name)?.identity ?? Buffer.alloc(0);
    assert.equal(integrity, `sha384-${createHash('sha384').update(content).digest('base64')}`);
    assert.equal(size, content.length);
    assert.equal(headers['Cache-Control'], 'public, max-age=31536000, immutable');
  }
  for (const headers of [
    manifest.otherwise,
    ...Object.values(manifest.files).map((file) => file.headers),
  ]) {
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.equal(headers['Cross-Origin-Resource-Policy'], 'cross-origin');
    assert.equal(headers['Cross-Origin-Embedder-Policy'], 'require-corp');
    assert.equal(headers['Origin-Agent-Cluster'], '?1');
    assert.match(
      headers['Permissions-Policy'] ?? '',
      /clipboard-read=\(\), clipboard-write=\(self\)/,
    );
    assert.equal(headers['Strict-Transport-Security'], 'max-age=63072000');
  }
  assert.equal(manifest.otherwise['Cache-Control'], 'no-store');
});

test('a frame for development has no HSTS, and a production frame has it whoever embeds it too', () => {
  const speaks = (configuration: Partial<Configuration>): boolean => {
    const { manifest } = deploy(smallRelease(), { ...CONFIGURATION, ...configuration });
    const all = Object.values(manifest.files).map(
      ({ headers }) => 'Strict-Transport-Security' in headers,
    );
    assert.equal(new Set(all).size, 1);
    return all[0] ?? false;
  };
  assert.equal(speaks({ embedders: ['http://localhost:5173'] }), false);
  assert.equal(speaks({ api: 'http://localhost:4003/graphql' }), false);
  assert.equal(speaks({ uploads: ['http://127.0.0.1:4004'] }), false);
  assert.ok(speaks({ embedders: ['https://app.example', 'http://localhost:5173'] }));
  assert.ok(speaks({}));
});

test('a document can only connect to what it needs, and loads no script without a hash', () => {
  const { manifest } = deploy(smallRelease(), CONFIGURATION);
  const of = (name: string, header: string): string | undefined =>
    manifest.files[name]?.headers[header];
  assert.equal(
    of('vault.html', 'Connection-Allowlist'),
    '(response-origin "https://api.example/graphql" "https://files.example")',
  );
  assert.equal(of('field.html', 'Connection-Allowlist'), '(response-origin)');
  for (const name of ['vault.html', 'field.html'])
    assert.equal(of(name, 'Integrity-Policy'), 'blocked-destinations=(script)');
  assert.equal(of('vault.js', 'Integrity-Policy'), undefined, 'no document');
  const local = { ...CONFIGURATION, api: 'http://[::1]:4003/graphql' };
  const { headers } = deploy(smallRelease(), local).manifest.files['vault.html'] ?? {};
  assert.ok(headers && !('Connection-Allowlist' in headers), 'no engine reads that pattern');
});

test('each placeholder is filled exactly once, with escapes', () => {
  assert.equal(fill('<a b="{{x}}">', { x: `"<&'>` }), '<a b="&quot;&lt;&amp;&#39;&gt;">');
  assert.deepEqual(metas(fill('<meta name="sordino:x" content="{{x}}">', { x: `"<&'>` })), {
    x: `"<&'>`,
  });
  for (const [html, values] of [
    ['nothing', { x: '1' }],
    ['{{x}} {{x}}', { x: '1' }],
    ['{{x}} {{y}}', { x: '1' }],
  ] as const) {
    assert.throws(() => fill(html, values), Failed);
  }
  assert.throws(() => inlineContent('script', '<script>1</script><script>2</script>'), Failed);
  assert.throws(() => inlineContent('script', '<script src="x"></script>'), Failed);
});

test('decompressing returns the original content', () => {
  const content = Buffer.from('a'.repeat(10_000));
  for (const encoding of ['br', 'gzip'] as const) {
    assert.ok(compress[encoding](content).length < 100);
    assert.deepEqual(decompress[encoding](compress[encoding](content), content.length), content);
    assert.throws(() => decompress[encoding](compress[encoding](content), 1_000), 'a bomb');
  }
});

test('the best accepted encoding is chosen', () => {
  for (const [accept, encoding] of [
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['*', 'br'],
    ['identity, *;q=0', undefined],
    ['BR', 'br'],
    ['brotli', undefined],
  ] as const) {
    assert.equal(negotiate(accept), encoding, accept);
  }
});

test('a package with changed or missing files is not deployed', async () => {
  const frame = join(folder, 'frame');
  await mkdir(frame);
  const content = Buffer.from('export {}');
  await writeFile(
    join(frame, 'manifest.json'),
    JSON.stringify({ release: '1', files: { 'vault.js': integrityOf(content) } }),
  );
  await assert.rejects(readRelease(frame), /incomplete/);
  await writeFile(join(frame, 'vault.js'), content);
  assert.deepEqual((await readRelease(frame)).files.get('vault.js')?.content, content);
  await writeFile(join(frame, 'vault.js.br'), compress.br(Buffer.from('evil()')));
  await assert.rejects(readRelease(frame), /vault\.js\.br differs from the released file/);
  await rm(join(frame, 'vault.js.br'));
  await writeFile(join(frame, 'vault.js'), 'evil()');
  await assert.rejects(readRelease(frame), /vault\.js differs from the released file/);
});
