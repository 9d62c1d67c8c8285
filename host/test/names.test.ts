import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

/** The pattern that `xtask/src/build/loader.rs` passes to esbuild as `--mangle-props`. */
const MANGLED = /[a-z]_\b/;

const source = (path: string): Promise<string> => readFile(`host/src/${path}`, 'utf8');

test('no public name and no member of a message has the form of a private name', async () => {
  for (const file of [
    'types.ts',
    'operations.ts',
    'error.ts',
    'index.ts',
    'diagnostics.ts',
    'generated/protocol.ts',
  ]) {
    assert.doesNotMatch(await source(file), MANGLED, file);
  }
});

test('control: private names have that form, and the build shortens them', async () => {
  for (const file of ['session.ts', 'field.ts'])
    assert.match(await source(file), /\bframe_|\bport_/);
  const build = await readFile('xtask/src/build/loader.rs', 'utf8');
  assert.ok(build.includes('"--mangle-props=[a-z]_$"'));
});
