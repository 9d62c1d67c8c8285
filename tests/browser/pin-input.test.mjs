// @ts-check
// What can be typed, and what is said of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compose } from './support/compose.mjs';
import { copyElsewhere } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';

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
  { what: 'a PIN that is too long', pin: '82645', again: '82645', path: 'pin', code: 'too-long' },
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

  test('a digit typed too many does not vanish', async () => {
    const page = await scene.pinPage();
    await page.pin.type('82645');
    assert.equal(await page.pin.value(), '82645');
    assert.notEqual((await page.pin.state()).error, '');
  });
});
