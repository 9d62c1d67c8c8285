import { callApi } from './api.mjs';

const MINT = `
  mutation Mint($input: GeneratePaymentCardClientTokenInput!) {
    generatePaymentCardClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

/**
 * Handles POST /client-tokens. First check that the signed-in person may do this with this card.
 * @param {string} paymentCardId
 * @param {"SET_PAYMENT_CARD_PIN" | "READ_RESTRICTED_DETAILS"} permission
 */
export async function mintPaymentCardToken(paymentCardId, permission) {
  const token = await callApi(MINT, { input: { paymentCardId, permissions: [permission] } });
  if (!token.value) throw new Error('the API minted no token');
  return token; // { value, expirationDate, usage }: one card, one permission, minutes
}
