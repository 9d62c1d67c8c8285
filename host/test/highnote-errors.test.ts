import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Code } from '../src/generated/protocol.js';
import { cardViewerError, fieldError } from '../src/highnote/card-viewer-errors.js';
import { familyOf } from '../src/highnote/errors.js';
import { SordinoError } from '../src/index.js';

/**
 * The kind of failure for each code, in terms of Highnote's packages. A missing code is a type
 * error.
 */
const FAMILIES: Record<Code, ReturnType<typeof familyOf>> = {
  'token-unavailable': 'credential',
  'token-malformed': 'credential',
  'token-expired': 'credential',
  unauthorized: 'credential',
  'invalid-options': 'input',
  'invalid-input': 'input',
  'invalid-fields': 'input',
  'sensitive-input': 'input',
  'mount-target': 'input',
  'access-denied': 'request',
  'user-error': 'request',
  network: 'request',
  timeout: 'request',
  aborted: 'request',
  busy: 'request',
  'rate-limited': 'request',
  'request-rejected': 'request',
  'gateway-refused': 'request',
  'wrong-endpoint': 'request',
  'server-error': 'request',
  'unexpected-response': 'request',
  'value-missing': 'request',
  destroyed: 'other',
  'frame-unavailable': 'other',
  'frame-incompatible': 'other',
  unsupported: 'other',
  protocol: 'other',
  internal: 'other',
};

/** The name of the card viewer's error for each kind. */
const NAMES = {
  credential: 'InvalidCredentialError',
  input: 'CardViewerFieldsInputError',
  request: 'CardViewerRequestError',
  other: undefined,
};

test('each code has its error in the card viewer', () => {
  for (const [code, family] of Object.entries(FAMILIES) as [Code, keyof typeof NAMES][]) {
    const error = new SordinoError({ code, retryable: false, requestId: 'r-1' });
    assert.equal(familyOf(error), family, code);
    const theirs = cardViewerError(error) as { name?: string; message?: string; context?: object };
    assert.equal(theirs.name, NAMES[family], code);
    assert.equal(theirs.message, family === 'credential' ? undefined : code);
    assert.deepEqual(
      theirs.context,
      family === 'credential' || family === 'request' ? { requestId: 'r-1' } : undefined,
    );
  }
});

test('an error is about copying only if the person wanted to copy', () => {
  for (const code of ['covered', 'not-copied'] as const) {
    assert.deepEqual(fieldError({ code, gesture: 'copy' }, 'cvv'), {
      name: 'CopyToClipboardError',
      message: code,
      field: 'cvv',
    });
  }
  assert.deepEqual(fieldError({ code: 'covered', gesture: 'reveal' }, 'cvv'), {
    message: 'covered: cvv',
  });
  assert.deepEqual(fieldError({ code: 'unavailable' }, 'cardNumber'), {
    message: 'unavailable: cardNumber',
  });
});
