// @ts-check
// The drop-in inputs, held to the documentation of Highnote's package: each option, callback, error
// and method.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dropIns } from './support/highnote.mjs';
import { useScene } from './support/scene.mjs';

describe('drop-in secure inputs', () => {
  const scene = useScene();
  const { runScript, field, frames, callback, open } = dropIns(scene);

  test('sets a PIN, and reports input', async () => {
    await open('pin', { id: scene.card.id });
    await field('#pin').type('8264');
    const [name, config] = await callback('onInput');
    assert.equal(name, 'pin');
    assert.equal(config.selector, '#pin');
    assert.equal(await runScript("return harness.call('submit') ?? null"), null);
    assert.deepEqual(await callback('onSuccess'), ['pin']);
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    assert.equal(await scene.control.pinIs(scene.card.id, '8265'), false, 'the check can say no');
  });

  test('an incomplete PIN, an invalid token and an API that is down have different errors', async () => {
    await open('pin', { id: scene.card.id });
    await field('#pin').type('82');
    await runScript("harness.call('submit')");
    const [incomplete] = await callback('onError');
    assert.deepEqual(incomplete, {
      name: 'SecureInputsFieldInputError',
      field: 'pin',
      message: 'invalid-fields: pin: incomplete',
    });
    assert.equal(await field('#pin').value(), '82');

    await field('#pin').type('64');
    await scene.control.fault({ kind: 'status', status: 500, target: 'api', times: 5 });
    await runScript("harness.call('submit')");
    const [failed] = await callback('onError', 2);
    assert.equal(failed.name, 'SecureInputsRequestError');
    assert.equal(failed.field, 'pin');

    await open('pin', { id: scene.card.id, clientToken: 'a.b.c' });
    await field('#pin').type('8264');
    await runScript("harness.call('submit')");
    assert.equal((await callback('onError'))[0].name, 'InvalidCredentialError');
  });

  test('leaves nothing after unmount, and sends nothing', async () => {
    await open('pin', { id: scene.card.id });
    await field('#pin').type('8264');
    await runScript("return harness.call('unmount')");
    assert.equal(await frames(), 0);
    assert.equal(
      (await runScript("return harness.call('submit')")).name,
      'SecureInputsSubmitError',
    );
    assert.deepEqual(await scene.sent(), []);
  });

  test('takes the token of the element, as older pages pass it', async () => {
    const token = await scene.token();
    const element = { selector: '#pin', paymentCardId: scene.card.id, clientToken: token };
    await open('pin', { id: scene.card.id, clientToken: undefined, elements: { pin: element } });
    await field('#pin').type('8264');
    await runScript("harness.call('submit')");
    await callback('onSuccess');
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
  });
});
