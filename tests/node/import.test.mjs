// @ts-check
// The package on a server: it can be imported there, and does nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGE = process.env.SORDINO_PACKAGE ?? fileURLToPath(new URL('../../pkg', import.meta.url));
const ENTRY = pathToFileURL(join(PACKAGE, 'index.js')).href;

/**
 * Runs a module in its own Node.js process.
 *
 * @param {string} source
 * @returns {any} its output, parsed as JSON
 */
function inNode(source) {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
    encoding: 'utf8',
    // An open timer or handle would keep the process from ending.
    timeout: 10_000,
  });
  return JSON.parse(output);
}

describe('without a DOM', () => {
  test('can be imported, adds no global and leaves nothing running', () => {
    const seen = inNode(`
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      const module = await import(${JSON.stringify(ENTRY)});
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
      console.log(JSON.stringify({ exports: Object.keys(module).sort(), added, dom: typeof document }));`);
    assert.deepEqual(seen, {
      exports: ['SordinoError', 'createSession', 'recordDiagnostics'],
      added: [],
      dom: 'undefined',
    });
  });

  test('has SordinoError as an error class', () => {
    const seen = inNode(`
      const { SordinoError } = await import(${JSON.stringify(ENTRY)});
      const error = new SordinoError({ code: "busy" });
      console.log(JSON.stringify({ is: error instanceof Error, name: error.name, code: error.code }));`);
    assert.deepEqual(seen, { is: true, name: 'SordinoError', code: 'busy' });
  });

  test('control: a timer that runs is noticed', () => {
    assert.throws(() =>
      execFileSync(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], {
        timeout: 500,
        stdio: 'ignore',
      }),
    );
  });
});

describe('every entry of the package', () => {
  /** @type {{ exports: Record<string, string | { default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const modules = Object.entries(exports).filter(([, target]) => typeof target === 'object');

  test('is in this list', () => {
    const names = modules.map(([name]) => name).sort();
    const drop = [
      './highnote',
      './highnote/card-viewer',
      './highnote/document-upload',
      './highnote/secure-inputs',
    ];
    assert.deepEqual(names, ['.', './elements', ...drop, './react', './testing']);
  });

  for (const [name, target] of modules) {
    test(`${name} can be imported without a DOM, and has the loader's SordinoError`, () => {
      const file = pathToFileURL(
        join(PACKAGE, /** @type {{ default: string }} */ (target).default),
      ).href;
      const seen = inNode(`
        const before = new Set(Object.getOwnPropertyNames(globalThis));
        const module = await import(${JSON.stringify(file)});
        const { SordinoError } = await import(${JSON.stringify(ENTRY)});
        const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
        console.log(JSON.stringify({
          some: Object.keys(module).length > 0,
          added,
          same: !("SordinoError" in module) || module.SordinoError === SordinoError,
        }));`);
      assert.deepEqual(seen, { some: true, added: [], same: true });
    });
  }
});
