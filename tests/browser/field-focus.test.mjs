// @ts-check
// The focus in a field: the element that gets it at a click, at Tab and at a call of the page, and
// the cases in which the page takes it back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { engineUnderTest } from './support/browser.mjs';
import { FormPage } from './support/form-page.mjs';
import { clickOn, press, tab } from './support/keys.mjs';
import { expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import("./support/field.mjs").Field} Field */

describe('the focus of a field', () => {
  const scene = useScene();
  const { name: engine } = engineUnderTest();
  const skip =
    engine === 'webkit' &&
    'WebKit focuses no frame of another site without a click in it, and its driver focuses it before a click';

  /**
   * Returns the element that has the focus after the timers of the field's own script, which run
   * before this one.
   *
   * @param {Field} field
   * @returns {Promise<string | null>}
   */
  const focused = (field) =>
    field.inside(() =>
      scene.driver.executeAsyncScript(
        'const done = arguments[0]; setTimeout(() => done(document.hasFocus() ? document.activeElement.localName : null))',
      ),
    );

  /** @param {Field} field @param {string} selector */
  const click = (field, selector) =>
    field.inside(async () =>
      clickOn(scene.driver, await scene.driver.findElement(By.css(selector))),
    );

  /**
   * Moves the focus out of the fields, and asserts that no untouched field shows an error.
   * @param {import("./support/pin-page.mjs").PinPage} page
   */
  async function leave(page) {
    await clickOn(scene.driver, await scene.driver.findElement(By.css('h1')));
    for (const field of [page.pin, page.confirm]) {
      // WebKit's driver focuses each frame that it enters.
      if (engine !== 'webkit')
        await until('it has lost the focus', async () => (await focused(field)) === null);
      const { error, invalid } = await field.state();
      assert.deepEqual({ error, invalid }, { error: '', invalid: false });
    }
  }

  test('Shift and Tab go to the last control, from there to the first, and out of the field', async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await driver.executeScript("document.querySelector('#form button').focus()");
    for (const [field, name] of /** @type {const} */ ([
      ['confirm', 'button'],
      ['confirm', 'input'],
      ['pin', 'button'],
      ['pin', 'input'],
    ])) {
      await tab(driver, { isBack: true });
      assert.equal(await focused(page[field]), name);
    }
    await leave(page);
  });

  test('a click on a button focuses the button, whatever had the focus before', async () => {
    const page = await scene.pinPage();
    await page.pin.toggle();
    assert.equal(await focused(page.pin), 'button');
    await page.confirm.toggle();
    assert.equal(await focused(page.confirm), 'button');
    await leave(page);
  });

  test('a click beside the controls focuses the input', { skip }, async () => {
    const page = await scene.pinPage();
    await click(page.pin, '.error');
    await until('the input has the focus', async () => (await focused(page.pin)) === 'input');
    await leave(page);
  });

  test('a focus that the page sets before the field is ready takes effect, unless the focus moved on', {
    skip,
  }, async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    /** @param {string} after */
    const mountAgain = async (after) => {
      const ready = async () =>
        (await page.told()).filter(({ source, type }) => source === 'pin' && type === 'ready')
          .length;
      const before = await ready();
      await driver.executeScript(
        `harness.call("form", "pin", "mount", "#form .pin");
         harness.call("form", "pin", "focus");
         ${after}`,
      );
      await until('the field is ready again', async () => (await ready()) > before);
    };
    await mountAgain('');
    await until('the input has the focus', async () => (await focused(page.pin)) === 'input');
    await mountAgain("document.querySelector('#form button').focus()");
    await until(
      'the field does not have the focus',
      async () => (await focused(page.pin)) === null,
    );
    assert.ok(
      await driver.executeScript(
        "return document.activeElement === document.querySelector('#form button')",
      ),
    );
    await mountAgain('harness.call("form", "pin", "blur")');
    await until(
      'the field does not have the focus after blur',
      async () => (await focused(page.pin)) === null,
    );
  });

  for (const kind of ['cardNumber', 'paymentCard', 'document']) {
    test(`a field ${kind} takes the focus from the page, by a call and by its frame`, {
      skip,
    }, async () => {
      const { driver, card } = scene;
      const page = await FormPage.open(scene, {
        token: { for: 'viewPaymentCard', id: card.id },
        fields: [{ kind }],
      });
      if (kind !== 'document')
        expectSuccess(await page.call('viewPaymentCard', { paymentCardId: card.id }));
      const has = (/** @type {string} */ what) =>
        until(`${what} has the focus`, () =>
          page
            .shown(kind)
            .inside(() =>
              driver.executeScript(
                'return document.hasFocus() && document.activeElement.matches(arguments[0])',
                what,
              ),
            ),
        );
      // In a field with shown values, the focused element reacts to no key. In a field for
      // documents, a key opens the browser's window for files.
      const what = kind === 'document' ? 'input[type=file]' : '.value';
      await page.field(kind, 'focus');
      await has(what);
      if (kind !== 'document') await page.heard(kind, 'focus');
      await page.field(kind, 'blur');
      await clickOn(driver, await driver.findElement(By.css('h1')));
      await driver.executeScript('harness.frame(arguments[0]).focus()', kind);
      await has(what);
      if (kind === 'document') return;
      for (const key of [' ', Key.ENTER]) {
        await page.shown(kind).inside(() => press(driver, key));
        assert.equal((await page.shown(kind).state('cardNumber')).revealed, false);
      }
    });
  }

  test('a focus on the frame goes to the input, unless the page focuses another control right after', {
    skip,
  }, async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await driver.executeScript("harness.frame('form', 'pin').focus()");
    await until('the input has the focus', async () => (await focused(page.pin)) === 'input');
    await driver.executeScript(
      "harness.frame('form', 'pinConfirm').focus(); document.querySelector('#form button').focus()",
    );
    // A frame's event comes after the page's script, so the scripts of both frames run first.
    for (const field of [page.pin, page.confirm])
      await until('no field has the focus', async () => (await focused(field)) === null);
    assert.ok(
      await driver.executeScript(
        "return document.activeElement === document.querySelector('#form button')",
      ),
    );
    await leave(page);
  });
});
