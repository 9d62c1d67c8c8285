// @ts-check

/**
 * Sordino asks this when it needs a token: at the start, and again when one nears its end.
 * @param {string} use what the token shall allow
 * @param {string} [id] the one object it shall allow it for
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
