import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { type LogEvent, recordDiagnostics, SordinoError } from '../src/index.js';
import type { Session } from '../src/index.js';
import { OPERATIONS, PROTOCOL } from '../src/generated/protocol.js';

// Node.js 20 has no `navigator`.
Object.defineProperty(globalThis, 'navigator', {
  value: { onLine: true, userAgent: 'a browser' },
  configurable: true,
});

const SECRETS = ['1234', 'a-token', 'cd_1'];

/** A session without a vault. The test determines the result of each call. */
const fake = (answer: () => unknown): Session => {
  const session = Object.assign(new EventTarget(), {
    ready: Promise.reject(new Error('not today')),
  });
  session.ready.catch(() => {});
  return Object.assign(
    session,
    Object.fromEntries(OPERATIONS.map((operation) => [operation, async () => answer()])),
    { destroy() {} },
  ) as unknown as Session;
};

const ended = () =>
  new CustomEvent('error', {
    detail: Object.assign(new SordinoError('frame-unavailable'), { ended: true }),
  });

test('a report lists the events and contains no input and no result', async (context) => {
  const server = createServer((_, response) => response.writeHead(404).end()).listen(0);
  context.after(() => server.close());
  const frameUrl = `http://localhost:${(server.address() as AddressInfo).port}/v1`;
  let answer = (): unknown => ({ id: 'cd_1', pin: '1234' });
  const session = fake(() => answer());
  const logged: LogEvent[] = [];
  const diagnostics = recordDiagnostics(session, {
    frameUrl,
    onLog: (event) => logged.push(event),
  });

  session.dispatchEvent(new CustomEvent('ready'));
  await session.setPaymentCardPin({ paymentCardId: 'cd_1' });
  answer = () => {
    throw new SordinoError({
      code: 'server-error',
      retryable: true,
      requestId: 'r-1',
      outcome: 'unknown',
      ...{ message: 'a-token' },
    });
  };
  await assert.rejects(session.setPaymentCardPin({ paymentCardId: 'cd_1' }), {
    code: 'server-error',
  });
  session.dispatchEvent(new CustomEvent('tokenexpired'));

  const report = await diagnostics();
  assert.deepEqual(report.events, logged);
  assert.deepEqual(
    report.events.map(({ name, attributes }) => [
      name,
      attributes['error.type'],
      attributes['sordino.request_id'],
      attributes['sordino.outcome'],
    ]),
    [
      ['sordino.session.ready', undefined, undefined, undefined],
      ['sordino.call.start', undefined, undefined, undefined],
      ['sordino.call.end', undefined, undefined, undefined],
      ['sordino.call.start', undefined, undefined, undefined],
      ['sordino.call.end', 'server-error', 'r-1', 'unknown'],
      ['sordino.token.expired', undefined, undefined, undefined],
    ],
  );
  assert.equal(report.state, 'ready');
  assert.ok((report.readyAfter ?? -1) >= 0);
  assert.deepEqual([report.loader.protocol, report.frame], [PROTOCOL, {}]);
  session.dispatchEvent(ended());
  assert.deepEqual((await diagnostics()).frame, { cause: 'status' }, 'the host answers 404');
  const text = JSON.stringify(report);
  for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${text}`);
});

test('a frame without an answer is reported as blocked, and the session as failed', async () => {
  const session = fake(() => undefined);
  const diagnostics = recordDiagnostics(session, { frameUrl: 'http://localhost:1/' });
  session.dispatchEvent(new CustomEvent('error', { detail: new SordinoError('protocol') }));
  assert.equal((await diagnostics()).state, 'loading', 'not every error ends the session');
  session.dispatchEvent(ended());
  const report = await diagnostics();
  assert.deepEqual([report.frame, report.state], [{ cause: 'blocked' }, 'failed']);
});

test('a report contains only the last events', async () => {
  const session = fake(() => undefined);
  const diagnostics = recordDiagnostics(session, { frameUrl: 'http://localhost:1/' });
  for (let count = 0; count < 300; count += 1)
    await session.viewPaymentCard({ paymentCardId: 'cd_1' });
  assert.equal((await diagnostics()).events.length, 200);
});

test('a frame of another version is reported as incompatible', async (context) => {
  const window = new EventTarget();
  Object.assign(globalThis, { addEventListener: window.addEventListener.bind(window) });
  context.after(() => void delete (globalThis as { addEventListener?: unknown }).addEventListener);
  const session = fake(() => undefined);
  const diagnostics = recordDiagnostics(session, { frameUrl: 'http://localhost:1/v9/' });
  const hello = (origin: string, data: unknown) =>
    window.dispatchEvent(new MessageEvent('message', { origin, data }));
  hello('http://localhost:1', 'something else');
  hello('http://elsewhere.example', { sordino: 98, release: '0.0.98' });
  hello('http://localhost:1', { sordino: 99, release: '9.9.9' });
  session.dispatchEvent(ended());
  assert.deepEqual((await diagnostics()).frame, {
    protocol: 99,
    release: '9.9.9',
    cause: 'incompatible',
  });
  session.destroy();
  hello('http://localhost:1', { sordino: 100 });
  assert.equal((await diagnostics()).frame.protocol, 99, 'nothing is heard any more');
});
