import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { parse } from '../cli/arguments.js';
import { deploy } from '../cli/deployment.js';
import { Failed, Refused } from '../cli/errors.js';
import { readFonts, withStyleSheet } from '../cli/fonts.js';
import { integrityOf } from '../cli/integrity.js';
import { serve } from '../cli/serve.js';
import { verify } from '../cli/verify/index.js';
import { CONFIGURATION, GIVEN, smallRelease } from './support/release.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sordino-fonts-'));
  await writeFile(join(folder, 'a=b.woff2'), 'wOF2 and the rest');
  await writeFile(join(folder, 'c.ttf'), '\0\x01\0\0');
});
after(() => rm(folder, { recursive: true, force: true }));

const font = (declared: string, file = 'a=b.woff2'): string => `${declared}=${join(folder, file)}`;

test('family, weight and style are read from the option', async () => {
  for (const [declared, family, weight, style] of [
    ['Inter', 'Inter', '400', 'normal'],
    ['Source Sans 3', 'Source Sans 3', '400', 'normal'],
    ['Press Start 2P 700', 'Press Start 2P', '700', 'normal'],
    ['Inter 100..900 italic', 'Inter', '100 900', 'italic'],
    ['Inter italic', 'Inter', '400', 'italic'],
  ] as const) {
    const [read] = await readFonts([font(declared)]);
    assert.deepEqual([read?.family, read?.weight, read?.style], [family, weight, style], declared);
    assert.match(read?.file ?? '', /^font-[0-9a-f]{16}\.woff2$/);
  }
});

test('all wrong fonts are refused at once, each with its reason', async () => {
  for (const [value, why] of [
    ['Inter', /is not of the form/],
    ['Inter=', /is not of the form/],
    [font('"Inter"'), /no page can ask for/],
    [font("x';}"), /no page can ask for/],
    [font('3D'), /no page can ask for/],
    [font('Schrift für alle'), /no page can ask for/],
    [font('Inter 000'), /no weight/],
    [font('Inter 900..100'), /no weight/],
    [font('Inter 1001'), /no weight/],
    [font('Inter', 'none.woff2'), /can’t be read: ENOENT/],
    [font('Inter', 'c.ttf'), /is no WOFF2 file/],
  ] as const) {
    await assert.rejects(
      readFonts([value]),
      (error) => error instanceof Refused && why.test(error.message),
      value,
    );
  }
  await assert.rejects(
    readFonts(['a', 'b']),
    (error) => error instanceof Refused && error.message.split('\n').length == 2,
  );
});

test('each command accepts the option several times', () => {
  const common = [
    'frame',
    '--api',
    'https://api.example/',
    '--embedder',
    'https://app.example',
    '--font',
    'A=a.woff2',
    'B=b.woff2',
  ];
  for (const wish of [['--out', 'x'], ['--serve'], ['--verify', 'https://frame.example/v1/']]) {
    const parsed = parse([...common, ...wish]);
    assert.deepEqual('given' in parsed && parsed.given.fonts, ['A=a.woff2', 'B=b.woff2']);
  }
});

/** A frame whose `field.html` has a style, like the real one. */
const release = () => {
  const small = smallRelease();
  const html = '<!doctype html><style>p{}</style><script>onmessage=1</script>';
  return {
    ...small,
    files: new Map([
      ...small.files,
      ['field.html', { content: Buffer.from(html), compressed: {} }],
    ]),
  };
};

test('fonts are files of the frame, and the field’s policy allows them', async () => {
  const fonts = await readFonts([font('Inter'), font('Inter 700')]);
  const { manifest, contents } = deploy(release(), CONFIGURATION, 'v1', fonts);
  const name = fonts[0]?.file ?? '';
  assert.equal(
    contents.get('fonts.css')?.identity.toString().split('\n')[1],
    `@font-face{font-family:"Inter";font-weight:700;font-style:normal;font-display:fallback;src:url("${name}") format("woff2")}`,
  );
  assert.ok(
    contents
      .get('field.html')
      ?.identity.toString()
      .includes(
        `</style><link rel="stylesheet" href="fonts.css" integrity="${manifest.files['fonts.css']?.integrity}">`,
      ),
  );
  assert.equal(manifest.files[name]?.headers['Content-Type'], 'font/woff2');
  assert.equal(manifest.files[name]?.integrity, integrityOf(Buffer.from('wOF2 and the rest')));
  assert.match(
    manifest.files['field.html']?.headers['Content-Security-Policy'] ?? '',
    /style-src 'sha256-[^']+' 'self'; font-src 'self'; script-src/,
  );
});

test('control: without fonts, the frame is unchanged', () => {
  const { manifest, contents } = deploy(release(), CONFIGURATION);
  assert.ok(!contents.has('fonts.css'));
  assert.ok(!JSON.stringify(manifest).includes('font-src'));
  assert.throws(() => withStyleSheet('<!doctype html>', ''), Failed);
});

test('a deployment with fonts is verified with the same fonts', async (context) => {
  const fonts = await readFonts([font('Inter')]);
  const served = await serve(deploy(release(), CONFIGURATION, 'v1', fonts), 0);
  context.after(() => served.stop());
  const frame = new URL(served.url);
  assert.deepEqual((await verify(frame, release(), GIVEN, fonts)).differences, []);
  const without = (await verify(frame, release(), GIVEN)).differences.map(({ problem }) => problem);
  assert.ok(
    without.some((problem) => /repeat the --font/.test(problem)),
    without.join('\n'),
  );
});
