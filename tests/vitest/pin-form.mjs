// @ts-check
// An app's own code, without any code for tests.
import { createSession, SordinoError } from 'sordino';

/**
 * @param {Element} place
 * @param {string} paymentCardId
 */
export function pinForm(place, paymentCardId) {
  const session = createSession({ frameUrl: 'https://frame.example/v1/', clientToken: 'token' });
  const form = document.createElement('form');
  const output = document.createElement('output');
  session.createField('pin', { label: 'New PIN' }).mount(form);
  session.createField('pinConfirm').mount(form);
  form.append(output);
  place.append(form);
  session.addEventListener('error', ({ detail }) => (output.textContent = detail.code));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const { last4 } = await session.setPaymentCardPin({ paymentCardId });
      output.textContent = `The PIN of the card that ends in ${last4} is set.`;
    } catch (error) {
      output.textContent = error instanceof SordinoError ? error.code : 'other';
    }
  });
  return { session, form, output };
}
