import { createSession, SordinoError } from 'sordino';

const { frameUrl, paymentCardId } = await (await fetch('/config.json')).json();
const result = document.querySelector('#result');

const session = createSession({
  frameUrl,
  clientToken: async () => (await fetch('/client-tokens', { method: 'POST' })).json(),
});
session.createField('pin').mount('#pin');
session.createField('pinConfirm').mount('#pin-confirm');

document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    const { last4 } = await session.setPaymentCardPin({ paymentCardId });
    result.textContent = `The PIN of the card ending in ${last4} is set.`;
  } catch (error) {
    if (!(error instanceof SordinoError)) throw error;
    // The fields already display their own errors.
    result.textContent = error.code === 'invalid-fields' ? '' : `That did not work: ${error.code}`;
  }
});
