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

/** Behind POST /client-tokens. Both are for nobody yet: there is no id to name. */
export const mintAccountHolderToken = () => mint(ACCOUNT_HOLDER);
export const mintAuthorizedUserToken = () => mint(AUTHORIZED_USER);

async function mint(mutation) {
  const token = await callApi(mutation);
  if (!token.value) throw new Error('the API minted no token');
  return token; // { value, expirationDate, usage }: typed data in, a token out, minutes
}
