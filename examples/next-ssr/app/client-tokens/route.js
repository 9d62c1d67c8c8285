const MINT = `
  mutation Mint($input: GeneratePaymentCardClientTokenInput!) {
    generatePaymentCardClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

/** A real app first checks that the signed-in person may do this with this card. */
export async function POST() {
  const input = {
    paymentCardId: process.env.PAYMENT_CARD_ID,
    permissions: ['SET_PAYMENT_CARD_PIN'],
  };
  const answer = await fetch(process.env.CARD_API_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${process.env.CARD_API_KEY}:`).toString('base64')}`,
    },
    body: JSON.stringify({ query: MINT, variables: { input } }),
  });
  const token = (await answer.json()).data?.generatePaymentCardClientToken;
  if (!token?.value) return Response.json({ error: 'the API minted no token' }, { status: 502 });
  return Response.json(token, { status: 201, headers: { 'cache-control': 'no-store' } });
}
