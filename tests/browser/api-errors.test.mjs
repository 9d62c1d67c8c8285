// @ts-check
// Failures of the API: the page gets the right error, no typed value is lost, and afterwards the
// same button works.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const PIN = '8264';

/** Milliseconds: short, but long enough for the frame to load on a busy machine. */
const TIMEOUT = 4_000;

/**
 * More requests than a browser sends for one call: some browsers repeat a request that broke off
 * before an answer.
 */
const ALWAYS = 20;

/**
 * @typedef {object} Case
 * @property {string} what
 * @property {import("./support/control.mjs").Fault} fault
 * @property {string[]} codes the possible codes
 * @property {boolean} [open] whether the PIN may have been set, which the error then tells
 * @property {boolean} [named] whether the error has the id of the request
 * @property {number} [retryAfter]
 * @property {number} [timeout]
 * @property {boolean} [acted] whether the PIN was set in spite of the error
 */

/** @type {Case[]} */
const CASES = [
  { what: 'the connection drops', fault: { kind: 'drop' }, codes: ['network'], open: true },
  {
    what: 'the answer is late',
    fault: { kind: 'delay', delayMs: 10_000 },
    codes: ['timeout'],
    open: true,
    timeout: TIMEOUT,
  },
  {
    what: 'the answer never comes',
    fault: { kind: 'never' },
    codes: ['timeout'],
    open: true,
    timeout: TIMEOUT,
  },
  {
    what: '429',
    fault: { kind: 'status', status: 429, retryAfterSeconds: 7 },
    codes: ['rate-limited'],
    named: true,
    retryAfter: 7,
    timeout: TIMEOUT,
  },
  {
    what: '429 without a time',
    fault: { kind: 'status', status: 429 },
    codes: ['rate-limited'],
    named: true,
  },
  {
    what: '500',
    fault: { kind: 'status', status: 500 },
    codes: ['server-error'],
    open: true,
    named: true,
  },
  {
    what: '503',
    fault: { kind: 'status', status: 503 },
    codes: ['server-error'],
    open: true,
    named: true,
  },
  { what: '400', fault: { kind: 'status', status: 400 }, codes: ['request-rejected'], named: true },
  { what: '401', fault: { kind: 'status', status: 401 }, codes: ['unauthorized'], named: true },
  {
    what: 'JSON that ends in the middle',
    fault: { kind: 'malformed' },
    codes: ['unexpected-response'],
    open: true,
  },
  // Engines differ in whether they pass on the first half of the body.
  {
    what: 'a body that breaks off',
    fault: { kind: 'truncated' },
    codes: ['network', 'unexpected-response'],
    open: true,
  },
  { what: 'a redirect', fault: { kind: 'redirect' }, codes: ['network'], open: true },
  { what: 'a page of HTML', fault: { kind: 'html' }, codes: ['unexpected-response'], open: true },
  { what: '16 MB', fault: { kind: 'oversized' }, codes: ['unexpected-response'], open: true },
  {
    what: 'GraphQL errors beside data',
    fault: { kind: 'graphqlErrors' },
    codes: ['server-error'],
    open: true,
    named: true,
  },
  {
    what: 'GraphQL errors beside the right answer',
    fault: { kind: 'graphqlErrors', data: 'whole' },
    codes: ['server-error'],
    open: true,
    acted: true,
    named: true,
  },
  {
    what: 'GraphQL errors without data',
    fault: { kind: 'graphqlErrors', data: 'absent' },
    codes: ['request-rejected'],
    named: true,
  },
  {
    what: 'null',
    fault: { kind: 'nullMember' },
    codes: ['unexpected-response'],
    open: true,
    acted: true,
    named: true,
  },
  {
    what: 'UNAUTHENTICATED with 200',
    fault: { kind: 'graphqlErrors', data: 'absent', errorCode: 'UNAUTHENTICATED' },
    codes: ['unauthorized'],
    named: true,
  },
  {
    what: "a firewall's page",
    fault: { kind: 'status', status: 403, page: true },
    codes: ['gateway-refused'],
  },
  {
    what: '404 of a gateway',
    fault: { kind: 'status', status: 404, page: true },
    codes: ['wrong-endpoint'],
  },
  {
    what: '503 until a date',
    fault: { kind: 'status', status: 503, retryAfter: 'Fri, 01 Jan 2100 00:00:00 GMT' },
    codes: ['server-error'],
    open: true,
    named: true,
    retryAfter: Infinity,
  },
  {
    what: '503 for half a minute',
    fault: { kind: 'status', status: 503, retryAfter: '29.5' },
    codes: ['server-error'],
    open: true,
    named: true,
    retryAfter: 30,
  },
];

