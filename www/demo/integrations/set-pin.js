// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Two fields, one call. No line of this page ever holds a digit.
 * @param {object} options
 * @param {string} options.frameUrl where Sordino's frame is served
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
