'use client';

import { Field, SordinoProvider, useSetPaymentCardPin } from 'sordino/react';

const clientToken = async () => (await fetch('/client-tokens', { method: 'POST' })).json();

export function PinForm({ frameUrl, paymentCardId }) {
  return (
    <SordinoProvider frameUrl={frameUrl} clientToken={clientToken}>
      <Form paymentCardId={paymentCardId} />
    </SordinoProvider>
  );
}

function Form({ paymentCardId }) {
  const { run, status, result, error } = useSetPaymentCardPin();
  const submit = (event) => {
    event.preventDefault();
    run({ paymentCardId });
  };
  return (
    <form onSubmit={submit}>
      <Field kind="pin" />
      <Field kind="pinConfirm" />
      <button type="submit" disabled={status === 'pending'}>
        Set PIN
      </button>
      <p id="result" role="status">
        {status === 'done' && `The PIN of the card ending in ${result.last4} is set.`}
        {status === 'failed' &&
          error.code !== 'invalid-fields' &&
          `That did not work: ${error.code}`}
      </p>
    </form>
  );
}
