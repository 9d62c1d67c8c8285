// @ts-check
// The report for support engineers, of a session that worked and of a frame that did not load.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';

describe('the report', () => {
  const scene = useScene();

  test('has the calls, the releases and the times of a session, and no value that was passed or typed', async () => {
    const token = await scene.token();
    const page = await scene.pinPage({ token, diagnostics: true });
    await page.enter('8264');
    expectSuccess(await page.press());
    await scene.control.fault({ kind: 'status', status: 401, times: 5 });
    await page.enter('1937');
    const { requestId = '' } = expectError(await page.press(), 'unauthorized');

    const { report, logged } = await page.diagnostics();
    assert.deepEqual(
      report.events.map(({ name }) => name),
      logged,
    );
    assert.deepEqual(
      report.events.map(({ name, attributes }) => [
        name.replace('sordino.', ''),
        attributes['error.type'] ?? '',
      ]),
      [
        ['session.ready', ''],
        ['call.start', ''],
        ['call.end', ''],
        ['call.start', ''],
        ['call.end', 'unauthorized'],
      ],
    );
    const last = report.events[report.events.length - 1].attributes;
    assert.equal(last['sordino.operation'], 'setPaymentCardPin');
    assert.equal(last['sordino.request_id'] ?? '', requestId);
    assert.equal(report.state, 'ready');
    assert.ok((report.readyAfter ?? -1) >= 0);
    assert.match(report.loader.release, /^\d+\.\d+\.\d+/);
    assert.deepEqual(report.frame, report.loader, 'of one build');
    // Times and a request's id are random digits that now and then contain those of the PIN.
    const CHANCE = ['time', 'sordino.duration', 'readyAfter', 'sordino.request_id'];
    const text = JSON.stringify(report, (name, value) =>
      CHANCE.includes(name) ? undefined : value,
    );
    for (const secret of ['8264', '1937', token, token.split('.')[1], scene.card.id])
      assert.ok(!text.includes(secret), `${secret} in ${text}`);
  });

  for (const { why, cause, options } of [
    {
      why: "the page's own policy blocks it",
      cause: 'policy',
      options: { policy: "frame-src 'none'" },
    },
    {
      why: 'no server answers at its address',
      cause: 'blocked',
      options: { frameUrl: 'http://localhost:1/v1/' },
    },
    { why: 'its host has no such folder', cause: 'silent', options: { isElsewhere: true } },
    {
      why: 'the browser has no network',
      cause: 'offline',
      options: { frameUrl: 'http://localhost:1/v1/', isOffline: true },
    },
  ]) {
    test(`has the cause when ${why}: ${cause}`, async () => {
      const { driver, addresses, card } = scene;
      await scene.visit('/pin.html');
      const { isElsewhere, isOffline, ...rest } = {
        isElsewhere: false,
        isOffline: false,
        ...options,
      };
      if (isOffline)
        await driver.executeScript(
          "Object.defineProperty(navigator, 'onLine', { get: () => false })",
        );
      const page = new PinPage(driver);
      const frameUrl = isElsewhere
        ? { frameUrl: new URL('/no-such-release/', addresses.frame).href }
        : {};
      const end = await page.open({
        cardId: card.id,
        token: 'a.b.c',
        diagnostics: true,
        session: { timeout: 1_000 },
        ...rest,
        ...frameUrl,
      });
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
      const { report } = await page.diagnostics();
      assert.deepEqual([report.state, report.frame], ['failed', { cause }]);
      assert.equal(report.online, !isOffline);
    });
  }
});
