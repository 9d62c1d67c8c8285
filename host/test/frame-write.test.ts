import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { compress, decompress, isCompressed } from '../cli/compression.js';
import { type Deployment, deploy } from '../cli/deployment.js';
import { Failed, Refused } from '../cli/errors.js';
import { HOSTS } from '../cli/hosts/index.js';
import { isMarked } from '../cli/hosts/mark.js';
import { metas } from '../cli/template.js';
import { type Plan, plan, write } from '../cli/write.js';
import { CONFIGURATION, smallRelease } from './support/release.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sordino-deployment-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Plans and writes a deployment, like the command. */
const writeTo = async (out: string, deployment: Deployment): Promise<Plan> => {
  const planned = await plan(out, deployment);
  await write(planned);
  return planned;
};

test('a release is written compressed, with the servers’ configurations beside its folder', async () => {
  const out = join(folder, 'new', 'site');
  const { path, isNew } = await writeTo(out, deploy(smallRelease(), CONFIGURATION));
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
    policy: '{}',
  });
  assert.deepEqual(decompress.br(await readFile(join(path, 'vault.html.br')), 10_000), vault);
  assert.deepEqual(decompress.gzip(await readFile(join(path, 'vault.html.gz')), 10_000), vault);
});

test('writing a release twice changes nothing, another under its name is refused, and each keeps its headers', async () => {
  const out = join(folder, 'releases');
  await writeTo(out, deploy(smallRelease('1.9.0'), CONFIGURATION));
  const snapshot = async (): Promise<string> =>
    (await readdir(out, { recursive: true })).sort().join('\n');
  const first = await snapshot();
  assert.equal((await writeTo(out, deploy(smallRelease('1.9.0'), CONFIGURATION))).isNew, false);
  assert.equal(await snapshot(), first);

  const changed = { ...CONFIGURATION, embedders: ['https://other.example'] };
  await assert.rejects(
    writeTo(out, deploy(smallRelease('1.9.0'), changed)),
    (error) => error instanceof Refused && /--folder/.test(error.message),
  );
  assert.equal(await snapshot(), first);
  assert.doesNotMatch(await readFile(join(out, 'v1.9.0', 'vault.html'), 'utf8'), /other\.example/);

  await writeTo(out, deploy(smallRelease('1.10.0'), CONFIGURATION));
  await writeTo(out, deploy(smallRelease('1.9.0'), changed, 'v1.9.0-2'));
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
    for (const release of ['/v1.9.0/vault.html', '/v1.9.0-2/vault.html', '/v1.10.0/vault.html'])
      assert.ok(text.includes(release), `${file}: ${release}`);
    if (file.endsWith('.json')) JSON.parse(text);
  }
});

test('a release that someone has changed is refused, and no temporary file is left', async () => {
  const out = join(folder, 'tampered');
  const { path } = await writeTo(out, deploy(smallRelease(), CONFIGURATION));
  await writeFile(join(path, 'vault.js'), 'evil()');
  await assert.rejects(writeTo(out, deploy(smallRelease(), CONFIGURATION)), Refused);
  assert.ok((await readdir(out)).every((name) => !name.startsWith('.sordino')));
});

test('a directory that can’t be written stays unchanged', async () => {
  const out = join(folder, 'blocked');
  // A file has the name that the folder of the servers' files needs.
  await mkdir(out);
  await writeFile(join(out, 'hosting'), '');
  await assert.rejects(writeTo(out, deploy(smallRelease(), CONFIGURATION)), Refused);
  assert.deepEqual(await readdir(out), ['hosting']);
  await assert.rejects(writeTo('/dev/null/site', deploy(smallRelease(), CONFIGURATION)), Refused);
  // A file takes the directory's name after the plan was made.
  const planned = await plan(join(folder, 'late'), deploy(smallRelease(), CONFIGURATION));
  await writeFile(join(folder, 'late'), '');
  await assert.rejects(write(planned), Failed);
  assert.equal(await readFile(join(folder, 'late'), 'utf8'), '');
});

