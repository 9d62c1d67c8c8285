// @ts-check
// No frame contains a third party's script. A document refers by hash to one script in its own
// folder, or has one inline script. Neither the document nor its script contains another address.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
// @ts-expect-error: it has no types of its own
import { JSDOM } from 'jsdom';
import { deployFrame } from '../browser/support/deployed.mjs';
import { PACKAGE } from '../browser/support/sandbox.mjs';

const CONFIGURATION = {
  api: 'https://api.example/graphql',
  embedders: ['https://app.example'],
  uploads: ['https://upload.example'],
};

/** Elements that may load or run something, and their attributes. */
const LOADING =
  'script, link, style, img, iframe, object, embed, video, audio, source, use, base, meta[http-equiv]';

/** @param {string} html */
const loads = (html) =>
  /** @type {Element[]} */ ([...new JSDOM(html).window.document.querySelectorAll(LOADING)]).map(
    (element) => {
      const named = [...element.attributes].filter(({ name }) =>
        ['src', 'href', 'data', 'srcset', 'content'].includes(name),
      );
      const addresses = named.map(({ value }) => value);
      return {
        name: element.localName,
        addresses,
        integrity: element.getAttribute('integrity'),
        text: element.textContent ?? '',
      };
    },
  );

/**
 * Returns the addresses in a text, without those that are names in standards (XML's namespaces).
 *
 * @param {string} text
 */
const addresses = (text) =>
  [...text.matchAll(/(?:https?:)?\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s"'`)]*/gi)]
    .map(([address]) => address)
    .filter((address) => !address.startsWith('http://www.w3.org/'));

describe('a deployed frame', () => {
  test('runs only its own script in each document, and loads nothing from elsewhere', async (context) => {
    const { folder, manifest } = await deployFrame(context, CONFIGURATION);
    const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
    const vault = loads(read('vault.html'));
    assert.deepEqual(
      vault.map(({ name, addresses }) => [name, ...addresses]),
      [['script', 'vault.js']],
    );
    assert.equal(vault[0].integrity, manifest.files['vault.js'].integrity);
    assert.equal(vault[0].text.trim(), '');
    const field = loads(read('field.html'));
    assert.deepEqual(field.map(({ name, addresses }) => [name, ...addresses]).sort(), [
      ['script'],
      ['style'],
    ]);

    const documents = readdirSync(folder).filter((name) => name.endsWith('.html'));
    assert.deepEqual(documents.sort(), ['field.html', 'vault.html'], 'no other document');
    const scripts = readdirSync(folder).filter((name) => /\.m?js$/.test(name));
    assert.deepEqual(scripts, ['vault.js'], 'no other script');
    for (const name of ['vault.js', 'field.html'])
      assert.deepEqual(addresses(read(name)), [], name);
    // These addresses are the configuration's own. They are requested for data and never for
    // scripts.
    assert.deepEqual(addresses(read('vault.html')).sort(), [
      'https://api.example/graphql',
      'https://app.example',
      'https://upload.example',
    ]);
  });

  test('the policy of each document allows no other script, and each file is pinned, the words among them', async (context) => {
    const { folder, manifest } = await deployFrame(context, CONFIGURATION);
    for (const [name, { headers, integrity }] of Object.entries(manifest.files)) {
      const sources = /script-src ([^;]*)/.exec(headers['Content-Security-Policy'])?.[1] ?? '';
      const hosts = sources
        .split(' ')
        .filter(
          (source) =>
            source !== '' && !/^'(sha(256|384)-[A-Za-z0-9+/=]+|wasm-unsafe-eval)'$/.test(source),
        );
      assert.deepEqual(hosts, [], name);
      const hash = createHash('sha384')
        .update(readFileSync(join(folder, name)))
        .digest('base64');
      assert.equal(integrity, `sha384-${hash}`, name);
    }
    const words = readdirSync(join(PACKAGE, 'frame')).filter((name) =>
      /^words-.*\.txt$/.test(name),
    );
    assert.ok(words.length >= 4);
    for (const name of words) assert.ok(manifest.files[name], `${name} is in the manifest`);
  });

  test('control: an address, a script and a style of a third party are found', () => {
    const [script, style] = loads(
      '<script src="https://cdn.example/a.js"></script><link rel=stylesheet href=//cdn.example/a.css>',
    );
    assert.deepEqual(
      [script.addresses, style.addresses],
      [['https://cdn.example/a.js'], ['//cdn.example/a.css']],
    );
    assert.deepEqual(addresses('fetch("https://cdn.example/a")'), ['https://cdn.example/a']);
  });
});
