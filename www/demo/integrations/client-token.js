// @ts-check

/**
 * Sordino calls this when it needs a token: first for the first operation, and again before a token
 * expires.
 * @param {string} use the operation that the token must allow
 * @param {string} [id] the object that the token is for
 */
export function clientToken(use, id) {
  return async () => {
    const answer = await fetch('/client-tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ for: use, id }),
    });
    if (!answer.ok) throw new Error(`no client token: ${answer.status}`);
    return answer.json(); // { value, expirationDate, usage }
  };
}
