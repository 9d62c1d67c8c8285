// `SordinoError` agrees with the core on whether a code is retryable.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SordinoError } from '../src/error.js';
import { type Code, RETRYABLE } from '../src/generated/protocol.js';

/** The codes that the loader itself creates. */
const OWN: Code[] = [
  'invalid-options',
  'invalid-input',
  'mount-target',
  'destroyed',
  'frame-unavailable',
  'frame-incompatible',
  'aborted',
];

test('the loader and the core agree on which codes are retryable', () => {
  assert.ok(RETRYABLE.includes('network') && !RETRYABLE.includes('aborted'), 'the list is found');
  for (const code of OWN)
    assert.equal(new SordinoError(code).retryable, RETRYABLE.includes(code), code);
});
