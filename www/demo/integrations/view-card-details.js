// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Three fields and one operation. The values are never in this page.
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {string} options.id the card's id
 * @param {Appearance} options.appearance
 */
export function startViewCardDetails({ frameUrl, id, appearance }) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('viewPaymentCard', id),
  });

  const cardNumber = session.createField('cardNumber').mount('#card-number');
  const expirationDate = session.createField('expirationDate').mount('#expiration-date');
  const cvv = session.createField('cvv').mount('#cvv');

  return {
    session,
    fields: { cardNumber, expirationDate, cvv },
    submit: () => session.viewPaymentCard({ paymentCardId: id }),
  };
}
