// @ts-check
// The token over the life of a page: asked for before it ends, gone when it has ended or the page
// has left.
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

  test('another is asked for before the end, and used', async () => {
    const page = await scene.pinPage({ callback: true, token: await shortToken(8) });
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.giveToken(await scene.token());
    await page.heard('session', 'tokenexpiring');
    await until('the callback is asked again', async () => (await page.reasons()).length > 1);
    assert.deepEqual(await page.reasons(), ['first', 'expiring']);
    await page.enter('1937');
    expectSuccess(await page.press());
    assert.equal(await page.tokensGiven(), 2);
    assert.ok(!(await page.told()).some(({ type }) => type === 'tokenexpired'));
  });

  test('a plain one ends, the page is told, and what was typed stays', async () => {
    const page = await scene.pinPage({ token: await shortToken(8) });
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.enter('1937');
    await page.heard('session', 'tokenexpired');
    assert.equal(await page.pin.value(), '1937');
    expectError(await page.press(), 'token-expired');
    assert.equal(await page.pin.value(), '1937');
  });

  test('a callback that fails is asked again', async () => {
    const page = await scene.pinPage({ callback: true, failures: 2 });
    await page.enter('8264');
    expectSuccess(await page.press());
    assert.deepEqual(await page.reasons(), ['first', 'first', 'first']);
  });

  test('one for a single use goes out once, also when it is given twice', async () => {
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

  test('a page that comes back has no token left, asks for one, and keeps what was typed', async () => {
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
    // Not every engine keeps a page when it is driven: a page that is loaded anew has nothing of
    // the old one.
    if (!(await driver.executeScript('return window.isTheSame === true'))) {
      assert.equal(await driver.executeScript('return window.length'), 0);
      return;
    }
    await until('the callback is asked again', async () => (await page.reasons()).length > 1);
    assert.deepEqual(await page.reasons(), ['first', 'ended']);
    await until('what was typed is there', async () => (await page.pin.value()) === '1937');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '1937'));
  });
});
