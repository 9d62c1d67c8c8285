import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';

import type { Code } from '../../src/generated/protocol.js';
import { createSession, type SessionOptions, SordinoError } from '../../src/index.js';
import { FRAME_URL, openPage } from './page.js';

/** Returns the reason of a rejected promise. Fails if the promise resolves. */
export const failure = async (promise: Promise<unknown>): Promise<SordinoError> => {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  );
  assert.ok(error instanceof SordinoError, String(error));
  return error;
};

export const refused = (code: Code, path: string) => ({
  name: 'SordinoError',
  code,
  retryable: false,
  fields: [{ path, code: 'invalid' }],
});

/** A session in a page. `lost` contains the errors with which the session has ended. */
export const open = (context: TestContext, options: Partial<SessionOptions> = {}) => {
  const page = openPage(context);
  const session = createSession({ frameUrl: FRAME_URL, clientToken: 't', ...options });
  const lost: Code[] = [];
  session.addEventListener('error', ({ detail }) => {
    if (detail.ended) lost.push(detail.code);
  });
  context.after(() => session.destroy());
  return { page, session, lost };
};

export const INPUT = { paymentCardId: 'cd_1' };
