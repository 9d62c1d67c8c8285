// @ts-check
// Requests to the page's own server: the address of the frame, and the customer's (fictitious)
// objects.

/**
 * @typedef {{ id: string, status: string, last4: string, network?: string, holderName?: string }}
 * Card
 * @typedef {{ frameUrl: string, release?: string }} Config
 * @typedef {{
 *   paymentCards: Card[],
 *   directDepositDetails: { id: string }[],
 *   externalBankAccountDetails: { id: string, last4?: string }[],
 *   accountHolders: { id: string, kind: "person" | "business", name: string }[],
 *   documentUploadSessions: { id: string, status: string, requiredDocumentTypes?: string[] }[],
 * }} Objects
 */

/** @returns {Promise<Config>} */
export const config = () => get('/config.json');

/** @type {Promise<Objects> | undefined} */
let known;

/** Requests the objects once for each page. @returns {Promise<Objects>} */
export const objects = () => (known ??= get('/objects.json'));

/** @param {string} path */
async function get(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}
