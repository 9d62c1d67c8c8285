// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * One field displays the whole card: number, expiry and code. The brand
 * and the cardholder's name come from the page.
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {string} options.id the card's id
 * @param {{ brand?: string, holderName?: string }} options.subject
 * @param {Appearance} options.appearance
 */
export function startCardViewer({ frameUrl, id, subject, appearance }) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('viewPaymentCard', id),
  });

  const paymentCard = session.createField('paymentCard', {
    label: subject.brand,
    cardholderName: subject.holderName,
  });
  paymentCard.mount('#payment-card');

  return {
    session,
    fields: { paymentCard },
    submit: () => session.viewPaymentCard({ paymentCardId: id }),
  };
}
