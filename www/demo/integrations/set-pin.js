// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Two fields and one operation. This page never has a digit of the PIN.
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {string} options.cardId
 * @param {Appearance} options.appearance
 */
export function startSetPin({ frameUrl, cardId, appearance }) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('setPaymentCardPin', cardId),
  });

  const pin = session.createField('pin').mount('#pin');
  const pinConfirm = session.createField('pinConfirm').mount('#pin-confirm');

  return {
    session,
    fields: { pin, pinConfirm },
    submit: () => session.setPaymentCardPin({ paymentCardId: cardId }),
  };
}
