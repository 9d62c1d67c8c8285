// @ts-check
// From import to destroy: places for fields, frames that are left behind, and several sessions at
// once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** Returns all iframes, also those in shadow roots. */
const FRAMES = `
  const find = (root) => [...root.querySelectorAll("*")].flatMap((e) => [
    ...(e.localName === "iframe" ? [e.className] : []),
    ...(e.shadowRoot ? find(e.shadowRoot) : []),
  ]);
  return find(document);`;

describe("a session's life", () => {
  const scene = useScene();

  /** @returns {Promise<string[]>} the classes of all iframes */
  const frames = () => scene.driver.executeScript(FRAMES);

  /** Mounts the field for the PIN where it was before. @param {PinPage} page */
  async function mountAgain(page) {
    const times = async () =>
      (await page.told()).filter((e) => e.source === 'pin' && e.type === 'ready').length;
    const before = await times();
    await page.call('pin', 'mount', '#form .pin');
    await until('it is ready again', async () => (await times()) > before);
  }

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
    assert.deepEqual((await frames()).sort(), ['sordino-field', 'sordino-field', 'sordino-vault']);
    const vault = await scene.driver.executeScript(`
      const frame = document.querySelector("body > iframe.sordino-vault");
      return { hidden: frame.hidden, size: frame.getBoundingClientRect().width };`);
    assert.deepEqual(vault, { hidden: true, size: 0 });
  });

  test('fields work in a shadow root', async () => {
    const page = await scene.pinPage({ shadow: true });
    await page.enter('8264');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  test('an unknown selector is an error, and the field is not mounted in the body', async () => {
    await scene.visit('/pin.html');
    const page = new PinPage(scene.driver);
    const end = await page.open({ token: 'unused', cardId: scene.card.id, mountAt: '#nowhere' });
    assert.equal('error' in end && end.error.code, 'mount-target');
    assert.ok(!(await frames()).includes('sordino-field'));
    // The same page can mount in an element that exists.
    const other = new PinPage(scene.driver, 'other');
    await other.ready({ token: 'unused', cardId: scene.card.id });
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

  test('a field keeps its value when it is moved in the document', async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.enter('8264');
    await driver.executeScript(`
      const frame = harness.frame("form", "pin");
      const place = frame.parentElement;
      const elsewhere = document.createElement("div");
      place.before(elsewhere);
      elsewhere.append(frame); // its document is loaded anew
      place.append(frame); // and again`);
    const ready = async () =>
      (await page.told()).filter((e) => e.source === 'pin' && e.type === 'ready').length;
    await until('it is ready again', async () => (await ready()) > 1);
    assert.equal(await page.pin.value(), '8264');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  for (const { what, meanwhile } of [
    {
      what: 'is cleared',
      meanwhile: async (/** @type {PinPage} */ page) => {
        // The vault answers after it has handled the unload of the field's document.
        expectError(await page.submit({ paymentCardId: 7 }), 'invalid-input');
        await page.call('pin', 'clear');
      },
    },
    {
      what: 'its value is sent',
      meanwhile: async (/** @type {PinPage} */ page) => {
        await scene.control.clearFaults();
        expectSuccess(await page.outcome(1));
      },
    },
  ]) {
    test(`a field that ${what} while it is out of the document is empty when it is back`, async () => {
      const { driver } = scene;
      const page = await scene.pinPage();
      await page.enter('8264');
      if (what !== 'is cleared') {
        await scene.control.fault({ kind: 'hold', target: 'api' });
        await page.click();
        await until('it is sent', async () => (await scene.sent()).length > 0);
      }
      await driver.executeScript(
        "window.taken = harness.frame('form', 'pin'); window.place = taken.parentElement; taken.remove();",
      );
      await meanwhile(page);
      await driver.executeScript('place.append(taken)');
      const ready = async () =>
        (await page.told()).filter((e) => e.source === 'pin' && e.type === 'ready').length;
      await until('it is ready again', async () => (await ready()) > 1);
      assert.equal(await page.pin.value(), '');
    });
  }

  test('a form that is hidden and shown, rotated and zoomed keeps its values and works', async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.enter('8264');
    const measure = () =>
      driver.executeScript(`
        const { width } = harness.frame("form", "pin").getBoundingClientRect();
        return { width, available: harness.frame("form", "pin").parentElement.getBoundingClientRect().width };`);
    const before = await driver.manage().window().getRect();
    await driver.switchTo().defaultContent();
    await driver.executeScript("document.getElementById('form').style.display = 'none'");
    await driver.executeScript("document.getElementById('form').style.display = ''");
    assert.equal(await page.pin.value(), '8264', 'hidden and shown');

    await driver.switchTo().defaultContent();
    await driver.manage().window().setRect({ width: before.height, height: before.width });
    await until('the field is as wide as its parent after the rotation', async () => {
      const { width, available } = await measure();
      return width > 0 && Math.abs(width - available) < 1;
    });
    assert.equal(await page.pin.value(), '8264', 'turned');
    await driver.switchTo().defaultContent();
    await driver.executeScript("document.documentElement.style.zoom = '2'");
    assert.equal(await page.pin.value(), '8264', 'zoomed');
    await driver.switchTo().defaultContent();
    await driver.executeScript("document.documentElement.style.zoom = ''");
    await driver.manage().window().setRect(before);
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  test('a field that is unmounted forgets its value, and can be mounted again', async () => {
    const page = await scene.pinPage();
    await page.enter('8264');
    await page.call('pin', 'unmount');
    assert.deepEqual((await frames()).sort(), ['sordino-field', 'sordino-vault']);
    const error = expectError(
      await page.submit({ paymentCardId: scene.card.id }),
      'invalid-fields',
    );
    assert.match(JSON.stringify(error.fields), /"path":"pin"/);
    await mountAgain(page);
    assert.equal(await page.pin.value(), '');
    await page.pin.type('8264');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  // core/src/early.rs tests how many may wait; two hundred frames of another site keep Chromium's
  // driver busy for more than ten seconds.
  test('documents that announce themselves and that the page does not ask for block no field', async () => {
    const { driver, addresses } = scene;
    const page = await scene.pinPage();
    await page.call('pin', 'unmount');
    await driver.executeAsyncScript(
      `const [url, count, done] = arguments;
      const loaded = Array.from({ length: count }, (_, index) => new Promise((resolve) => {
        const frame = Object.assign(document.createElement("iframe"), { name: "stranger" + index, src: url, onload: resolve });
        document.body.append(frame);
      }));
      Promise.all(loaded).then(() => done());`,
      new URL('field.html', addresses.frame).href,
      6,
    );
    await mountAgain(page);
    await page.enter('8264');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  test('a field that a framework mounts, unmounts and mounts at once works', async () => {
    const page = await scene.pinPage();
    await scene.driver.executeScript(`
      for (const method of ["unmount", "mount", "unmount", "mount"]) {
        for (const kind of ["pin", "pinConfirm"]) harness.call("form", kind, method, "#form ." + kind);
      }`);
    assert.equal((await frames()).filter((name) => name === 'sordino-field').length, 2);
    for (const kind of ['pin', 'pinConfirm']) {
      await until(`${kind} is ready again`, async () => {
        return (
          (await page.told()).filter((entry) => entry.source === kind && entry.type === 'ready')
            .length > 1
        );
      });
    }
    await page.enter('8264');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
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
    assert.deepEqual((await frames()).sort(), ['sordino-field', 'sordino-field', 'sordino-vault']);
    expectSuccess(await one.press());
    assert.ok(await control.pinIs(card.id, '8264'));
    assert.equal(await control.pinIs(otherCard.id, '8264'), false);
  });
});
