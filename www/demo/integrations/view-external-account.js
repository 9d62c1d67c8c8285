// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Two places, one call. The numbers are read, shown and copied in the frame.
 * @param {object} options
 * @param {string} options.frameUrl where Sordino's frame is served
 * @param {string} options.id the external bank account detail's
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
