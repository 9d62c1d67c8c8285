import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createSession, SordinoError } from '../src/index.js';

test('only https and loopback addresses are accepted for a frame', () => {
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
    // The parsed URL has another host than it seems to have, or is more than a folder.
    'http://localhost:80@evil.example/',
    'http://127.0.0.1@evil.example/',
    'https://frame.example@evil.example/',
    'https://user:password@frame.example/v1/',
    'https://:password@frame.example/v1/',
    'https://frame.example/v1/?next',
    'https://frame.example/v1/#part',
    'https://frame.example/v1?',
    'blob:https://frame.example/v1/',
  ]) {
    assert.throws(
      () => createSession({ frameUrl, clientToken: 't' }),
      {
        name: 'SordinoError',
        code: 'invalid-options',
        fields: [{ path: 'frameUrl', code: 'invalid' }],
      },
      frameUrl,
    );
  }
});

test('control: an accepted address fails later, because there is no document', () => {
  for (const frameUrl of [
    'https://frame.example/v1',
    new URL('https://frame.example'),
    'http://localhost:4002/',
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
    'HTTP://LOCALHOST',
    // A backslash ends the host, like a slash.
    'http://localhost:80\\@evil.example/',
    'https://[2001:db8::1]/v1/',
    'https://cdn.example/npm/sordino@1.0.0/frame/',
  ]) {
    assert.throws(
      () => createSession({ frameUrl, clientToken: 't' }),
      ReferenceError,
      `${frameUrl}`,
    );
  }
});

test('an error is an `Error` with the members of the vault’s failure', () => {
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
