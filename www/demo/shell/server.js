// @ts-check
// What the pages ask of their own server: where the frame is, and which (fictitious) objects the
// customer has.

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

/** Asked for once a page. @returns {Promise<Objects>} */
export const objects = () => (known ??= get('/objects.json'));

/** @param {string} path */
async function get(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}
