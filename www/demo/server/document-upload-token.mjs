import { callApi } from './api.mjs';

const MINT = `
  mutation Mint($input: GenerateDocumentUploadClientTokenInput!) {
    generateDocumentUploadClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

/**
 * Behind POST /client-tokens. Check first that the person signed in was asked for these documents.
 * The id comes with the application's required documents, or by webhook.
 * @param {string} documentUploadSessionId
 */
export async function mintDocumentUploadToken(documentUploadSessionId) {
  const permissions = ['MANAGE_DOCUMENT_UPLOAD_SESSION'];
  const token = await callApi(MINT, { input: { documentUploadSessionId, permissions } });
  if (!token.value) throw new Error('the API minted no token');
  return token; // { value, expirationDate, usage }: one request for documents, minutes
}
