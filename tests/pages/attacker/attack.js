// @ts-check
// An attacker's script: it sends messages to other windows, and records their answers. The pages
// here are served from a third origin. The same script also runs in the page under test, as an
// injected script.

/** Everything that arrived on the window and on every port that was sent out. @type {unknown[]} */
const heard = [];

/** The number of attacks that were sent, so that no answer is not mistaken for a defence. */
let sent = 0;

/**
 * Messages like those of the loader, the vault and fields, and some that nobody sends.
 *
 * @param {string} cardId
 */
const forgeries = (cardId) => [
  { sordino: 1 },
  { sordino: 1, release: '0.1.0' },
  { ready: {} },
  { done: { id: 1, result: { id: cardId, pinIsSet: true } } },
  { needToken: { request: 1, reason: 'first' } },
  { call: { id: 1, operation: 'setPaymentCardPin', input: { paymentCardId: cardId } } },
  { destroy: {} },
  'sordino-field',
  0,
];

/**
 * Commands that the owner of a session's port could send.
 *
 * @param {MessagePort} port
 * @param {string} cardId
 * @param {readonly HTMLIFrameElement[]} [fields] the fields to take over
 */
function drive(port, cardId, fields = []) {
  port.onmessage = (event) => {
    heard.push({ port: event.data });
    if (event.data?.needToken) {
      const token = /** @type {any} */ (window).stolenToken ?? 'attackers.own.token';
      port.postMessage({ token: { request: event.data.needToken.request, token } });
    }
  };
  port.postMessage({ start: { timeout: 5_000 } });
  const kinds = ['pin', 'pinConfirm'];
  for (const [index, { name }] of fields.entries())
    port.postMessage({ addField: { id: name, kind: kinds[index] ?? 'pin' } });
  port.postMessage({
    call: { id: 7, operation: 'setPaymentCardPin', input: { paymentCardId: cardId } },
  });
}

/**
 * Sends every message to a window, each with its own port for the answer.
 *
 * @param {Window} target
 * @param {string} cardId
 */
function attack(target, cardId) {
  for (const message of forgeries(cardId)) {
    const { port1, port2 } = new MessageChannel();
    drive(port1, cardId);
    target.postMessage(message, '*', [port2]);
    sent += 1;
  }
}

/**
 * Returns every window that can be reached from here: ancestors, openers, and the frames of all of
 * them.
 *
 * @returns {Window[]}
 */
function neighbours() {
  const found = new Set(/** @type {Window[]} */ ([]));
  const starts = [window.parent, ...(window.opener ? [window.opener] : [])];
  for (const start of starts) {
    for (let above = start; ; above = above.parent) {
      found.add(above);
      for (let index = 0; index < above.length; index += 1) found.add(above[index]);
      if (above === above.parent) break;
    }
  }
  found.delete(window);
  return [...found];
}

window.addEventListener('message', (event) =>
  heard.push({ origin: event.origin, data: event.data, ports: event.ports.length }),
);

Object.assign(window, {
  attacker: {
    heard: () => heard,
    sent: () => sent,
    neighbours,
    attack,
    drive,
    /** @param {string} cardId */
    attackAll: (cardId) => {
      for (const target of neighbours()) attack(target, cardId);
    },
  },
});
