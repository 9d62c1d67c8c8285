import { callApi } from './api.mjs';

const MINT = `
  mutation Mint($input: GenerateDocumentUploadClientTokenInput!) {
    generateDocumentUploadClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

/**
 * Handles POST /client-tokens. First check that the signed-in person was asked for these documents.
 * The id is part of the application's required documents, or arrives by webhook.
 * @param {string} documentUploadSessionId
 */
export async function mintDocumentUploadToken(documentUploadSessionId) {
  const permissions = ['MANAGE_DOCUMENT_UPLOAD_SESSION'];
  const token = await callApi(MINT, { input: { documentUploadSessionId, permissions } });
  if (!token.value) throw new Error('the API minted no token');
  return token; // { value, expirationDate, usage }: one request for documents, minutes
}
