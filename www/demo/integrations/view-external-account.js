// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Two fields and one operation. The frame reads, shows and copies the numbers.
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {string} options.id the id of the external bank account detail
 * @param {Appearance} options.appearance
 */
export function startViewExternalAccount({ frameUrl, id, appearance }) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('viewExternalBankAccountDetail', id),
  });

  const accountNumber = session.createField('accountNumber').mount('#account-number');
  const routingNumber = session.createField('routingNumber').mount('#routing-number');

  return {
    session,
    fields: { accountNumber, routingNumber },
    submit: () => session.viewExternalBankAccountDetail({ externalBankAccountDetailId: id }),
  };
}
