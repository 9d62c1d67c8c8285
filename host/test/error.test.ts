// `SordinoError` says the same of a code, whether the loader or the core gives it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SordinoError } from '../src/error.js';
import { type Code, RETRYABLE } from '../src/generated/protocol.js';

/** The codes that the loader itself gives. */
const OWN: Code[] = [
  'invalid-options',
  'invalid-input',
  'mount-target',
  'destroyed',
  'frame-unavailable',
  'frame-incompatible',
  'aborted',
];

test('whether a code is retryable is what the core says', () => {
<<<<<<< HEAD
  assert.ok(RETRYABLE.includes('network') && !RETRYABLE.includes('aborted'), 'the list is found');
  for (const code of OWN)
    assert.equal(new SordinoError(code).retryable, RETRYABLE.includes(code), code);
=======
  const source = readFileSync('core/src/error.rs', 'utf8');
  const [, listed = ''] = /fn is_retryable.*?matches!\((.*?)\n {8}\)/s.exec(source) ?? [];
  const retryable = new Set(
    [...listed.matchAll(/Code::(\w+)/g)].map(([, name = '']) =>
      name.replace(/\B[A-Z]/g, '-$&').toLowerCase(),
    ),
  );
  assert.ok(retryable.has('network') && !retryable.has('aborted'), 'the list is found');
  for (const code of OWN) assert.equal(new SordinoError(code).retryable, retryable.has(code), code);
>>>>>>> 3ba1e9a (Format the tables of codes and a pattern as Biome wants them)
});
