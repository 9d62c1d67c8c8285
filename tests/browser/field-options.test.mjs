// @ts-check
// Options and appearance: all mistakes are reported at once, and valid values also apply to a field
// that is not rendered at the time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FormPage } from './support/form-page.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('options', () => {
  const scene = useScene();

  /** @param {import("../pages/use-cases/page.js").FieldWish[]} fields */
  const open = (...fields) =>
    FormPage.open(scene, { token: { for: 'setPaymentCardPin', id: scene.card.id }, fields });

  test('a wrong appearance at the start: the session fails, and all mistakes are reported', async () => {
    await scene.visit('/pin.html');
    const end = await new PinPage(scene.driver).open({
      token: 'unused',
      session: {
        appearance: { theme: 'pink', variables: { colorText: 'url(x)', fontSise: '12px' } },
        words: { hide: 'x' },
      },
    });
    assert.ok('error' in end);
    assert.equal(end.error.code, 'invalid-options');
    assert.deepEqual(end.error.fields, [
      { path: 'appearance.theme', code: 'unknown' },
      { path: 'appearance.variables.colorText', code: 'invalid' },
      { path: 'appearance.variables.fontSise', code: 'unknown' },
      { path: 'words.hide', code: 'unknown' },
    ]);
  });

  test('a wrong appearance later: all mistakes are reported, and the appearance stays', async () => {
    const page = await open({ kind: 'pin' });
    await page.session('update', { appearance: { theme: 'pink', variables: { fontSize: 5 } } });
    const { detail } = await page.heard('session', 'error');
    assert.deepEqual(
      [detail.code, detail.fields],
      [
        'invalid-options',
        [
          { path: 'appearance.theme', code: 'unknown' },
          { path: 'appearance.variables.fontSize', code: 'invalid' },
        ],
      ],
    );
  });

  for (const { what, wish, fields } of [
    {
      what: 'an unknown kind',
      wish: { kind: 'pinn', name: 'wrong' },
      fields: [{ path: 'kind', code: 'unknown' }],
    },
    {
      what: 'unknown options and wrong values',
      wish: { kind: 'pin', name: 'wrong', options: { lable: 'PIN', hideAfter: 301, copy: 'no' } },
      fields: [
        { path: 'copy', code: 'invalid' },
        { path: 'hideAfter', code: 'invalid' },
        { path: 'lable', code: 'unknown' },
      ],
    },
  ]) {
    test(`${what}: the session reports each, and the field fails`, async () => {
      const page = await open({ kind: 'pin' });
      await scene.driver.executeScript(`try { harness.add(arguments[0]); } catch {}`, wish);
      const { detail } = await page.heard('session', 'error');
      assert.deepEqual([detail.code, detail.fields], ['invalid-options', fields]);
      await page.heard('wrong', 'error', ({ code }) => code === fields[0].code);
      await page.type({ pin: '8264' });
      assert.equal(await page.input('pin').value(), '8264', 'the other fields still work');
    });
  }

  for (const kind of ['pin', 'cardNumber', 'document']) {
    test(`the height of a field ${kind} is reported when a hidden field is shown after its appearance has changed`, async () => {
      const { driver } = scene;
      const page = await open({ kind });
      const sizes = async () =>
        (await page.told())
          .filter(({ source, type }) => source === kind && type === 'resize')
          .map(({ detail }) => detail.height);
      await driver.executeScript("document.querySelector('main').style.display = 'none'");
      await page.session('update', { appearance: { variables: { fontSize: '32px' } } });
      // Calls are answered in order, so the earlier messages have been handled.
      await page.call('setPaymentCardPin', {});
      await driver.executeScript("document.querySelector('main').style.display = ''");
      await until('the height is reported', async () => (await sizes()).length > 0);
      const needed = await page
        .input(kind)
        .inside(() => driver.executeScript('return document.body.offsetHeight'));
      const heights = await sizes();
      assert.ok(
        heights.every((height) => height > 0),
        String(heights),
      );
      await until('the frame has the height of its content', async () => {
        const height = await driver.executeScript(
          'return harness.frame(arguments[0]).getBoundingClientRect().height',
          kind,
        );
        return height === needed && height > 102;
      });
    });
  }
});
