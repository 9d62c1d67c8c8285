// @ts-check
// What can be typed, and what is said of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compose } from './support/compose.mjs';
import { control, copyElsewhere, press } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

/** What is wrong, where it is said, and what has to be typed instead. */
const WRONG = [
  {
    what: 'two PINs that differ',
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

describe('what is wrong is said, and kept to be corrected', () => {
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
        'the error does not say what was typed',
      );

      const field = path === 'pin' ? page.pin : page.confirm;
      const state = await field.state();
      assert.ok(state.invalid && state.error !== '' && state.described, 'the field says so');
      assert.equal(await page.pin.value(), pin, 'what was typed is still there');
      assert.equal(await page.confirm.value(), again);
      assert.deepEqual(await scene.sent(), [], 'nothing was sent');

      await page.pin.erase();
      await page.confirm.erase();
      await page.enter('8264');
      assert.equal((await field.state()).error, '', 'corrected, it no longer says so');
      expectSuccess(await page.press());
      assert.ok(await control.pinIs(card.id, '8264'));
    });
  }
});

describe('digits arrive in many ways', () => {
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
    test(`${what} is pasted`, async () => {
      await copyElsewhere(scene.driver, scene.addresses.app, text);
      const page = await scene.pinPage();
      await page.pin.paste();
      await page.confirm.paste();
      assert.equal(await page.pin.value(), '8264');
      expectSuccess(await page.press());
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });
  }

  test('an input method composes it, and is not disturbed', async () => {
    const page = await scene.pinPage();
    await page.pin.click();
    // Rewriting while it composes would break the composition: the Arabic digits stay until it is
    // done.
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

  test('a key takes the place of what is selected in a full PIN', async () => {
    const page = await scene.pinPage();
    await page.pin.type('8264');
    await page.pin.inside(async () => {
      await control(scene.driver, 'a');
      await press(scene.driver, '7');
    });
    assert.equal(await page.pin.value(), '7');
  });

  test('a paste of six digits is refused, with a word', async () => {
    await copyElsewhere(scene.driver, scene.addresses.app, '826482');
    const page = await scene.pinPage();
    for (const typed of ['', '82']) {
      await page.pin.type(typed);
      const before = (await page.told()).length;
      await page.pin.paste();
      await until('the page hears of the paste', async () =>
        (await page.told())
          .slice(before)
          .some(
            ({ source, type, detail }) =>
              source === 'pin' && type === 'error' && detail.code === 'too-long',
          ),
      );
      const state = await page.pin.state();
      assert.equal(state.value, typed, 'nothing of it is put in');
      assert.ok(state.invalid && state.described);
      assert.equal(state.error, 'Enter exactly 4 digits.');
    }
    await page.pin.type('64');
    const state = await page.pin.state();
    assert.equal(state.value, '8264');
    assert.ok(!state.invalid && state.error === '', 'typed on, it no longer says so');
  });

  test('a program that fills in too much is told so, and nothing is cut', async () => {
    const page = await scene.pinPage();
    await fill(page.pin, '826482', 'input');
    await page.heard('pin', 'change', (detail) => detail.code === 'too-long');
    const state = await page.pin.state();
    assert.equal(state.value, '826482');
    assert.equal(state.error, 'Enter exactly 4 digits.');
  });

  test('a program that tells of a change alone is heard', async () => {
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
   * @param {string} event the one that is told
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
