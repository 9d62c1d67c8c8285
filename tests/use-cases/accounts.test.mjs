// @ts-check
// Account and routing numbers, of the customer's own account and of an account at another bank.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { FormPage } from '../browser/support/form-page.mjs';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { useScene } from '../browser/support/scene.mjs';
import { expectMasked, expectShown } from './support/revealing.mjs';
import { useCase } from './support/use-case.mjs';

describe('bank accounts', () => {
  const scene = useScene();

  /**
   * @param {string} operation
   * @param {string} member a member of the operation's input
   * @param {string} id
   * @param {import("../browser/support/control.mjs").AccountDetails} details
   */
  async function view(operation, member, id, { number, routingNumber }) {
    const page = await FormPage.open(scene, {
      token: { for: operation, id },
      fields: [{ kind: 'accountNumber' }, { kind: 'routingNumber' }],
    });
    const result = expectSuccess(await page.call(operation, { [member]: id }));
    await expectMasked(page.shown('accountNumber'), [number, routingNumber]);
    await expectMasked(page.shown('routingNumber'), [number, routingNumber]);
    await expectShown(page, 'accountNumber', 'accountNumber', number);
    await expectShown(page, 'routingNumber', 'routingNumber', routingNumber);
    return result;
  }

  useCase(scene, 'direct-deposit', async () => {
    const [{ id }] = scene.objects.directDepositDetails;
    const details = await scene.control.accountDetails('direct-deposit-details', id);
    const result = await view('viewDirectDepositDetail', 'directDepositDetailId', id, details);
    assert.deepEqual(result, { id, type: details.type, bankName: details.bankName });
    return { 'account number': details.number, 'routing number': details.routingNumber };
  });

  useCase(scene, 'external-account', async () => {
    const [{ id, last4 }] = scene.objects.externalBankAccountDetails;
    const details = await scene.control.accountDetails('external-bank-account-details', id);
    const result = await view(
      'viewExternalBankAccountDetail',
      'externalBankAccountDetailId',
      id,
      details,
    );
    assert.deepEqual(result, { id, last4, type: details.type });
    return { 'account number': details.number, 'routing number': details.routingNumber };
  });
});
