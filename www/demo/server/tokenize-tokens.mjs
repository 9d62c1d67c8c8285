import { callApi } from './api.mjs';

const ACCOUNT_HOLDER = `
  mutation Mint {
    generateTokenizeAccountHolderClientToken {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

const AUTHORIZED_USER = `
  mutation Mint {
    generateTokenizeAuthorizedUserClientToken {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

/** Handles POST /client-tokens. The tokens name no object, because it does not exist yet. */
export const mintAccountHolderToken = () => mint(ACCOUNT_HOLDER);
export const mintAuthorizedUserToken = () => mint(AUTHORIZED_USER);

async function mint(mutation) {
  const token = await callApi(mutation);
  if (!token.value) throw new Error('the API minted no token');
  return token; // { value, expirationDate, usage }: typed data in, a token out, minutes
}
