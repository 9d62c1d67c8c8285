// @ts-check
// The field for a PIN: hidden characters and their toggle, languages and directions, and use by
// keyboard alone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { engineUnderTest } from './support/browser.mjs';
import { press, tab } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('a PIN field', () => {
  const scene = useScene();

  test('has the attributes that keyboards and password managers need', async () => {
    const page = await scene.pinPage();
    for (const [field, kind] of /** @type {const} */ ([
      [page.pin, 'pin'],
      [page.confirm, 'pinConfirm'],
    ])) {
      const state = await field.state();
      assert.equal(state.kind, kind);
      assert.equal(state.inputMode, 'numeric');
      assert.equal(state.autocomplete, 'off');
      assert.notEqual(state.type, 'password', 'no manager offers to save the PIN');
      assert.notEqual(state.label, '');
      const title = await scene.driver.executeScript(
        "return harness.frame('form', arguments[0]).title",
        kind,
      );
      assert.equal(title, state.label, "the iframe's title is its label");
    }
  });

  test('hides its characters until its button is pressed', async () => {
    const page = await scene.pinPage();
    await page.enter('8264');
    const hidden = await page.pin.state();
    assert.ok(hidden.masked);
    assert.equal(hidden.togglePressed, 'false');
    assert.notEqual(hidden.toggleName, '');

    await page.pin.toggle();
    const shown = await page.pin.state();
    assert.equal(shown.masked, false);
    assert.equal(shown.togglePressed, 'true');
    assert.equal(shown.value, '8264');
    assert.ok((await page.confirm.state()).masked, 'the other field stays hidden');

    // WebKit's driver focuses each frame that it enters, which hides the PIN too.
    if (!(await page.pin.state()).masked) await page.pin.toggle();
    assert.ok((await page.pin.state()).masked);
  });

  test('hides the characters again once the PIN is set', async () => {
    const page = await scene.pinPage();
    await page.enter('8264');
    await page.pin.toggle();
    expectSuccess(await page.press());
    await page.pin.type('1');
    assert.ok((await page.pin.state()).masked);
  });

  test('never has its value in its markup', async () => {
    const page = await scene.pinPage();
    await page.enter('8264', '8265');
    await page.pin.toggle();
    expectError(await page.press(), 'invalid-fields');
    for (const field of [page.pin, page.confirm]) {
      const { markup, value } = await field.state();
      assert.match(value, /^826/);
      assert.ok(!markup.includes('826'), markup);
    }
  });

  test('reports states to the page, not keys', async () => {
    const page = await scene.pinPage();
    await page.pin.type('8264');
    await page.heard('pin', 'change', (detail) => detail.complete);
    await page.pin.erase();
    await page.heard('pin', 'change', (detail) => detail.empty);
    const changes = (await page.told()).filter(
      ({ source, type }) => source === 'pin' && type === 'change',
    );
    assert.deepEqual(
      changes.map(({ detail }) => detail),
      [
        { empty: false, complete: false, valid: false, code: 'incomplete' },
        { empty: false, complete: true, valid: true },
        { empty: true, complete: false, valid: true },
      ],
    );
  });

  test('is in Arabic from right to left', async () => {
    const page = await scene.pinPage({ session: { locale: 'ar' }, dir: 'rtl' });
    const empty = await page.pin.state();
    assert.equal(empty.language, 'ar');
    assert.equal(empty.direction, 'rtl');
    assert.equal(
      empty.digits,
      'ltr end',
      "digits run from left to right in every script, and begin at the line's start",
    );
    assert.match(empty.label, /\p{Script=Arabic}/u);
    assert.match(empty.toggleName, /\p{Script=Arabic}/u);
    assert.ok(
      empty.toggleAt < empty.inputAt,
      'the button is at the end of the line, which is on the left',
    );

    await page.enter('٨٢٦٤', '٨٢٦٣');
    const error = expectError(await page.press(), 'invalid-fields');
    assert.ok(!/\p{Script=Arabic}/u.test(error.message), "the page's error is for developers");
    assert.match((await page.confirm.state()).error, /\p{Script=Arabic}/u);
    await page.confirm.erase();
    await page.confirm.type('٨٢٦٤');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  for (const { locale, language, direction, script, confirm } of [
    {
      locale: 'he-IL',
      language: 'he',
      direction: 'rtl',
      script: /\p{Script=Hebrew}/u,
      confirm: 'אימות הקוד הסודי',
    },
    {
      locale: 'ja',
      language: 'ja',
      direction: 'ltr',
      script: /\p{Script=Han}|\p{Script=Katakana}/u,
      confirm: '暗証番号（確認）',
    },
  ]) {
    test(`is in ${locale}, and shows the page's own label as text in any language`, async () => {
      const own = '<b>Il mio</b> PIN &amp;';
      const page = await scene.pinPage({ session: { locale } });
      await page.call('pin', 'update', { label: own });
      await until("the label is the page's", async () => (await page.pin.state()).label === own);
      const again = await page.confirm.state();
      assert.equal(again.label, confirm);
      assert.equal(again.direction, direction);
      assert.equal(again.language.split('-')[0], language);
      assert.match(again.toggleName, script);
      await page.enter('8264', '8263');
      expectError(await page.press(), 'invalid-fields');
      assert.match((await page.confirm.state()).error, script);
    });
  }

  test("shows the page's own words instead of the language's, as text", async () => {
    const words = {
      pinConfirm: 'Noch einmal',
      show: '<b>Zeigen</b> &amp; {name}',
      pinRule: 'Genau vier Ziffern.',
      mismatch: '👀 Zweierlei.',
    };
    const page = await scene.pinPage({ session: { locale: 'de', words } });
    const [pin, confirm] = [await page.pin.state(), await page.confirm.state()];
    assert.equal(pin.label, 'PIN', 'a word of the language');
    assert.equal(confirm.label, words.pinConfirm);
    assert.equal(
      await scene.driver.executeScript("return harness.frame('form', 'pinConfirm').title"),
      words.pinConfirm,
    );
    assert.equal(confirm.toggleName, `${words.show}: ${words.pinConfirm}`);
    await page.pin.type('82');
    expectError(await page.press(), 'invalid-fields');
    assert.equal((await page.pin.state()).error, words.pinRule);
    await page.pin.type('64');
    await page.confirm.type('8265');
    expectError(await page.press(), 'invalid-fields');
    assert.equal((await page.confirm.state()).error, words.mismatch);

    const other = new PinPage(scene.driver, 'other');
    const refused = await other.open({
      cardId: scene.card.id,
      token: await scene.token(),
      session: { words: { hide: 'Verbergen' } },
    });
    assert.ok('error' in refused);
    assert.equal(refused.error.code, 'invalid-options');
    assert.deepEqual(refused.error.fields, [{ path: 'words.hide', code: 'unknown' }]);
    assert.equal(await page.confirm.value(), '8265', 'the other session keeps its words');
  });

  test('control: the default is English from left to right', async () => {
    const page = await scene.pinPage();
    const state = await page.pin.state();
    assert.equal(state.language, 'en');
    assert.equal(state.direction, 'ltr');
    assert.ok(state.toggleAt > state.inputAt);
    assert.ok(!/\p{Script=Arabic}/u.test(state.label));
  });

  test('needs no pointer: Tab, digits, Enter', async () => {
    const { driver, card, control } = scene;
    const page = await scene.pinPage();
    await driver.executeScript(
      "document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()",
    );
    /** @param {import("./support/field.mjs").Field} field */
    const hasFocus = async (field) => (await field.state()).focused;

    await tab(driver);
    assert.ok(await hasFocus(page.pin), 'the first Tab is in the field for the PIN');
    await page.pin.inside(() => press(driver, '8264'));
    await tab(driver); // its button
    // A key takes effect only after the focus has rested for half a second, so the person presses
    // again.
    await until('Space shows it', async () => {
      await page.pin.inside(() => press(driver, Key.SPACE));
      return !(await page.pin.state()).masked;
    });
    await tab(driver);
    assert.ok(await hasFocus(page.confirm), 'the next Tab is in the second field');
    for (const _ of ['its button', 'its input']) await tab(driver, { isBack: true });
    assert.ok(await hasFocus(page.pin), 'Shift and Tab go back');
    for (const _ of ['its button', 'the second field']) await tab(driver);
    await page.confirm.inside(() => press(driver, '8264'));
    for (const _ of ['its button', "the page's"]) await tab(driver);
    const button = await driver.findElement(By.css('#form button'));
    assert.ok(
      await driver.executeScript('return document.activeElement === arguments[0]', button),
      "then it is at the page's button",
    );
    await press(driver, Key.ENTER);
    expectSuccess(await page.outcome(1));
    assert.ok(await control.pinIs(card.id, '8264'));
  });

  test('reports when it gets the focus', async () => {
    const page = await scene.pinPage();
    await page.pin.click();
    await page.heard('pin', 'focus');
    await page.confirm.click();
    await page.heard('pin', 'blur');
    await page.heard('pinConfirm', 'focus');
  });

  const skip =
    engineUnderTest().name === 'webkit' &&
    'WebKit focuses no frame of another site without a click in it';
  test('gets and loses the focus when the page asks', { skip }, async () => {
    const page = await scene.pinPage();
    await page.call('pin', 'focus');
    await until('it has the focus', async () => (await page.pin.state()).focused);
    await page.call('pin', 'blur');
    await until('it has lost it', async () => !(await page.pin.state()).focused);
  });

  test('is emptied when the page asks', async () => {
    const page = await scene.pinPage();
    await page.enter('8264');
    await page.call('pin', 'clear');
    await until('it is empty', async () => (await page.pin.value()) === '');
    assert.equal(await page.confirm.value(), '8264', 'the other field is not empty');
  });
});
