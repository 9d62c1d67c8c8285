// @ts-check
// Values as people type, paste and fill them in: the text in the field, and the events of the page.
// The rules themselves have their tables in core/src/field.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { FormPage } from './support/form-page.mjs';
import { copyElsewhere, press } from './support/keys.mjs';
import { useScene } from './support/scene.mjs';

describe('values', () => {
  const scene = useScene();

  /**
   * Opens a page with fields of the given kinds.
   *
   * @param {string[]} kinds
   * @param {string} [locale]
   */
  const open = (kinds, locale = 'en') =>
    FormPage.open(scene, {
      token: { for: 'tokenizeAccountHolder' },
      fields: kinds.map((kind) => ({ kind })),
      session: { locale },
    });

  test('a paste that is too long is kept, and an error is shown', async () => {
    // The limit is 140 characters.
    const text = 'violin '.repeat(22);
    await copyElsewhere(scene.driver, scene.addresses.app, text);
    const page = await open(['businessDescription']);
    const field = page.input('businessDescription');
    await field.paste();
    await page.heard('businessDescription', 'change', (detail) => detail.code === 'too-long');
    const state = await field.state();
    assert.equal(state.value, text);
    assert.ok(state.invalid && state.described);
    assert.equal(state.error, 'This is too long.');
  });

  test('invisible characters of a paste are removed', async () => {
    await copyElsewhere(scene.driver, scene.addresses.app, '\u202a078\u201105\u20111120\u202c');
    const page = await open(['socialSecurityNumber']);
    await page.input('socialSecurityNumber').paste();
    await page.heard('socialSecurityNumber', 'change', (detail) => detail.complete);
    assert.equal(await page.input('socialSecurityNumber').value(), '078-05-1120');
  });

  test('a phone number is grouped, and the caret keeps its position', async () => {
    const page = await open(['phoneNumber']);
    const field = page.input('phoneNumber');
    await field.type('41555501');
    assert.equal(await field.value(), '(415) 555-01');
    await field.inside(() => press(scene.driver, `${Key.ARROW_LEFT}98`));
    assert.equal(await field.value(), '(415) 555-0981');
    await field.erase();
    await field.type('14155550123');
    assert.equal(await field.value(), '1 (415) 555-0123');
    await page.heard('phoneNumber', 'change', (detail) => detail.complete);
  });

  test('a state can be filled in by its name, as a browser does', async () => {
    const page = await open(['region']);
    await page
      .input('region')
      .inside(() =>
        scene.driver.executeScript(
          "const input = document.querySelector('input'); input.value = 'California'; input.dispatchEvent(new Event('change'))",
        ),
      );
    await page.heard('region', 'change', (detail) => detail.complete);
    assert.equal(await page.input('region').value(), 'CA');
  });

  for (const { locale, form, right, wrong } of [
    { locale: 'en', form: 'MM/DD/YYYY', right: '50,000.00', wrong: '50000,00' },
    { locale: 'de', form: 'MM/TT/JJJJ', right: '50.000,00', wrong: '50000.00' },
  ]) {
    test(`an amount and a date are those of the locale (${locale})`, async () => {
      const page = await open(['totalAnnualIncome', 'dateOfBirth'], locale);
      const placeholder = await page
        .input('dateOfBirth')
        .inside(() =>
          scene.driver.executeScript("return document.querySelector('input').placeholder"),
        );
      assert.equal(placeholder, form);

      const income = page.input('totalAnnualIncome');
      await income.type(right);
      await page.heard('totalAnnualIncome', 'change', (detail) => detail.complete);
      assert.equal(await income.value(), right, 'the text is as it was typed');
      await income.erase();
      await income.type(wrong);
      await page.heard('totalAnnualIncome', 'change', (detail) => detail.code === 'invalid');
      assert.equal(await income.value(), wrong);
      assert.notEqual((await income.state()).error, '');
    });
  }
});
