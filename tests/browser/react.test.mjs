// @ts-check
// sordino/react with real React, 18 and 19, in StrictMode: setting a PIN, with no frame left behind
// or inserted twice.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { Field } from './support/field.mjs';
import { press as pressKeys, tab } from './support/keys.mjs';
import { expectSuccess } from './support/outcomes.mjs';
import { REACTS, bundleApp, openApp, render } from './support/react.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

for (const [alias, major] of REACTS) {
  describe(`React ${major}`, () => {
    const scene = useScene();
    /** @type {string} */
    let script;
    before(async () => {
      script = await bundleApp(alias);
    });

    const pin = () => field('#pin');
    const again = () => field('.again');
    /** @param {string} place */
    const field = (place) =>
      new Field(
        scene.driver,
        () =>
          /** @type {Promise<any>} */ (
            until(`${place} has its iframe`, () =>
              scene.driver.executeScript(
                "return document.querySelector(arguments[0])?.querySelector('iframe')",
                place,
              ),
            )
          ),
      );
    /** @returns {Promise<any>} */
    const ask = (/** @type {string} */ source, /** @type {unknown[]} */ ...args) =>
      scene.driver.executeScript(source, ...args);
    /** @param {string} source @param {(detail: any) => boolean} [fits] */
    const heard = (source, fits = () => true) =>
      until(`the page gets ${source}`, async () => {
        const told = /** @type {{ source: string, detail: any }[]} */ (
          await ask('return harness.told()')
        );
        return told.findLast((entry) => entry.source === source && fits(entry.detail));
      });
    /** @param {(seen: any) => boolean} fits */
    const seen = (fits) =>
      until('the hooks give it', async () => {
        const now = await ask('return harness.seen()');
        return now && fits(now) && now;
      });

    /** @param {object} [props] */
    const rerender = (props) => render(scene, props);

    /** @param {object} [props] */
    async function open(props) {
      await openApp(scene, script, props);
      assert.equal(await ask("return Number(harness.version.split('.')[0])"), major);
    }

    const press = async () => (await scene.driver.findElement(By.css('form button'))).click();
    /** @returns {Promise<string[]>} */
    const frames = () =>
      ask("return [...document.querySelectorAll('iframe')].map((frame) => frame.className).sort()");

    test('a PIN that is typed twice is set, and StrictMode leaves one session', async () => {
      await open();
      await heard('pin ready');
      await heard('again ready');
      await seen(({ session }) => session === 'ready');
      assert.equal(
        (await ask('return harness.counts()')).sessions,
        2,
        'control: everything is mounted twice',
      );
      assert.deepEqual(await frames(), ['sordino-field', 'sordino-field', 'sordino-vault']);

      await pin().type('8264');
      await again().type('8264');
      await heard('again', ({ complete }) => complete);
      await press();
      const { result } = await seen(({ status }) => status === 'done');
      assert.deepEqual(expectSuccess({ ok: result }).id, scene.card.id);
      assert.deepEqual((await heard('returned')).detail, result);
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
      assert.equal(await scene.control.pinIs(scene.card.id, '8265'), false, 'the check can fail');
      assert.equal((await ask('return harness.counts()')).tokens, 1);
      await ask('reset()');
      await seen(({ status, result }) => status === 'idle' && !result);
    });

    // The rest is the same in both versions of React: the order in the page, and the submit of the
    // form.
    if (major === 19) {
      test('a PIN can be set by the keyboard alone', async () => {
        const { driver } = scene;
        await open();
        await heard('again ready');
        /** @param {Field} field */
        const hasFocus = async (field) => (await field.state()).focused;

        await ask("const h1 = document.querySelector('h1'); h1.tabIndex = -1; h1.focus()");
        await tab(driver);
        assert.ok(await hasFocus(pin()));
        await pin().inside(() => pressKeys(driver, '8264'));
        // Tab leads to the button that shows the PIN, and then to the next field.
        for (const _ of ['its button', 'the next field']) await tab(driver);
        assert.ok(await hasFocus(again()));
        await again().inside(() => pressKeys(driver, '8264'));
        for (const _ of ['its button', "the page's"]) await tab(driver);
        assert.ok(
          await ask("return document.activeElement === document.querySelector('form button')"),
        );
        await pressKeys(driver, Key.ENTER);
        await seen(({ status }) => status === 'done');
        assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
      });
    }

    test('a failure is a state, and the next try can succeed', async () => {
      await open();
      await heard('again ready');
      await pin().type('82');
      await press();
      const { failure } = await seen(({ status }) => status === 'failed');
      assert.equal(failure.code, 'invalid-fields');
      assert.equal(failure.name, 'SordinoError');
      assert.deepEqual(await scene.sent(), []);
      await pin().type('64');
      await again().type('8264');
      await press();
      await seen(({ status, failure }) => status === 'done' && failure === null);
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });

    test('another render can change a label and the appearance and remove a field, and the typed values stay', async () => {
      await open();
      await heard('again ready');
      await pin().type('8264');
      await rerender({ label: 'A new PIN', fontSize: '20px' });
      await until('the label has changed', async () => (await pin().state()).label === 'A new PIN');
      const size = () =>
        pin().inside(() =>
          ask("return getComputedStyle(document.querySelector('input')).fontSize"),
        );
      await until('the appearance has changed', async () => (await size()) === '20px');
      await rerender({ withoutConfirm: true });
      await until('a field is gone', async () => (await frames()).length === 2);
      await until(
        "the label is the frame's own again",
        async () => (await pin().state()).label !== 'A new PIN',
      );
      assert.equal(await pin().value(), '8264');
      assert.equal((await ask('return harness.counts()')).sessions, 2, 'still the same session');
      await press();
      await seen(({ status }) => status === 'done');
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });

    test('another language starts another session, and no frame is left after unmounting', async () => {
      await open();
      await heard('again ready');
      await rerender({ locale: 'de' });
      await until(
        'the field is in German',
        async () =>
          (
            await pin()
              .state()
              .catch(() => undefined)
          )?.language === 'de',
      );
      assert.equal((await frames()).length, 3);
      await pin().type('8264');
      await heard('pin', ({ complete }) => complete);
      await ask('pin.current.clear()');
      await until('a handle reaches the field', async () => (await pin().value()) === '');
      await ask('harness.unmount()');
      await until('no frame is left', async () => (await frames()).length === 0);
      assert.equal(await ask('return window.length'), 0);
    });

    test('a lost session has the state failed, and is ready again after retry, whoever calls it', async () => {
      await open();
      for (const retry of ['retry()', 'lastSession.retry()']) {
        await seen(({ session }) => session === 'ready');
        await ask("document.querySelector('iframe.sordino-vault').remove()");
        const { error } = await seen(({ session }) => session === 'failed');
        assert.deepEqual([error.code, error.retryable], ['frame-unavailable', true]);
        assert.deepEqual(await frames(), []);
        await ask(retry);
      }
      await seen(({ session, error }) => session === 'ready' && error === null);
      await until('all frames are there', async () => (await frames()).length === 3);
      await pin().type('8264');
      await again().type('8264');
      await press();
      await seen(({ status }) => status === 'done');
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
      assert.equal((await ask('return harness.counts()')).sessions, 2, 'still the same session');
    });

    test("a session that can't start has an error", async () => {
      await open({ frameUrl: 'http://frame.example/' });
      const { error } = await seen(({ session }) => session === 'failed');
      assert.equal(error.code, 'invalid-options');
      assert.equal((await heard('session error')).detail.code, 'invalid-options');
      assert.deepEqual(await frames(), []);
      await rerender();
      await seen(({ session, error }) => session === 'ready' && error === null);
    });

    test('the error of a hook without a provider says what is missing', async () => {
      await open();
      const message = await scene.driver.executeAsyncScript('harness.orphan().then(arguments[0])');
      assert.match(String(message), /no <SordinoProvider>/);
    });
  });
}
