// @ts-check
// The control: a page without Sordino that shows a card and an account, takes a person's data, and
// uploads a file. Its recorder must hear everything that it must not hear elsewhere.

const VIEW = `query View($id: ID!) {
  node(id: $id) {
    ... on PaymentCard { expirationDate restrictedDetails { ... on PaymentCardRestrictedDetails { number cvv } } }
    ... on DirectDepositDetail { restrictedDetails { ... on DirectDepositDetailRestrictedDetails { number } } }
  }
}`;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @typedef {{ id: string, token: string }} Subject */

/**
 * @param {string} api
 * @param {Subject} subject
 */
async function view(api, { id, token }) {
  const answer = await fetch(api, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: VIEW, variables: { id } }),
  });
  return (await answer.json()).data.node;
}

/** @param {{ api: string, card: Subject, account: Subject }} options */
async function show({ api, card, account }) {
  const { expirationDate, restrictedDetails } = await view(api, card);
  const expiry = `${expirationDate.slice(5, 7)}/${expirationDate.slice(2, 4)}`;
  byId('card').textContent = `${restrictedDetails.number} ${restrictedDetails.cvv} ${expiry}`;
  byId('account').textContent = (await view(api, account)).restrictedDetails.number;
}

let isSent = false;
document.querySelector('button')?.addEventListener('click', async () => {
  const inputs = /** @type {HTMLInputElement[]} */ ([
    ...document.querySelectorAll('input:not([type])'),
  ]);
  const person = Object.fromEntries(inputs.map(({ id, value }) => [id, value]));
  const [file] = /** @type {HTMLInputElement} */ (byId('file')).files ?? [];
  // No server handles them here; it is enough that they are sent.
  await fetch('/nowhere', { method: 'POST', body: JSON.stringify(person) });
  await fetch('/nowhere', { method: 'POST', body: await file.arrayBuffer() });
  isSent = true;
});

Object.assign(window, { harness: { show, isSent: () => isSent } });
