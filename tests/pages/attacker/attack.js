// @ts-check
// What an attacker's script says to windows that are not its own, and what it hears back. The pages
// here are served from a third origin; the same script also runs in the page under test, where it
// stands for an injected one.

/** Everything that was heard, on the window and on every port that was sent out. @type {unknown[]} */
const heard = [];

/** Which attacks were sent, so that silence is not mistaken for safety. */
let sent = 0;

/**
 * Messages as the loader, the vault and fields send them, and some that nobody sends.
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
 * What the owner of a session's port could ask for.
 *
 * @param {MessagePort} port
 * @param {string} cardId
 * @param {readonly HTMLIFrameElement[]} [fields] to take over
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
 * Says everything to a window, each time with a port of its own to answer on.
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
 * Every window that can be reached from here: those above, those that opened this one, and the
 * frames of all.
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
