// @ts-check
// The control: a page that does the same job as pin.html with its own inputs. The recorder hears
// here what it would hear there, if it could hear anything. `careless` passes a secret through each
// channel once.

const SET_PIN = `mutation SetPaymentCardPin($input: SetPinForPaymentCardInput!) {
  setPinForPaymentCard(input: $input) { __typename }
}`;

/** @type {unknown[]} */
const outcomes = [];

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** @param {{ api: string, token: string, cardId: string }} options */
function open({ api, token, cardId }) {
  document.querySelector('button')?.addEventListener('click', async () => {
    const pin = input('pin').value;
    if (pin !== input('again').value) return;
    const answer = await fetch(api, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: SET_PIN,
        variables: { input: { paymentCardId: cardId, newPin: pin } },
      }),
    });
    outcomes.push((await answer.json()).data.setPinForPaymentCard);
  });
}

/** @param {(port: MessagePort) => void} talk */
function overChannel(talk) {
  const { port1, port2 } = new MessageChannel();
  port2.start();
  talk(port1);
}

/** @type {Record<string, (secret: string) => unknown>} */
const careless = {
  event: (secret) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: secret })),
  dispatch: (secret) =>
    new EventTarget().dispatchEvent(new CustomEvent('change', { detail: { secret } })),
  message: (secret) => window.postMessage({ deep: { secret } }, '*'),
  'port-out': (secret) => overChannel((port) => port.postMessage({ secret })),
  'port-in': (secret) => overChannel((port) => port.postMessage(new TextEncoder().encode(secret))),
  broadcast: (secret) => new BroadcastChannel('careless').postMessage([secret]),
  console: (secret) => console.debug('secret', { secret }),
  error: (secret) => window.dispatchEvent(new ErrorEvent('error', { error: new Error(secret) })),
  rejection: (secret) => void Promise.reject(new Error(secret)),
  fetch: (secret) => fetch(`/config.json?${secret}`),
  xhr: (secret) => new XMLHttpRequest().open('GET', `/config.json?${secret}`),
  beacon: (secret) => navigator.sendBeacon('/config.json', secret),
  address: (secret) => history.replaceState(null, '', `#${secret}`),
  localStorage: (secret) => localStorage.setItem('careless', secret),
  sessionStorage: (secret) => void (sessionStorage.careless = secret),
  // biome-ignore lint/suspicious/noDocumentCookie: what a careless page does.
  cookie: (secret) => void (document.cookie = `careless=${secret}`),
  attribute: (secret) => document.body.setAttribute('data-careless', secret),
  text: (secret) => document.body.append(secret),
  resource: (secret) =>
    new Promise((resolve) =>
      Object.assign(new Image(), { onerror: resolve, src: `/${secret}.png` }),
    ),
  'frame name': (secret) =>
    document.body.append(Object.assign(document.createElement('iframe'), { name: secret })),
  'shadow root': (secret) =>
    document.createElement('p').attachShadow({ mode: 'closed' }).append(secret),
  stringify: (secret) => JSON.stringify({ secret }),
  promise: (secret) => Promise.resolve({ secret }).then((value) => value),
  array: (secret) => [].concat(/** @type {any} */ (secret)).map((value) => value),
  assign: (secret) => Object.assign({}, { deep: secret }),
  setter: (secret) => {
    /** @type {{ pin?: string }} */
    const target = {};
    target.pin = secret;
  },
};

Object.assign(window, { harness: { open, outcomes: () => outcomes }, careless });
