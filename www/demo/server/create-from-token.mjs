import { callApi } from './api.mjs';

const CREATED = {
  person: 'USPersonAccountHolder',
  business: 'USBusinessAccountHolder',
  authorizedUser: 'USPersonAuthorizedUser',
};

/**
 * Handles POST /account-holders: redeems the token that the page got from Sordino. This server
 * never sees the typed data.
 * @param {keyof CREATED} kind
 * @param {string} token valid for an hour and for one use
 */
export async function createFromToken(kind, token) {
  const type = CREATED[kind];
  const mutation = `
    mutation Create($input: Create${type}FromTokenInput!) {
      create${type}FromToken(input: $input) {
        ... on ${type} { id }
        ... on UserError { errors { code errorPath } }
      }
    }`;
  const created = await callApi(mutation, { input: { token } });
  if (!created.id) throw new Error('the API created nothing');
  return created; // { id }: keep it with your own record of this customer
}
