// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * Two inputs with the appearance of the page: typed values, never CSS
 * text. `session.update({ appearance })` changes it at any time.
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {string} options.id the card's id
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

  // The page knows only this state of a field's content.
  pin.addEventListener('change', ({ detail }) => {
    if (detail.complete) pinConfirm.focus();
  });

  return {
    session,
    fields: { pin, pinConfirm },
    submit: () => session.setPaymentCardPin({ paymentCardId: id }),
  };
}
