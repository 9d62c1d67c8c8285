// @ts-check
// The focus in a field: what a click, Tab and the page give it to has it, and what the page takes
// back it keeps.
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
    'WebKit gives the focus to no frame of another site without a click in it, and its driver gives it before a click';

  /**
   * What has the focus, once the field's own script is done with it: its timers come before this
   * one.
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
   * Elsewhere, and no field that was left untouched says that something is wrong.
   * @param {import("./support/pin-page.mjs").PinPage} page
   */
  async function leave(page) {
    await clickOn(scene.driver, await scene.driver.findElement(By.css('h1')));
    for (const field of [page.pin, page.confirm]) {
      // WebKit's driver gives the focus to each frame that it looks into.
      if (engine !== 'webkit')
        await until('it has lost the focus', async () => (await focused(field)) === null);
      const { error, invalid } = await field.state();
      assert.deepEqual({ error, invalid }, { error: '', invalid: false });
    }
  }

  test('Shift and Tab go to its last control, from there to its first, and out of it', async () => {
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

  test("a click on its button is the button's, whatever had the focus before", async () => {
    const page = await scene.pinPage();
    await page.pin.toggle();
    assert.equal(await focused(page.pin), 'button');
    await page.confirm.toggle();
    assert.equal(await focused(page.confirm), 'button');
    await leave(page);
  });

  test('a click beside its controls is one on its input', { skip }, async () => {
    const page = await scene.pinPage();
    await click(page.pin, '.error');
    await until('the input has the focus', async () => (await focused(page.pin)) === 'input');
    await leave(page);
  });

  test('the focus that the page gives to a field before it is there arrives, unless it went on', {
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
      await until('it is ready again', async () => (await ready()) > before);
    };
    await mountAgain('');
    await until('the input has the focus', async () => (await focused(page.pin)) === 'input');
    await mountAgain("document.querySelector('#form button').focus()");
    await until('the field does not have it', async () => (await focused(page.pin)) === null);
    assert.ok(
      await driver.executeScript(
        "return document.activeElement === document.querySelector('#form button')",
      ),
    );
    await mountAgain('harness.call("form", "pin", "blur")');
    await until('nor after blur', async () => (await focused(page.pin)) === null);
  });

  for (const kind of ['cardNumber', 'paymentCard', 'document']) {
    test(`a field ${kind} takes the focus that the page gives it, by a call and by its frame`, {
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
      // Of shown values no key presses what has it; of documents a key opens the browser's own
      // window for files.
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

  test("the page's focus on its frame is one on its input; what it gives to another control at once stays there", {
    skip,
  }, async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await driver.executeScript("harness.frame('form', 'pin').focus()");
    await until('the input has the focus', async () => (await focused(page.pin)) === 'input');
    await driver.executeScript(
      "harness.frame('form', 'pinConfirm').focus(); document.querySelector('#form button').focus()",
    );
    // A frame hears of it after the page's script: it has when its own are done.
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
