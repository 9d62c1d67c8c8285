// @ts-check

/**
 * The page's own server redeems the token, once and within an hour.
 * Neither the page nor the server sees the typed data.
 * @param {"person" | "business" | "authorizedUser"} kind
 * @param {string} token the result of Sordino's tokenize operation
 * @returns {Promise<{ id: string, status?: string }>}
 */
export async function createOnServer(kind, token) {
  const answer = await fetch('/account-holders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, token }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? `answered ${answer.status}`);
  return body;
}
