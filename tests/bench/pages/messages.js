// @ts-check
// One message from the page to a frame of another site and one back, by Sordino, penpal and
// comlink.
import { createSession } from '/sordino/index.js';
import { wrap } from 'comlink';
import { connect, WindowMessenger } from 'penpal';

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const { frameUrl } = await (await fetch('/config.json')).json();

/** @param {string} name */
async function frameOf(name) {
  const frame = document.createElement('iframe');
  frame.src = `${frameUrl}${name}.html`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  main.append(frame);
  await loaded;
  return /** @type {Window} */ (frame.contentWindow);
}

/** The message, as large as an operation's input. */
const INPUT = { paymentCardId: 7 };

const session = /** @type {any} */ (
  createSession({ frameUrl, clientToken: () => Promise.reject() })
);
await session.ready;

const origin = new URL(frameUrl).origin;
const penpalFrame = document.createElement('iframe');
penpalFrame.src = `${frameUrl}penpal.html`;
main.append(penpalFrame);
const messenger = new WindowMessenger({
  remoteWindow: /** @type {Window} */ (penpalFrame.contentWindow),
  allowedOrigins: [origin],
});
const penpal = /** @type {any} */ (await connect({ messenger }).promise);

const { port1, port2 } = new MessageChannel();
(await frameOf('comlink')).postMessage(0, origin, [port2]);
const comlink = /** @type {any} */ (wrap(port1));

/** @type {Record<string, () => Promise<unknown>>} */
const ways = {
  // The vault decodes, checks and refuses this call without a request, since an id must be a
  // string.
  sordino: () =>
    session.viewPaymentCard(INPUT).catch((/** @type {any} */ error) => {
      if (error.code !== 'invalid-input') throw error;
    }),
  penpal: () => penpal.echo(INPUT),
  comlink: () => comlink.echo(INPUT),
};

/**
 * @param {string} name
 * @param {number} times
 * @returns {Promise<number>} milliseconds of one round trip
 */
async function roundTrip(name, times) {
  const way = ways[name];
  const began = performance.now();
  for (let count = 0; count < times; count += 1) await way();
  return (performance.now() - began) / times;
}

Object.assign(window, { harness: { roundTrip } });
