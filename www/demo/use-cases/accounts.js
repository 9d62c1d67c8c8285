// @ts-check
// Bank accounts: the direct deposit account, and a linked external account.

import { startViewDirectDeposit } from '../integrations/view-direct-deposit.js';
import { startViewExternalAccount } from '../integrations/view-external-account.js';
import { API, HELD, SHOWN, SHOWN_IN_FRAME, TOKEN, page, server } from './words.js';

/** @import { UseCase } from "./shape.js" */

const MINT = server('/server/bank-account-tokens.mjs');

/** @type {UseCase["form"]} */
const NUMBERS = {
  title: 'Account and routing number',
  groups: [{ slots: [{ id: 'account-number' }, { id: 'routing-number' }] }],
};

/** @type {Record<string, UseCase>} */
export const ACCOUNTS = {
  'direct-deposit': {
    title: 'Get paid into your account',
    intro: 'Your employer asks for two numbers. Here they are, for you alone.',
    subjects: {
      title: 'Your accounts',
      icon: 'bank',
      from: (objects) =>
        objects.directDepositDetails.map(({ id }, index) => ({
          id,
          name: `Account ${index + 1}`,
          detail: 'Direct deposit',
        })),
    },
    form: NUMBERS,
    action: 'Get the numbers',
    hides: true,
    assurance: SHOWN_IN_FRAME,
    call: 'viewDirectDepositDetail',
    busy: 'Getting your account’s numbers…',
    done: (_, account) => [
      'The numbers are in the fields above',
      `The numbers of ${account} are masked until you show them, and are masked again after a while.`,
    ],
    start: startViewDirectDeposit,
    secret: 'the account and routing number',
    claims: SHOWN,
    trial: 'reading',
    held: HELD,
    files: [page('/integrations/view-direct-deposit.js'), TOKEN, MINT, API],
  },
  'external-account': {
    title: 'The bank account you linked',
    intro: 'Check that money goes where you think it goes.',
    subjects: {
      title: 'Linked accounts',
      icon: 'bank',
      from: (objects) =>
        objects.externalBankAccountDetails.map(({ id, last4 }, index) => ({
          id,
          name: last4 ? `Account ending in ${last4}` : `Account ${index + 1}`,
          detail: 'Another bank',
        })),
    },
    form: NUMBERS,
    action: 'Get the numbers',
    hides: true,
    assurance: SHOWN_IN_FRAME,
    call: 'viewExternalBankAccountDetail',
    busy: 'Getting the account’s numbers…',
    done: (_, account) => [
      'The numbers are in the fields above',
      `The numbers of your ${account.toLowerCase()} are masked until you show them, and are masked again after a while.`,
    ],
    start: startViewExternalAccount,
    secret: 'the account and routing number',
    claims: SHOWN,
    trial: 'reading',
    held: HELD,
    files: [page('/integrations/view-external-account.js'), TOKEN, MINT, API],
  },
};
