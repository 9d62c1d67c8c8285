// @ts-check
// The page under test: calls the drop-in modules as a page that uses Highnote's packages calls
// those, and records each callback.
import { configure } from '/sordino/highnote/index.js';
import { renderFields as renderCard } from '/sordino/highnote/card-viewer.js';
import { initializeDocumentUploadSdk } from '/sordino/highnote/document-upload.js';
import { renderFields as renderPin } from '/sordino/highnote/secure-inputs.js';

/** @type {{ name: string, what: any }[]} */
const called = [];
/** @param {string} name */
const note =
  (name) =>
  (/** @type {any[]} */ ...what) =>
    void called.push({ name, what: what[0] instanceof Element ? what[0].id : what });

/** The result of the last call. @type {any} */
let rendered;

/** @param {string} use @param {string} id */
async function mint(use, id) {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ for: use, id }),
  };
  return (await (await fetch('/client-tokens', init)).json()).value;
}

const ready = fetch('/config.json')
  .then((answer) => answer.json())
  .then(configure);

const elements = {
  cardNumber: { selector: '#number' },
  cvv: { selector: '#cvv' },
  expirationDate: { selector: '#expiry' },
};

/** @param {any} options */
async function card({ id, use = 'viewPaymentCard', styles, selector, ...options }) {
  await ready;
  const cardNumber = { selector: selector ?? '#number', ...(styles && { styles }) };
  rendered = await renderCard({
    clientToken: await mint(use, id),
    paymentCardId: id,
    onError: note('onError'),
    onReady: note('onReady'),
    onCopyToClipboardSuccess: note('onCopyToClipboardSuccess'),
    environment: 'test',
    ...options,
    elements: { ...elements, cardNumber },
  });
}

/** @param {any} options */
async function pin({ id, ...options }) {
  await ready;
  rendered = await renderPin({
    clientToken: await mint('setPaymentCardPin', id),
    elements: { pin: { selector: '#pin', paymentCardId: id } },
    onInput: note('onInput'),
    onError: note('onError'),
    onSuccess: note('onSuccess'),
    ...options,
  });
}

/** @param {any} options */
async function documents({ id, selector = '#documents', ...options }) {
  await ready;
  rendered = await initializeDocumentUploadSdk({
    clientToken: await mint('uploadDocuments', id),
    documentUploadSessionId: id,
    documentUploadComponent: { selector },
    onError: note('onError'),
    onLoad: note('onLoad'),
    onSuccess: note('onSuccess'),
    ...options,
  });
}

Object.assign(window, {
  harness: {
    card,
    pin,
    documents,
    configure,
    ready,
    called: () => called,
    call: (/** @type {string} */ method) => rendered[method](),
  },
});
