// Your server's requests to the card API, in Node.js. Only the server has the API key, never a page
// or an app.

/**
 * @param {string} query a GraphQL document with one field
 * @param {object} [variables]
 */
export async function callApi(query, variables) {
  const key = Buffer.from(`${process.env.CARD_API_KEY}:`);
  const answer = await fetch(process.env.CARD_API_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${key.toString('base64')}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (!answer.ok || errors) throw new Error(`the card API said ${answer.status}`);
  return Object.values(data)[0];
}
