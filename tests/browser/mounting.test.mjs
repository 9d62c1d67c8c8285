// @ts-check
// Fields that are mounted in various places, moved, hidden, unmounted and mounted again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iframeClasses } from './support/iframe-classes.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('mounting fields', () => {
  const scene = useScene();
  const frames = () => iframeClasses(scene.driver);

  /** Mounts the field for the PIN where it was before. @param {PinPage} page */
  async function mountAgain(page) {
    const times = async () =>
      (await page.told()).filter((e) => e.source === 'pin' && e.type === 'ready').length;
    const before = await times();
    await page.call('pin', 'mount', '#form .pin');
    await until('it is ready again', async () => (await times()) > before);
  }

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
    assert.deepEqual(await frames(), ['sordino-field', 'sordino-vault']);
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

  // core/src/unclaimed.rs tests how many may wait; two hundred frames of another site keep
  // Chromium's driver busy for more than ten seconds.
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
});
