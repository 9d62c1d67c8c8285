import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Operation } from '../src/generated/protocol.js';
import { createSession, SordinoError } from '../src/index.js';
import { OPERATIONS } from '../src/session.js';

test('a frame is taken from https, or from a loopback address, and from nowhere else', () => {
  for (const frameUrl of [
    '',
    'frame.example',
    '/frame/',
    'http://frame.example/v1/',
    'http://localhost.evil.test/',
    'http://127.0.0.1.evil.test/',
    'ftp://localhost/',
    'javascript:alert(1)//https://frame.example/',
    'data:text/html,x',
    'https://',
    'https://a b/',
  ]) {
    assert.throws(
      () => createSession({ frameUrl, clientToken: 't' }),
      { name: 'SordinoError', code: 'invalid-options' },
      frameUrl,
    );
  }
});

test('control: what is taken gets as far as the document, which is not here', () => {
  for (const frameUrl of [
    'https://frame.example/v1',
    new URL('https://frame.example'),
    'http://localhost:4002/',
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
  ]) {
    assert.throws(
      () => createSession({ frameUrl, clientToken: 't' }),
      ReferenceError,
      `${frameUrl}`,
    );
  }
});

test('a session has a method for each operation of the protocol', () => {
  // One too few here is a type error.
  const all: Record<Operation, true> = {
    setPaymentCardPin: true,
    viewPaymentCard: true,
    viewDirectDepositDetail: true,
    viewExternalBankAccountDetail: true,
    tokenizePersonAccountHolder: true,
    tokenizeBusinessAccountHolder: true,
    tokenizeAuthorizedUser: true,
    createPersonAccountHolder: true,
    createBusinessAccountHolder: true,
    createAuthorizedUser: true,
    uploadDocuments: true,
  };
  assert.deepEqual([...OPERATIONS].sort(), Object.keys(all).sort());
});

test('an error is an Error with what the vault says of it', () => {
  const failure = {
    code: 'rate-limited',
    retryable: true,
    retryAfter: 3,
    requestId: 'r-1',
  } as const;
  const error = new SordinoError(failure);
  assert.ok(error instanceof Error);
  assert.deepEqual({ ...error }, { ...failure, name: 'SordinoError' });
  assert.equal(error.message, 'rate-limited');
  assert.deepEqual(
    { ...new SordinoError('destroyed') },
    { code: 'destroyed', retryable: false, name: 'SordinoError' },
  );
});
