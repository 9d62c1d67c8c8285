// @ts-check
// A request contains what the person sees. A field that is no longer in the page, or whose iframe
// shows another document, does not count. A call with two fields for one value fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FormPage } from './support/form-page.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const MISSING = [{ path: 'pin', code: 'missing' }];

describe('what is sent', () => {
  const scene = useScene();

  /** @param {import("../pages/use-cases/page.js").FieldWish[]} fields */
  const open = (...fields) =>
    FormPage.open(scene, { token: { for: 'setPaymentCardPin', id: scene.card.id }, fields });

  /** @param {FormPage} page */
  const setPin = (page) => page.call('setPaymentCardPin', { paymentCardId: scene.card.id });

  const posts = async () => (await scene.sent()).filter(({ method }) => method === 'POST');

  /** @param {string} name of a field @param {string} script uses `frame` and `place` */
  const change = (name, script) =>
    scene.driver.executeScript(
      `const place = document.querySelector('[data-name="${name}"]');
      const frame = place.querySelector("iframe");
      ${script}`,
    );

  /** @param {FormPage} page @param {import("../pages/use-cases/page.js").FieldWish} wish */
  async function add(page, wish) {
    await scene.driver.executeScript('harness.add(arguments[0])', wish);
    await page.heard(wish.name ?? wish.kind, 'ready');
  }

  test('a request has the text of the field in the page, and not of a field whose container was emptied', async () => {
    const page = await open({ kind: 'pin' });
    await page.type({ pin: '8264' });
    await change('pin', 'place.innerHTML = ""');
    await add(page, { kind: 'pin', name: 'another' });
    await page.type({ another: '1937' });
    expectSuccess(await setPin(page));
    assert.ok(await scene.control.pinIs(scene.card.id, '1937'));
  });

  test('a request has no text of fields that were removed from the page', async () => {
    const page = await open({ kind: 'pin' }, { kind: 'pinConfirm' });
    await page.type({ pin: '8264', pinConfirm: '8264' });
    for (const name of ['pin', 'pinConfirm'])
      await change(name, 'window.taken = frame; frame.remove()');
    assert.deepEqual(expectError(await setPin(page), 'invalid-fields').fields, MISSING);
    assert.deepEqual(await posts(), []);
  });

  for (const { where, address } of [
    { where: 'nowhere', address: 'about:blank' },
    { where: 'to a page of another origin', address: '/clipboard.html' },
    { where: 'to another document of its own origin', address: 'field' },
  ]) {
    test(`a request has no text of a field whose iframe was navigated ${where}, and the text is wiped`, async () => {
      const page = await open({ kind: 'pin' }, { kind: 'pinConfirm' });
      await page.type({ pin: '8264', pinConfirm: '8264' });
      const own = await change('pin', 'return frame.src');
      await scene.driver.executeAsyncScript(
        `const [url, done] = arguments;
        const frame = document.querySelector('[data-name="pin"] iframe');
        frame.addEventListener("load", () => done(), { once: true });
        frame.src = url;`,
        address === 'field' ? new URL('words-de.txt', String(own)).href : address,
      );
      assert.deepEqual(expectError(await setPin(page), 'invalid-fields').fields, MISSING);
      assert.deepEqual(await posts(), []);
      const ready = async () =>
        (await page.told()).filter((e) => e.source === 'pin' && e.type === 'ready').length;
      const before = await ready();
      await change('pin', `frame.src = ${JSON.stringify(own)}`);
      await until('it is a field again', async () => (await ready()) > before);
      assert.equal(await page.input('pin').value(), '');
    });
  }

  test('a call with two fields for one value fails, and the error names the value', async () => {
    const page = await open({ kind: 'pin' }, { kind: 'pin', name: 'another' });
    await page.type({ pin: '8264', another: '1937' });
    const { fields } = expectError(await setPin(page), 'invalid-input');
    assert.deepEqual(fields, [{ path: 'pin', code: 'conflict' }]);
    assert.deepEqual(await posts(), []);
    await page.field('another', 'unmount');
    expectSuccess(await setPin(page));
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });

  test('a request has one list of documents: a second field is refused as long as the first is there', async () => {
    const page = await open({ kind: 'document' });
    await scene.driver.executeScript('harness.add(arguments[0])', {
      kind: 'document',
      name: 'second',
    });
    await page.heard('second', 'error', (detail) => detail.code === 'conflict');
    const { detail } = await page.heard('session', 'error');
    assert.deepEqual(
      [detail.code, detail.fields],
      ['invalid-options', [{ path: 'kind', code: 'conflict' }]],
    );
    await page.field('document', 'unmount');
    await page.field('second', 'mount', '[data-name="second"]');
    await page.heard('second', 'ready');
  });

  test('a request lacks an optional object while its field is empty, unless the page requires the object', async () => {
    const page = await FormPage.open(scene, {
      token: { for: 'tokenizeAccountHolder' },
      fields: [{ kind: 'socialSecurityNumber' }, { kind: 'phoneNumber' }],
    });
    const personAccountHolder = {
      name: { givenName: 'Clara', familyName: 'Wieck' },
      email: 'clara@example.com',
      dateOfBirth: '1990-05-17',
      billingAddress: {
        streetAddress: '12 Park Row',
        locality: 'New York',
        region: 'NY',
        postalCode: '10007',
      },
    };
    await page.field('phoneNumber', 'update', { required: true });
    const refused = expectError(
      await page.call('tokenizePersonAccountHolder', { personAccountHolder }),
      'invalid-fields',
    );
    assert.deepEqual(refused.fields, [
      { path: 'personAccountHolder.phoneNumber.number', code: 'missing' },
    ]);
    const required = (/** @type {string} */ name) =>
      page
        .input(name)
        .inside(() =>
          scene.driver.executeScript("return document.querySelector('input, select').ariaRequired"),
        );
    assert.deepEqual(
      [await required('phoneNumber'), await required('socialSecurityNumber')],
      ['true', 'false'],
    );
    await page.type({ phoneNumber: '2125550143' });
    expectSuccess(await page.call('tokenizePersonAccountHolder', { personAccountHolder }));
  });
});