describe('when the API fails', () => {
  const scene = useScene();

  for (const entry of CASES) {
    const { what, fault, codes, open = false, named = false, retryAfter, timeout, acted } = entry;
    test(`${what}: ${codes.join(' or ')}`, async () => {
      const { card, control } = scene;
      const token = await scene.token();
      const page = await scene.pinPage({
        callback: true,
        token,
        ...(timeout && { session: { timeout } }),
      });
      await page.enter(PIN);
      await control.fault({
        ...fault,
        times: ALWAYS,
        target: 'api',
        operationName: 'SetPinForPaymentCard',
      });

      const outcome = await page.press();
      const code = 'error' in outcome && outcome.error.code;
      const error = expectError(outcome, codes.find((candidate) => candidate === code) ?? codes[0]);
      if (retryAfter === Infinity) assert.ok((error.retryAfter ?? 0) > 1e9, 'years');
      else assert.equal(error.retryAfter ?? undefined, retryAfter);
      assert.equal(typeof error.requestId === 'string', named, "the request's id");
      assert.equal(error.outcome ?? 'known', open ? 'unknown' : 'known');
      // A request's id is random, and one in thousands contains the PIN.
      const text = JSON.stringify({ ...error, requestId: undefined });
      assert.ok(!text.includes(PIN) && !text.includes(token), `no secret in ${text}`);

      assert.equal(await page.pin.value(), PIN, 'the typed value is still there');
      assert.equal(await page.confirm.value(), PIN);
      assert.equal(await control.pinIs(card.id, PIN), acted ?? false, 'the outcome');

      await control.clearFaults();
      expectSuccess(await page.press());
      assert.ok(await control.pinIs(card.id, PIN));
    });
  }

  test('a call is retried as often as it can do no harm', async () => {
    const { card, control } = scene;
    const { pinUpdates } = await control.card(card.id);
    const page = await scene.pinPage();
    await page.enter(PIN);
    await control.fault({ kind: 'status', status: 503, target: 'api', times: 2 });
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN));
    assert.equal((await control.card(card.id)).pinUpdates, pinUpdates + 1);
    assert.equal((await scene.sent()).filter(({ method }) => method === 'POST').length, 3);
  });

  test('a call is not retried before the time that the server asked for', async () => {
    const { control } = scene;
    const page = await scene.pinPage();
    await page.enter(PIN);
    await control.fault({ kind: 'status', status: 503, retryAfter: '1.2', target: 'api' });
    expectSuccess(await page.press());
    const [first, second] = (await scene.sent()).filter(({ method }) => method === 'POST');
    // A few milliseconds may be missing, because two clocks are involved and one of them counts
    // whole milliseconds.
    assert.ok(second.receivedAt - first.receivedAt >= 1_990, 'a fraction is rounded up');
  });

  test('a token that is refused with status 200 is replaced', async () => {
    const page = await scene.pinPage({ callback: true });
    await page.enter(PIN);
    const fault = { kind: 'graphqlErrors', data: 'absent', errorCode: 'UNAUTHENTICATED' };
    await scene.control.fault(/** @type {any} */ ({ ...fault, target: 'api' }));
    expectSuccess(await page.press());
    assert.deepEqual(await page.reasons(), ['first', 'refused']);
  });

  test('an aborted call says that it may have taken effect', async () => {
    const page = await scene.pinPage();
    await page.enter(PIN);
    await scene.control.fault({ kind: 'never', target: 'api', times: ALWAYS });
    await page.click();
    await until('it is sent', async () =>
      (await scene.sent()).some(({ method }) => method === 'POST'),
    );
    await page.abort();
    const error = expectError(await page.outcome(1), 'aborted');
    assert.equal(error.outcome, 'unknown');
    assert.equal(await page.pin.value(), PIN, 'the typed value is still there');
    await scene.control.clearFaults();
    expectSuccess(await page.press());
  });

  test('a call with an invalid signal is refused before anything is sent', async () => {
    const { control, card } = scene;
    const page = await scene.pinPage();
    await page.enter(PIN);
    const outcome = await page.submit({ paymentCardId: card.id }, {});
    assert.ok('error' in outcome && outcome.error.name === 'TypeError', JSON.stringify(outcome));
    // The vault would have sent the call before this one.
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN));
    assert.equal((await scene.sent()).filter(({ method }) => method === 'POST').length, 1);
  });

  test('a redirect is not followed', async () => {
    const page = await scene.pinPage();
    await page.enter(PIN);
    await scene.control.fault({ kind: 'redirect', target: 'api', times: ALWAYS });
    expectError(await page.press(), 'network');
    const followed = (await scene.control.requests()).filter(({ path }) => path === '/redirected');
    assert.deepEqual(followed, []);
    // Control: a request to the target of the redirect is in the list.
    await fetch(new URL('/redirected', scene.addresses.app));
    assert.equal(
      (await scene.control.requests()).filter(({ path }) => path === '/redirected').length,
      1,
    );
  });

  test('a lost answer after the PIN was set leaves the outcome unknown', async () => {
    const page = await scene.pinPage();
    await page.enter(PIN);
    await scene.control.fault({
      kind: 'status',
      status: 502,
      target: 'api',
      afterCommit: true,
      times: ALWAYS,
    });
    const error = expectError(await page.press(), 'server-error');
    assert.equal(error.outcome, 'unknown');
    assert.ok(await scene.control.pinIs(scene.card.id, PIN));
  });

  test('members that the query did not ask for do not reach the page', async () => {
    const page = await scene.pinPage();
    await page.enter(PIN);
    await scene.control.fault({ kind: 'extraFields', target: 'api' });
    const result = expectSuccess(await page.press());
    assert.deepEqual(Object.keys(result).sort(), ['id', 'last4', 'network', 'pinIsSet', 'status']);
    assert.ok(!JSON.stringify(result).includes('Extra'));
  });

  test('calls fail as rate-limited for as long as the API says', async () => {
    const { card, addresses, control } = scene;
    const token = await scene.token();
    // The timeout is shorter than the wait that the API will ask for, so the call fails and does
    // not wait.
    const page = await scene.pinPage({ token, session: { timeout: TIMEOUT } });
    await page.enter(PIN);
    const query = {
      query: 'query($id: ID!) { node(id: $id) { __typename } }',
      variables: { id: card.id },
    };
    const ask = () =>
      fetch(addresses.api, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(query),
      });
    for (let count = 0; count < 20; count += 1) await ask();
    const error = expectError(await page.press(), 'rate-limited');
    assert.ok(
      error.retryAfter && error.retryAfter >= 1 && error.retryAfter <= 10,
      JSON.stringify(error),
    );
    assert.ok(error.retryable);
    await control.setClock(error.retryAfter + 1);
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN));
  });
});
