// @ts-check
// The token over the life of a page: it is requested before the old one ends, and forgotten when it
// has ended or the page is hidden.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const USE = 'setPaymentCardPin';

describe("a token's life", () => {
  const scene = useScene();

  /** @param {number} seconds */
  const shortToken = async (seconds) =>
    (await scene.control.mintToken({ for: USE, id: scene.card.id, expiresInSeconds: seconds }))
      .value;

  test('another token is requested before the end, and used', async () => {
    const page = await scene.pinPage({ callback: true, token: await shortToken(8) });
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.giveToken(await scene.token());
    await page.heard('session', 'tokenexpiring');
    await until('the callback is called again', async () => (await page.reasons()).length > 1);
    assert.deepEqual(await page.reasons(), ['first', 'expiring']);
    await page.enter('1937');
    expectSuccess(await page.press());
    assert.equal(await page.tokensGiven(), 2);
    assert.ok(!(await page.told()).some(({ type }) => type === 'tokenexpired'));
  });

  test('a token without claims ends, the page gets an event, and the typed value stays', async () => {
    const page = await scene.pinPage({ token: await shortToken(8) });
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.enter('1937');
    await page.heard('session', 'tokenexpired');
    assert.equal(await page.pin.value(), '1937');
    expectError(await page.press(), 'token-expired');
    assert.equal(await page.pin.value(), '1937');
  });

  test('a callback that fails is called again', async () => {
    const page = await scene.pinPage({ callback: true, failures: 2 });
    await page.enter('8264');
    expectSuccess(await page.press());
    assert.deepEqual(await page.reasons(), ['first', 'first', 'first']);
  });

  test('a token for a single use is sent once, also when it is given twice', async () => {
    const { value } = await scene.control.mintToken({
      for: USE,
      id: scene.card.id,
      usage: 'SINGLE_USE',
    });
    const page = await scene.pinPage({ callback: true, token: value, usage: 'SINGLE_USE' });
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.enter('1937');
    expectError(await page.press(), 'token-expired');
    assert.equal((await scene.sent()).filter(({ method }) => method === 'POST').length, 1);
    assert.equal(await page.pin.value(), '1937');
  });

  test('a page that comes back has no token, asks for one, and keeps the typed value', async () => {
    const { driver } = scene;
    const page = await scene.pinPage({ callback: true });
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.enter('1937');
    await driver.switchTo().defaultContent();
    await driver.executeScript('window.isTheSame = true');
    await scene.visit('/clipboard.html');
    await driver.navigate().back();
    await until('the page is back', () =>
      driver.executeScript(
        "return location.pathname === '/pin.html' && document.readyState === 'complete'",
      ),
    );
    // Some engines keep no page when a driver controls them. A page that was loaded again has
    // nothing of the old page.
    if (!(await driver.executeScript('return window.isTheSame === true'))) {
      assert.equal(await driver.executeScript('return window.length'), 0);
      return;
    }
    await until('the callback is called again', async () => (await page.reasons()).length > 1);
    assert.deepEqual(await page.reasons(), ['first', 'ended']);
    await until('the typed value is there', async () => (await page.pin.value()) === '1937');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '1937'));
  });
});