test('a file without the mark is never replaced', async () => {
  for (const file of Object.keys(HOSTS)) {
    const out = join(folder, `site-${file.replace(/\W/g, '-')}`);
    const path = join(out, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'the site’s own');
    await assert.rejects(
      writeTo(out, deploy(smallRelease(), CONFIGURATION)),
      (error) =>
        error instanceof Refused && error.message.includes(path) && /--out/.test(error.message),
      file,
    );
    assert.equal(await readFile(path, 'utf8'), 'the site’s own');
    assert.equal((await readdir(out, { recursive: true })).length, file.includes('/') ? 2 : 1);
  }
});

test('control: a file with the mark is replaced, for every kind of host', async () => {
  const out = join(folder, 'again');
  await writeTo(out, deploy(smallRelease('1.0.0'), CONFIGURATION));
  for (const file of Object.keys(HOSTS)) {
    assert.ok(isMarked(await readFile(join(out, file), 'utf8')), file);
  }
  await writeTo(out, deploy(smallRelease('1.1.0'), CONFIGURATION));
  assert.match(await readFile(join(out, '_headers'), 'utf8'), /\/v1\.1\.0\/vault\.html/);
});

test('the manifest of another site is refused, beside the release and in a folder', async () => {
  const header = '"files": {"a.html": {"headers": {"X": "a\\nY: b"}}}';
  for (const [at, text] of [
    ['manifest.json', '{"name":"A web app","icons":[]}'],
    ['app/manifest.json', '{"name":"A web app","icons":[]}'],
    ['app/manifest.json', 'no JSON'],
    ['app/manifest.json', '{"src/main.js":{"file":"main.js"}}'],
    ['app/manifest.json', `{"release":"1","configuration":{},"otherwise":{},${header}}`],
  ] as const) {
    const out = await mkdtemp(join(folder, 'foreign-'));
    await mkdir(dirname(join(out, at)), { recursive: true });
    await writeFile(join(out, at), text);
    await assert.rejects(
      writeTo(out, deploy(smallRelease(), CONFIGURATION)),
      (error) => error instanceof Refused && error.message.includes(join(out, at)),
      text,
    );
    assert.ok(!(await readdir(out)).includes('v1.2.3'));
  }
});

test('a compressed file with another content is refused', async () => {
  const change = async (name: string, content: Buffer | undefined): Promise<string> => {
    const out = await mkdtemp(join(folder, 'compressed-'));
    const { path } = await writeTo(out, deploy(smallRelease(), CONFIGURATION));
    if (content) await writeFile(join(path, name), content);
    else await rm(join(path, name));
    return writeTo(out, deploy(smallRelease(), CONFIGURATION)).then(
      ({ isNew }) => (isNew ? 'new' : 'same'),
      (error: Error) => (error instanceof Refused ? error.message : 'failed'),
    );
  };
  const script = Buffer.from('export {}');
  assert.match(await change('vault.js.br', compress.br(Buffer.from('evil()'))), /vault\.js\.br/);
  assert.match(await change('vault.js.gz', compress.gzip(Buffer.from('evil()'))), /vault\.js\.gz/);
  assert.match(await change('vault.js.gz', undefined), /vault\.js\.gz is missing/);
  assert.match(await change('evil.html', script), /evil\.html is not part of the release/);
  for (const encoding of ['br', 'gzip'] as const) {
    const more = Buffer.concat([compress[encoding](script), Buffer.from('more')]);
    assert.match(await change(`vault.js.${encoding == 'br' ? 'br' : 'gz'}`, more), /differs/);
  }
  // Another version of Node.js could compress it like this.
  const out = join(folder, 'otherwise');
  const { path } = await writeTo(out, deploy(smallRelease(), CONFIGURATION));
  const vault = await readFile(join(path, 'vault.html'));
  const otherwise = gzipSync(vault, { level: 1 });
  assert.ok(!otherwise.equals(await readFile(join(path, 'vault.html.gz'))));
  assert.ok(isCompressed('gzip', otherwise, vault));
  await writeFile(join(path, 'vault.html.gz'), otherwise);
  assert.equal((await writeTo(out, deploy(smallRelease(), CONFIGURATION))).isNew, false);
});
