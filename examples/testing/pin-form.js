// The app's own code, which contains nothing for tests.
import { createSession, SordinoError } from 'sordino';

export function pinForm(form, result, { frameUrl, paymentCardId, clientToken }) {
  const session = createSession({ frameUrl, clientToken });
  session.createField('pin').mount(form.querySelector('#pin'));
  session.createField('pinConfirm').mount(form.querySelector('#pin-confirm'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const { last4 } = await session.setPaymentCardPin({ paymentCardId });
      result.textContent = `The PIN of the card ending in ${last4} is set.`;
    } catch (error) {
      if (!(error instanceof SordinoError)) throw error;
      result.textContent = error.code;
    }
  });
}
