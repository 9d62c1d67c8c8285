// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * One field is the card: number, expiry and code, each by itself. What
 * the page knows of the card anyway, it has printed on the card's face.
 * @param {object} options
 * @param {string} options.frameUrl where Sordino's frame is served
 * @param {string} options.id the card's
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
