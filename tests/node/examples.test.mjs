// @ts-check
// The examples repeat one page and one form on purpose, so that a reader sees what each bundler or
// framework needs in addition. The common parts are equal to the byte.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from '../docs/markdown.mjs';

const EXAMPLES = join(ROOT, 'examples');

/** Files that a package manager or a build writes, which are not sources of an example. */
const MADE =
  /(^|\/)(node_modules|dist|\.next|\.angular|\.parcel-cache)(\/|$)|\/package-lock\.json$|\.tgz$|\/next-env\.d\.ts$/;

/**
 * Removes the scripts of a page. Each bundler wants its own name for the script; without a bundler,
 * an import map has the address of the package.
 */
const withoutScripts = (/** @type {string} */ text) =>
  text.replaceAll(/ *<script\b[\s\S]*?<\/script>\n/g, '');

/** Returns the form in JSX, wherever it is in the file. */
const form = (/** @type {string} */ text) =>
  /^function \w*Form\([\s\S]*?^}$/m.exec(
    text.replace('PinForm()', 'Form({ paymentCardId })'),
  )?.[0] ?? '';

/** Returns the icon, the title and the styles, which are before the body in every framework. */
const head = (/** @type {string} */ text) =>
  /^[\s\S]*<\/head>/.exec(text.replace('    <base href="/" />\n', ''))?.[0] ?? '';

const BUNDLERS = ['esbuild', 'rollup', 'rspack', 'webpack'];
const ELEMENTS = [
  'angular/src/index.html',
  'react/index.html',
  'svelte/index.html',
  'vue/index.html',
];

/**
 * Files that must be equal, or that have an equal part.
 *
 * @type {{ what: string, files: string[], part?: (text: string) => string }[]}
 */
const COMMON = [
  {
    what: 'the script',
    files: [...BUNDLERS, 'parcel', 'script', 'strict-csp', 'vite'].map((name) => `${name}/main.js`),
  },
  {
    what: 'the page',
    files: [
      ...BUNDLERS.map((name) => `${name}/public/index.html`),
      'strict-csp/index.html',
      'vite/index.html',
    ],
  },
  {
    what: 'the page but for its scripts',
    files: ['vite/index.html', 'parcel/index.html', 'script/public/index.html'],
    part: withoutScripts,
  },
  { what: 'the page of a framework', files: ['svelte/index.html', 'vue/index.html'] },
  {
    what: 'the page of a framework but for its scripts',
    files: ['react/index.html', 'vue/index.html'],
    part: withoutScripts,
  },
  { what: 'the head of every page', files: ['vite/index.html', ...ELEMENTS], part: head },
  {
    what: "Vite's configuration",
    files: ['react', 'strict-csp', 'vite'].map((name) => `${name}/vite.config.js`),
  },
  {
    what: 'the form in Next.js',
    files: ['next-export', 'next-ssr'].map((name) => `${name}/app/pin-form.jsx`),
  },
  {
    what: 'the layout in Next.js',
    files: ['next-export', 'next-ssr'].map((name) => `${name}/app/layout.jsx`),
  },
  {
    what: 'the form in React',
    files: ['next-export/app/pin-form.jsx', 'react/main.jsx'],
    part: form,
  },
];

/** Files with the same name as another that are their example's own. */
const OWN = [
  ...[
    'next-export/app/page.jsx',
    'next-ssr/app/page.jsx',
    'next-export/next.config.mjs',
    'next-ssr/next.config.mjs',
  ],
  ...['svelte/main.js', 'vue/main.js', 'svelte/vite.config.js', 'vue/vite.config.js'],
];

const read = (/** @type {string} */ path) => readFileSync(join(EXAMPLES, path), 'utf8');

/** @returns {string[]} the paths of all sources of the examples, from their folder */
const sources = () =>
  readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.\w+$/.test(path) && !MADE.test(path));

/**
 * Returns the files that differ from the first one.
 *
 * @param {readonly string[]} files
 * @param {(text: string) => string} [part]
 * @param {(path: string) => string} [reads]
 */
function different([first = '', ...others], part = (text) => text, reads = read) {
  const expected = part(reads(first));
  assert.ok(expected.length > 20, `${first} has nothing to compare`);
  return others.filter((path) => part(reads(path)) !== expected);
}

describe('the common parts of the examples', () => {
  for (const { what, files, part } of COMMON) {
    test(`${what} is the same in each example`, () => {
      assert.deepEqual(different(files, part), [], `differs from examples/${files[0]}`);
    });
  }

  test('every file with the same name as another is in a list above', () => {
    const known = new Set([...COMMON.flatMap(({ files }) => files), ...OWN]);
    const all = sources().filter((path) => !path.endsWith('/package.json'));
    const doubled = all.filter((path) =>
      all.some((other) => other !== path && basename(other) === basename(path)),
    );
    assert.ok(doubled.length > 20);
    assert.deepEqual(
      doubled.filter((path) => !known.has(path)),
      [],
    );
  });

  test('package.json: the same package from the same address, and one version of each tool', () => {
    /** @type {Map<string, Map<string, string[]>>} */
    const versions = new Map();
    const packages = sources().filter((path) => path.endsWith('/package.json'));
    for (const path of packages) {
      const { name, private: isPrivate, dependencies, devDependencies } = JSON.parse(read(path));
      assert.deepEqual(
        { name, isPrivate },
        { name: `sordino-example-${path.split('/')[0]}`, isPrivate: true },
      );
      const all = { ...dependencies, ...devDependencies };
      assert.equal(all.sordino, 'file:sordino.tgz', path);
      for (const [tool, version] of Object.entries(all)) {
        const found = versions.get(tool) ?? new Map();
        found.set(version, [...(found.get(version) ?? []), path]);
        versions.set(tool, found);
      }
    }
    const mixed = [...versions]
      .filter(([, found]) => found.size > 1)
      .map(([tool, found]) => `${tool}: ${JSON.stringify([...found])}`);
    assert.deepEqual(mixed, []);
  });

  test('control: a file that differs by a byte is found by its path', () => {
    const files = ['vite/main.js', 'rollup/main.js', 'webpack/main.js'];
    const reads = (/** @type {string} */ path) =>
      path.startsWith('rollup') ? `${read(path)} ` : read(path);
    assert.deepEqual(different(files, undefined, reads), ['rollup/main.js']);
  });
});
