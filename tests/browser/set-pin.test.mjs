// @ts-check
// The main job: a person types a PIN twice, and it becomes the card's PIN.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';

describe('setting a PIN', () => {
  const scene = useScene();

  test("a PIN that is typed twice becomes the card's PIN, and is wiped from the form", async () => {
    const { card, otherCard, control } = scene;
    const before = await control.card(card.id);
    assert.equal(await control.pinIs(card.id, '8264'), false);

    const page = await scene.pinPage();
    await page.enter('8264');
    assert.equal(await page.pin.value(), '8264', 'the form holds it before');
    const result = expectSuccess(await page.press());

    assert.equal(result.id, card.id);
    assert.equal(result.last4, card.last4);
    assert.equal(result.pinIsSet, true);
    assert.ok(await control.pinIs(card.id, '8264'));
    assert.equal(await control.pinIs(card.id, '8265'), false, 'the check can fail');
    assert.equal((await control.card(card.id)).pinUpdates, before.pinUpdates + 1);
    assert.equal(await control.pinIs(otherCard.id, '8264'), false, 'no other card has it');
    assert.equal(await page.pin.value(), '');
    assert.equal(await page.confirm.value(), '');
    await page.heard('pin', 'change', (detail) => detail.empty);
    await page.heard('pinConfirm', 'change', (detail) => detail.empty);
  });

  test('the page gets the members of the allow-list, and nothing else', async () => {
    const page = await scene.pinPage();
    await page.enter('8264');
    const result = expectSuccess(await page.press());
    const listed = ['id', 'last4', 'network', 'pinIsSet', 'status'];
    assert.deepEqual(
      Object.keys(result).filter((name) => !listed.includes(name)),
      [],
    );
  });

  test('leading zeros are kept', async () => {
    const page = await scene.pinPage();
    await page.enter('0070');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '0070'));
  });

  test('the same form can set another PIN afterwards', async () => {
    const page = await scene.pinPage();
    await page.enter('8264');
    expectSuccess(await page.press());
    await page.enter('1937');
    expectSuccess(await page.press());
    assert.ok(await scene.control.pinIs(scene.card.id, '1937'));
    assert.equal(await scene.control.pinIs(scene.card.id, '8264'), false);
  });

  test('the callback is asked for a token once', async () => {
    const page = await scene.pinPage({ callback: true });
    for (const pin of ['8264', '1937']) {
      await page.enter(pin);
      expectSuccess(await page.press());
    }
    assert.equal(await page.tokensGiven(), 1);
  });

  test('two presses during one operation are one operation', async () => {
    const { card, control } = scene;
    const { pinUpdates } = await control.card(card.id);
    const page = await scene.pinPage();
    await page.enter('8264');
    await control.fault({ kind: 'hold', target: 'api' });
    await page.click();
    await page.click();
    await page.outcome(1);
    await control.clearFaults();
    await page.outcome(2);
    const [first, second] = await page.outcomes();
    expectError(first, 'busy');
    expectSuccess(second);
    assert.equal((await control.card(card.id)).pinUpdates, pinUpdates + 1);
  });

  test('a PIN that the page passes is refused and not sent', async () => {
    const { card, control } = scene;
    const page = await scene.pinPage();
    await page.enter('8264');
    for (const secret of [{ pin: '1937' }, { newPin: '1937' }]) {
      const outcome = await page.submit({ paymentCardId: card.id, ...secret });
      const code = 'error' in outcome ? outcome.error.code : 'none';
      assert.ok(['sensitive-input', 'invalid-input'].includes(code ?? ''), JSON.stringify(outcome));
      if ('pin' in secret) assert.equal(code, 'sensitive-input');
    }
    assert.deepEqual(await scene.sent(), []);
    assert.equal(await page.pin.value(), '8264');
    // The same call without the PIN succeeds.
    expectSuccess(await page.submit({ paymentCardId: card.id }));
    assert.ok(await control.pinIs(card.id, '8264'));
  });
});
