// @ts-check
// Payment cards: setting a PIN, and showing a number.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { FormPage } from '../browser/support/form-page.mjs';
import { expectError, expectSuccess } from '../browser/support/outcomes.mjs';
import { useScene } from '../browser/support/scene.mjs';
import { expectMasked, expectShown } from './support/revealing.mjs';
import { useCase } from './support/use-case.mjs';

describe('payment cards', () => {
  const scene = useScene();

  /**
   * Returns an active card whose CVV is in no number that a page has by chance, because it begins
   * with a zero.
   */
  async function cardToView() {
    for (const card of scene.objects.paymentCards) {
      const details = await scene.control.cardDetails(card.id);
      if (card.status === 'ACTIVE' && details.cvv.startsWith('0')) return { card, details };
    }
    throw new Error('the seed has no such card');
  }

  /** @param {import("../browser/support/control.mjs").CardDetails} details */
  function valuesOf({ number, cvv, expirationMonth, expirationYear }) {
    return {
      cardNumber: number.replaceAll(/(.{4})(?=.)/g, '$1 '),
      cvv,
      expirationDate: `${expirationMonth}/${expirationYear.slice(2)}`,
    };
  }

  /** @param {import("../browser/support/control.mjs").CardDetails} details */
  function secretsOf(details) {
    const { cardNumber, cvv, expirationDate } = valuesOf(details);
    return {
      PAN: details.number,
      'PAN in groups': cardNumber,
      CVV: cvv,
      expiry: expirationDate,
      date: details.expirationDate,
    };
  }

  useCase(scene, 'card-viewer', async () => {
    const { card, details } = await cardToView();
    const page = await FormPage.open(scene, {
      token: { for: 'viewPaymentCard', id: card.id },
      fields: [{ kind: 'paymentCard' }],
    });
    const face = page.shown('paymentCard');
    await expectMasked(face, Object.values(secretsOf(details)));
    const summary = expectSuccess(await page.call('viewPaymentCard', { paymentCardId: card.id }));
    assert.deepEqual(summary, {
      id: card.id,
      last4: card.last4,
      status: card.status,
      network: card.network,
    });
    for (const [kind, value] of Object.entries(valuesOf(details)))
      await expectShown(page, 'paymentCard', kind, value);
    await expectMasked(face, Object.values(secretsOf(details)));
    return secretsOf(details);
  });

  useCase(scene, 'card-details', async () => {
    const { card, details } = await cardToView();
    const values = valuesOf(details);
    const kinds = Object.keys(values);
    const page = await FormPage.open(scene, {
      token: { for: 'viewPaymentCard', id: card.id },
      fields: kinds.map((kind) => ({ kind })),
    });
    expectSuccess(await page.call('viewPaymentCard', { paymentCardId: card.id }));
    for (const kind of kinds)
      await expectMasked(page.shown(kind), Object.values(secretsOf(details)));
    for (const [kind, value] of Object.entries(values)) await expectShown(page, kind, kind, value);
    return secretsOf(details);
  });

  useCase(scene, 'secure-inputs', async () => {
    const { card, control } = scene;
    const { pinUpdates } = await control.card(card.id);
    const page = await FormPage.open(scene, {
      token: { for: 'setPaymentCardPin', id: card.id },
      fields: [{ kind: 'pin' }, { kind: 'pinConfirm' }],
      session: { appearance: { theme: 'dark', variables: { colorAccent: '#8fb0ff' } } },
    });
    await page.type({ pin: '8264', pinConfirm: '8246' });
    const refused = expectError(
      await page.call('setPaymentCardPin', { paymentCardId: card.id }),
      'invalid-fields',
    );
    assert.deepEqual(refused.fields, [{ path: 'pinConfirm', code: 'mismatch' }]);
    assert.deepEqual(await scene.sent(), []);
    await page.input('pinConfirm').erase();
    await page.type({ pinConfirm: '8264' });
    const result = expectSuccess(await page.call('setPaymentCardPin', { paymentCardId: card.id }));
    assert.deepEqual(result, {
      id: card.id,
      last4: card.last4,
      status: 'ACTIVE',
      network: card.network,
      pinIsSet: true,
    });
    assert.ok(await control.pinIs(card.id, '8264'));
    assert.equal((await control.card(card.id)).pinUpdates, pinUpdates + 1);
    assert.equal(await page.input('pin').value(), '');
    return { PIN: '8264', 'the PIN mistyped': '8246' };
  });

  useCase(scene, 'set-pin', async () => {
    const { otherCard: card, control } = scene;
    const page = await FormPage.open(scene, {
      token: { for: 'setPaymentCardPin', id: card.id },
      fields: [{ kind: 'pin' }],
    });
    await page.type({ pin: '7395' });
    expectSuccess(await page.call('setPaymentCardPin', { paymentCardId: card.id }));
    assert.ok(await control.pinIs(card.id, '7395'));
    assert.equal(await control.pinIs(card.id, '7396'), false, 'the check can fail');
    assert.equal(await control.pinIs(scene.card.id, '7395'), false, 'no other card has it');
    return { PIN: '7395' };
  });
});
