import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { compress, decompress, negotiate } from '../cli/compression.js';
import { deploy } from '../cli/deployment.js';
import { Failed, Refused } from '../cli/errors.js';
import { integrityOf } from '../cli/integrity.js';
import { pastLimits } from '../cli/limits.js';
import { readRelease } from '../cli/release.js';
import { fill, inlineContent, metas } from '../cli/template.js';
import { write } from '../cli/write.js';
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

test('the vault reaches its API, its uploads and its own wasm; a field reaches nothing; the rest is no document', () => {
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

test('each file has its type, its hash and the headers that all have', () => {
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

test('a frame for development does not speak of HSTS', () => {
  const { manifest } = deploy(smallRelease(), {
    ...CONFIGURATION,
    embedders: ['http://localhost:5173'],
  });
  assert.ok(
    Object.values(manifest.files).every(({ headers }) => !('Strict-Transport-Security' in headers)),
  );
});

test('places are filled once, escaped, and all of them', () => {
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

test('what was compressed is what it was', () => {
  const content = Buffer.from('a'.repeat(10_000));
  for (const encoding of ['br', 'gzip'] as const) {
    assert.ok(compress[encoding](content).length < 100);
    assert.deepEqual(decompress[encoding](compress[encoding](content), content.length), content);
    assert.throws(() => decompress[encoding](compress[encoding](content), 1_000), 'a bomb');
  }
});

test('the best encoding that is taken', () => {
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

test('a release lies in its folder, compressed, with what servers must be told beside it', async () => {
  const out = join(folder, 'new', 'site');
  const { path, isNew } = await write(out, deploy(smallRelease(), CONFIGURATION));
  assert.deepEqual([path, isNew], [join(out, 'v1.2.3'), true]);
  assert.deepEqual((await readdir(out)).sort(), [
    '.assetsignore',
    '_headers',
    'hosting',
    'netlify.toml',
    'v1.2.3',
    'vercel.json',
    'wrangler.jsonc',
  ]);
  const names = ['field.html', 'sordino_bg.wasm', 'vault.html', 'vault.js'];
  assert.deepEqual(
    (await readdir(path)).sort(),
    ['manifest.json', ...names.flatMap((name) => [name, `${name}.br`, `${name}.gz`])].sort(),
  );
  const vault = await readFile(join(path, 'vault.html'));
  assert.deepEqual(metas(vault.toString()), {
    release: '1.2.3',
    api: 'https://api.example/graphql',
    upload: 'https://files.example',
    embedders: 'https://app.example https://admin.example',
  });
  assert.deepEqual(decompress.br(await readFile(join(path, 'vault.html.br')), 10_000), vault);
  assert.deepEqual(decompress.gzip(await readFile(join(path, 'vault.html.gz')), 10_000), vault);
});

test('the same again changes nothing; another under the same name is refused; each release keeps its headers', async () => {
  const out = join(folder, 'releases');
  await write(out, deploy(smallRelease('1.9.0'), CONFIGURATION));
  const snapshot = async (): Promise<string> =>
    (await readdir(out, { recursive: true })).sort().join('\n');
  const first = await snapshot();
  assert.equal((await write(out, deploy(smallRelease('1.9.0'), CONFIGURATION))).isNew, false);
  assert.equal(await snapshot(), first);

  const changed = { ...CONFIGURATION, embedders: ['https://other.example'] };
  await assert.rejects(
    write(out, deploy(smallRelease('1.9.0'), changed)),
    (error) => error instanceof Refused && /--folder/.test(error.message),
  );
  assert.equal(await snapshot(), first);
  assert.doesNotMatch(await readFile(join(out, 'v1.9.0', 'vault.html'), 'utf8'), /other\.example/);

  await write(out, deploy(smallRelease('1.10.0'), CONFIGURATION));
  await write(out, deploy(smallRelease('1.9.0'), changed, 'v1.9.0-2'));
  const headers = await readFile(join(out, '_headers'), 'utf8');
  assert.deepEqual(headers.match(/^\/.*vault\.html$/gm), [
    '/v1.9.0/vault.html',
    '/v1.9.0-2/vault.html',
    '/v1.10.0/vault.html',
  ]);
  assert.match(
    headers,
    /^\/v1\.9\.0-2\/vault\.html\n( {2}.*\n)* {2}Content-Security-Policy: .*frame-ancestors https:\/\/other\.example;/m,
  );
  for (const file of [
    'vercel.json',
    'hosting/nginx.conf',
    'hosting/Caddyfile',
    'hosting/cloudfront.json',
  ]) {
    const text = await readFile(join(out, file), 'utf8');
    for (const release of ['/v1.9.0/vault.js', '/v1.9.0-2/vault.js', '/v1.10.0/vault.js'])
      assert.ok(text.includes(release), `${file}: ${release}`);
    if (file.endsWith('.json')) JSON.parse(text);
  }
});

test('a release that was changed by another hand is refused, and nothing is left of the attempt', async () => {
  const out = join(folder, 'tampered');
  const { path } = await write(out, deploy(smallRelease(), CONFIGURATION));
  await writeFile(join(path, 'vault.js'), 'evil()');
  await assert.rejects(write(out, deploy(smallRelease(), CONFIGURATION)), Refused);
  assert.ok((await readdir(out)).every((name) => !name.startsWith('.sordino')));
});

test('nothing half-written: a place that can’t be written stays as it was', async () => {
  const out = join(folder, 'blocked');
  // A file where the folder of the servers' files must be.
  await mkdir(out);
  await writeFile(join(out, 'hosting'), '');
  await assert.rejects(write(out, deploy(smallRelease(), CONFIGURATION)), Failed);
  assert.deepEqual(await readdir(out), ['hosting']);
  await assert.rejects(write('/dev/null/site', deploy(smallRelease(), CONFIGURATION)), Failed);
});

test('what CloudFront has places for is not given as a custom header, which it refuses', async () => {
  const out = join(folder, 'cloudfront');
  await write(out, deploy(smallRelease(), CONFIGURATION));
  const { ResponseHeadersPolicies, CacheBehaviors } = JSON.parse(
    await readFile(join(out, 'hosting/cloudfront.json'), 'utf8'),
  );
  assert.equal(ResponseHeadersPolicies.length, 3, 'vault, field, the rest');
  for (const policy of ResponseHeadersPolicies) {
    assert.deepEqual(Object.keys(policy.SecurityHeadersConfig).sort(), [
      'ContentSecurityPolicy',
      'ContentTypeOptions',
      'ReferrerPolicy',
      'StrictTransportSecurity',
    ]);
    const custom = policy.CustomHeadersConfig.Items.map(
      ({ Header }: { Header: string }) => Header,
    ).sort();
    assert.deepEqual(custom, [
      'Cross-Origin-Embedder-Policy',
      'Cross-Origin-Resource-Policy',
      'Origin-Agent-Cluster',
      'Permissions-Policy',
    ]);
    assert.ok(
      CacheBehaviors.some(
        (behavior: { ResponseHeadersPolicyName: string }) =>
          behavior.ResponseHeadersPolicyName == policy.Name,
      ),
    );
  }
});

test('a policy that a host would cut off is told', () => {
  assert.deepEqual(pastLimits(deploy(smallRelease(), CONFIGURATION).manifest), []);
  const embedders = Array.from({ length: 70 }, (_, at) => `https://customer-${at}.app.example`);
  const sentences = pastLimits(deploy(smallRelease(), { ...CONFIGURATION, embedders }).manifest);
  assert.equal(sentences.length, 2);
  assert.match(sentences[0] ?? '', /CloudFront/);
});

test('a package whose files are not those that were released is not deployed', async () => {
  const frame = join(folder, 'frame');
  await mkdir(frame);
  const content = Buffer.from('export {}');
  await writeFile(
    join(frame, 'manifest.json'),
    JSON.stringify({ release: '1', files: { 'vault.js': integrityOf(content) } }),
  );
  await assert.rejects(readRelease(frame), /not whole/);
  await writeFile(join(frame, 'vault.js'), content);
  assert.deepEqual((await readRelease(frame)).files.get('vault.js')?.content, content);
  await writeFile(join(frame, 'vault.js.br'), compress.br(Buffer.from('evil()')));
  await assert.rejects(readRelease(frame), /vault\.js\.br is not the one that was released/);
  await rm(join(frame, 'vault.js.br'));
  await writeFile(join(frame, 'vault.js'), 'evil()');
  await assert.rejects(readRelease(frame), /vault\.js is not the one that was released/);
});
