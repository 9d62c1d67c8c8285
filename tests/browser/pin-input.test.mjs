// @ts-check
// Characters that can be typed or pasted, and the errors that the field shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compose } from './support/compose.mjs';
import { control, copyElsewhere, press } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** The mistake, the field that shows the error, and the correction. */
const WRONG = [
  {
    what: 'two different PINs',
    pin: '8264',
    again: '8246',
    path: 'pinConfirm',
    code: 'mismatch',
  },
  { what: 'a PIN that is too short', pin: '826', again: '826', path: 'pin', code: 'incomplete' },
  { what: 'letters', pin: 'abcd', again: 'abcd', path: 'pin', code: 'invalid' },
  { what: 'a letter among digits', pin: '82b4', again: '82b4', path: 'pin', code: 'invalid' },
  { what: 'an emoji', pin: '82😀4', again: '82😀4', path: 'pin', code: 'invalid' },
  { what: 'nothing', pin: '', again: '', path: 'pin', code: 'missing' },
];

describe('an error is shown, and the value stays to be corrected', () => {
  const scene = useScene();

  for (const { what, pin, again, path, code } of WRONG) {
    test(what, async () => {
      const { card, control } = scene;
      const page = await scene.pinPage();
      await page.enter(pin, again);
      const error = expectError(await page.press(), 'invalid-fields');
      assert.ok(
        error.fields?.some(
          (field) =>
            'path' in field && field.path === path && 'code' in field && field.code === code,
        ),
        JSON.stringify(error.fields),
      );
      assert.ok(
        !JSON.stringify(error).includes(pin || '8264'),
        'the error does not contain the value',
      );

      const field = path === 'pin' ? page.pin : page.confirm;
      const state = await field.state();
      assert.ok(state.invalid && state.error !== '' && state.described, 'the field shows an error');
      assert.equal(await page.pin.value(), pin, 'the typed value is still there');
      assert.equal(await page.confirm.value(), again);
      assert.deepEqual(await scene.sent(), [], 'nothing was sent');

      await page.pin.erase();
      await page.confirm.erase();
      await page.enter('8264');
      assert.equal((await field.state()).error, '', 'the error is gone after the correction');
      expectSuccess(await page.press());
      assert.ok(await control.pinIs(card.id, '8264'));
    });
  }
});

describe('input methods', () => {
  const scene = useScene();

  for (const [script, typed] of [
    ['Arabic-Indic', '٨٢٦٤'],
    ['Devanagari', '८२६४'],
    ['full-width', '\uff18\uff12\uff16\uff14'],
    ['mixed', '\u06682\u096c4'],
  ]) {
    test(`${script} digits are the same PIN as ASCII ones`, async () => {
      const page = await scene.pinPage();
      await page.enter(typed, '8264');
      expectSuccess(await page.press());
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });
  }

  for (const [what, text] of [
    ['a PIN', '8264'],
    ['a PIN with blanks around and within', ' 82 64 '],
  ]) {
    test(`${what} can be pasted`, async () => {
      await copyElsewhere(scene.driver, scene.addresses.app, text);
      const page = await scene.pinPage();
      await page.pin.paste();
      await page.confirm.paste();
      assert.equal(await page.pin.value(), '8264');
      expectSuccess(await page.press());
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });
  }

  test('an input method can compose a PIN without being disturbed', async () => {
    const page = await scene.pinPage();
    await page.pin.click();
    // A change of the text would break the composition, so the Arabic digits stay until it has
    // ended.
    const during = await compose(scene, page.pin, ['٨', '٨٢', '٨٢٦'], '٨٢٦٤');
    assert.equal(during, '٨٢٦');
    assert.equal(await page.pin.value(), '8264');
    await page.confirm.type('8264');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  test('a fifth key does nothing', async () => {
    const page = await scene.pinPage();
    await page.enter('82645');
    for (const field of [page.pin, page.confirm]) {
      const state = await field.state();
      assert.equal(state.value, '8264');
      assert.ok(!state.invalid && state.error === '', 'there is nothing to correct');
    }
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  test('a key replaces the selection in a full PIN', async () => {
    const page = await scene.pinPage();
    await page.pin.type('8264');
    await page.pin.inside(async () => {
      await control(scene.driver, 'a');
      await press(scene.driver, '7');
    });
    assert.equal(await page.pin.value(), '7');
  });

  test('a paste of six digits is refused, and an error is shown', async () => {
    await copyElsewhere(scene.driver, scene.addresses.app, '826482');
    const page = await scene.pinPage();
    for (const typed of ['', '82']) {
      await page.pin.type(typed);
      const before = (await page.told()).length;
      await page.pin.paste();
      await until('the page gets the error', async () =>
        (await page.told())
          .slice(before)
          .some(
            ({ source, type, detail }) =>
              source === 'pin' && type === 'error' && detail.code === 'too-long',
          ),
      );
      const state = await page.pin.state();
      assert.equal(state.value, typed, 'nothing is inserted');
      assert.ok(state.invalid && state.described);
      assert.equal(state.error, 'Enter exactly 4 digits.');
    }
    await page.pin.type('64');
    const state = await page.pin.state();
    assert.equal(state.value, '8264');
    assert.ok(!state.invalid && state.error === '', 'the error is gone after more typing');
  });

  test('a program that fills in too much gets an error, and nothing is cut off', async () => {
    const page = await scene.pinPage();
    await fill(page.pin, '826482', 'input');
    await page.heard('pin', 'change', (detail) => detail.code === 'too-long');
    const state = await page.pin.state();
    assert.equal(state.value, '826482');
    assert.equal(state.error, 'Enter exactly 4 digits.');
  });

  test('a program that dispatches only a change event is noticed', async () => {
    const page = await scene.pinPage();
    await fill(page.pin, '8264', 'change');
    await page.heard('pin', 'change', (detail) => detail.complete);
    await fill(page.confirm, '٨٢٦٤', 'change');
    await page.heard('pinConfirm', 'change', (detail) => detail.complete);
    assert.equal(await page.confirm.value(), '8264');
    expectSuccess(await page.press());
  });

  /**
   * Fills in a field as a browser extension does.
   *
   * @param {import("./support/field.mjs").Field} field
   * @param {string} text
   * @param {string} event the type of the event that is dispatched
   */
  function fill(field, text, event) {
    return field.inside(() =>
      scene.driver.executeScript(
        "const input = document.querySelector('input'); input.value = arguments[0]; input.dispatchEvent(new Event(arguments[1], { bubbles: true }))",
        text,
        event,
      ),
    );
  }
});
