// @ts-check
// Requests of the pages to the customer's server.

/** @typedef {{ for: string, id?: string }} TokenWish the operation of a token, and its object */

/**
 * Mints a client token.
 *
 * @param {TokenWish & { usage?: string }} wish
 * @param {string} [origin] the sandbox's controls, which mint unusual tokens too
 */
export async function clientToken(wish, origin = '') {
  const answer = await fetch(`${origin}/client-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (!answer.ok) throw new Error(`the customer's server answered ${answer.status}`);
  return answer.json();
}
