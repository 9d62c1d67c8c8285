// @ts-check
// From import to destroy: the start and the end of sessions, and several sessions at once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { iframeClasses } from './support/iframe-classes.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('the life of a session', () => {
  const scene = useScene();
  const frames = () => iframeClasses(scene.driver);

  test('importing the package does nothing', async () => {
    const { driver } = scene;
    await scene.visit('/clipboard.html');
    const added = await driver.executeAsyncScript(`
      const done = arguments[0];
      const before = new Set(Object.getOwnPropertyNames(window));
      const html = document.documentElement.outerHTML;
      import("/sordino/index.js").then(() => done({
        globals: Object.getOwnPropertyNames(window).filter((name) => !before.has(name)),
        changed: document.documentElement.outerHTML !== html,
      }));`);
    assert.deepEqual(added, { globals: [], changed: false });
    const requests = await scene.control.requests();
    assert.deepEqual(
      requests.filter(({ origin }) => origin === 'frame'),
      [],
    );
  });

  test('a session has one vault and a frame for each field, with different classes', async () => {
    await scene.pinPage();
    assert.deepEqual(await frames(), ['sordino-field', 'sordino-field', 'sordino-vault']);
    const vault = await scene.driver.executeScript(`
      const frame = document.querySelector("body > iframe.sordino-vault");
      return { hidden: frame.hidden, size: frame.getBoundingClientRect().width };`);
    assert.deepEqual(vault, { hidden: true, size: 0 });
  });

  test("an error in the vault's own code unloads the vault and ends the session", async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.enter('8264');
    await driver.switchTo().frame(await driver.findElement(By.css('body > iframe.sordino-vault')));
    // Dispatches the event of an uncaught error. A script of Firefox's driver would throw in
    // another realm.
    await driver.executeScript(
      "window.dispatchEvent(new ErrorEvent('error', { message: 'unreachable' }))",
    );
    await driver.switchTo().defaultContent();
    const { detail } = await page.heard('session', 'error');
    assert.equal(detail.code, 'frame-unavailable');
    assert.deepEqual(await frames(), [], 'no frame is left');
  });

  for (const frameUrl of [
    'no address',
    'http://frame.example/v1/',
    'javascript:alert(1)//',
    'data:text/html,',
  ]) {
    test(`an address like ${frameUrl} is refused at once`, async () => {
      await scene.visit('/pin.html');
      const end = await new PinPage(scene.driver).open({
        token: 'unused',
        cardId: scene.card.id,
        frameUrl,
      });
      assert.equal('error' in end && end.error.code, 'invalid-options');
      assert.deepEqual(await frames(), []);
    });
  }

  test('destroy removes everything, and can be called again', async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.enter('8264');
    for (let count = 0; count < 3; count += 1)
      assert.deepEqual(await page.call('session', 'destroy'), { ok: true });
    assert.deepEqual(await frames(), []);
    assert.equal(await driver.executeScript('return window.length'), 0);
    expectError(await page.submit({ paymentCardId: scene.card.id }), 'destroyed');
    assert.deepEqual(await scene.sent(), []);
    for (const method of ['focus', 'clear', 'unmount'])
      assert.deepEqual(await page.call('pin', method), { ok: true });
  });

  for (const { code, how, end } of [
    {
      code: 'destroyed',
      how: 'destroyed',
      end: (/** @type {PinPage} */ page) => page.call('session', 'destroy'),
    },
    {
      code: 'frame-unavailable',
      how: 'lost',
      end: () =>
        scene.driver.executeScript(
          "document.querySelector('iframe.sordino-vault').src += '?again'",
        ),
    },
  ]) {
    test(`the outcome of a call is unknown if it was sent before its session was ${how}, and known if it came later`, async () => {
      const page = await scene.pinPage();
      await page.enter('8264');
      await scene.control.fault({ kind: 'never', target: 'api' });
      await page.click();
      const posts = async () =>
        (await scene.sent()).filter(({ method }) => method === 'POST').length;
      await until('it is sent', async () => (await posts()) > 0);
      await end(page);
      const first = expectError(await page.outcome(1), code);
      assert.deepEqual([first.outcome, first.members.includes('ended')], ['unknown', true]);
      const second = expectError(await page.submit({ paymentCardId: scene.card.id }), code);
      assert.deepEqual(
        [second.members.includes('outcome'), second.members.includes('ended')],
        [false, true],
      );
      assert.equal(await posts(), 1);
    });
  }

  test('a call that waits for its frame when the session is destroyed was not sent, and its error says so', async () => {
    await scene.visit('/pin.html');
    const told = await scene.driver.executeAsyncScript(
      `const [frameUrl, done] = arguments;
      import("/sordino/index.js").then(({ createSession }) => {
        const session = createSession({ frameUrl, clientToken: "unused" });
        session.createAuthorizedUser({}).catch((error) => done([error.code, error.ended, error.outcome ?? null]));
        session.destroy();
      });`,
      scene.addresses.frame,
    );
    assert.deepEqual(told, ['destroyed', true, null]);
  });

  test('two sessions on one page are independent', async () => {
    const { driver, card, otherCard, control } = scene;
    const one = await scene.pinPage();
    const two = new PinPage(driver, 'two');
    await two.ready({ cardId: otherCard.id, token: await scene.token(otherCard.id) });
    await one.enter('8264');
    await two.enter('1937');
    expectSuccess(await two.press());
    assert.ok(await control.pinIs(otherCard.id, '1937'));
    assert.equal(await one.pin.value(), '8264', 'only its own fields are wiped');
    await two.call('session', 'destroy');
    assert.deepEqual(await frames(), ['sordino-field', 'sordino-field', 'sordino-vault']);
    expectSuccess(await one.press());
    assert.ok(await control.pinIs(card.id, '8264'));
    assert.equal(await control.pinIs(otherCard.id, '8264'), false);
  });
});
