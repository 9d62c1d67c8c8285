// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Two inputs in the looks of the page around them: typed values, never
 * CSS text. `session.update({ appearance })` changes them at any time.
 * @param {object} options
 * @param {string} options.frameUrl where Sordino's frame is served
 * @param {string} options.id the card's
 * @param {Appearance} options.appearance
 */
export function startSecureInputs({ frameUrl, id, appearance }) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('setPaymentCardPin', id),
  });

  const pin = session
    .createField('pin', { label: 'New PIN', placeholder: '4 digits' })
    .mount('#pin');
  const pinConfirm = session
    .createField('pinConfirm', { label: 'Once more' })
    .mount('#pin-confirm');

  // All that a page hears of a field's content: enough to help along.
  pin.addEventListener('change', ({ detail }) => {
    if (detail.complete) pinConfirm.focus();
  });

  return {
    session,
    fields: { pin, pinConfirm },
    submit: () => session.setPaymentCardPin({ paymentCardId: id }),
  };
}
