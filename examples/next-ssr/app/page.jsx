import { PinForm } from './pin-form';

// Rendered on the server, with values that only the server has.
export const dynamic = 'force-dynamic';

export default function Page() {
  return (
    <main>
      <h1>Set a PIN</h1>
      <PinForm
        frameUrl={process.env.SORDINO_FRAME_URL}
        paymentCardId={process.env.PAYMENT_CARD_ID}
      />
    </main>
  );
}
