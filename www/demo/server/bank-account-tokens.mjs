import { callApi } from './api.mjs';

const DIRECT_DEPOSIT = `
  mutation Mint($input: GenerateDirectDepositDetailClientTokenInput!) {
    generateDirectDepositDetailClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

const EXTERNAL_ACCOUNT = `
  mutation Mint($input: GenerateExternalBankAccountDetailClientTokenInput!) {
    generateExternalBankAccountDetailClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

const permissions = ['READ_RESTRICTED_DETAILS'];

/** Handles POST /client-tokens. First check that the account belongs to the signed-in person. */
export const mintDirectDepositToken = (directDepositDetailId) =>
  mint(DIRECT_DEPOSIT, { directDepositDetailId, permissions });

export const mintExternalAccountToken = (externalBankAccountDetailId) =>
  mint(EXTERNAL_ACCOUNT, { externalBankAccountDetailId, permissions });

async function mint(mutation, input) {
  const token = await callApi(mutation, { input });
  if (!token.value) throw new Error('the API minted no token');
  return token; // { value, expirationDate, usage }: one account, reading, minutes
}
