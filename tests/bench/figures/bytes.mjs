// @ts-check
// Downloads of the frame at a first and a second visit: requests from the server's log, bytes as
// the browser counted them.
import { Instruments } from '../../browser/support/instruments.mjs';
import { spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

/** Names of the wasm and its glue. */
const CODE = /\.(wasm|js)$/;

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureBytes({ chromium, stand, say }) {
  const { instruments } = chromium;
  const { browserContextId } = await instruments.ask('Target.createBrowserContext');
  /** @type {Figure[]} */
  const figures = [];
  for (const [visit, cache] of /** @type {const} */ ([
    ['first', 'cold'],
    ['second', 'warm'],
  ])) {
    await stand.control.clearRequests();
    const sizes = await downloads(
      instruments,
      browserContextId,
      new URL('/bench.html', stand.addresses.app),
      stand.addresses.frame,
    );
    const requests = (await stand.control.requests()).filter(({ origin }) => origin === 'frame');
    const sum = (/** @type {(name: string) => boolean} */ which) =>
      [...sizes].filter(([name]) => which(name)).reduce((total, [, size]) => total + size, 0);
    const figure = (
      /** @type {string} */ name,
      /** @type {string} */ unit,
      /** @type {number} */ value,
    ) => figures.push({ name, cache, engine: 'chromium', unit, sordino: spread([value]) });
    figure(
      `bytes of a ${visit} visit`,
      'bytes',
      sum(() => true),
    );
    figure(
      `bytes of wasm and glue of a ${visit} visit`,
      'bytes',
      sum((name) => CODE.test(name)),
    );
    figure(`requests of a ${visit} visit`, 'requests', requests.length);
    say(`${visit} visit: ${sum(() => true)} bytes, ${requests.length} requests`);
  }
  await instruments.ask('Target.disposeBrowserContext', { browserContextId });
  return figures;
}

/**
 * Opens a session with one field and adds up the bytes that the frame took from the network, with
 * headers.
 *
 * @param {Instruments} instruments
 * @param {string} browserContextId
 * @param {URL} url
 * @param {string} frame
 * @returns {Promise<Map<string, number>>}
 */
async function downloads(instruments, browserContextId, url, frame) {
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const stop = instruments.listen(({ method, params, sessionId }) => {
    if (method === 'Target.attachedToTarget') {
      // The browser waits for this command, so no request is missed.
      const { sessionId: session } = params;
      void (async () => {
        await instruments.ask('Network.enable', {}, session);
        await instruments.ask(
          'Target.setAutoAttach',
          { autoAttach: true, waitForDebuggerOnStart: true, flatten: true },
          session,
        );
        await instruments.ask('Runtime.runIfWaitingForDebugger', {}, session);
      })().catch(() => {});
    } else if (method === 'Network.requestWillBeSent' && params.request.url.startsWith(frame)) {
      names.set(params.requestId, params.request.url.slice(frame.length));
    } else if (method === 'Network.loadingFinished') {
      const name = names.get(params.requestId);
      if (name) sizes.set(name, (sizes.get(name) ?? 0) + params.encodedDataLength);
    }
    return sessionId;
  });
  const { targetId } = await instruments.ask('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
  });
  const { sessionId } = await instruments.ask('Target.attachToTarget', { targetId, flatten: true });
  await instruments.ask(
    'Target.setAutoAttach',
    { autoAttach: true, waitForDebuggerOnStart: true, flatten: true },
    sessionId,
  );
  await instruments.ask('Page.enable', {}, sessionId);
  await instruments.ask('Page.navigate', { url: url.href }, sessionId);
  const expression = `new Promise(async (resolve) => {
    while (!window.harness) await new Promise((later) => setTimeout(later, 20));
    resolve(harness.sordino(1));
  })`;
  for (;;) {
    const { exceptionDetails } = await instruments.ask(
      'Runtime.evaluate',
      { expression, awaitPromise: true },
      sessionId,
    );
    if (!exceptionDetails) break;
    if (!/navigated|context/i.test(exceptionDetails.text)) throw new Error(exceptionDetails.text);
  }
  // Waits for requests that are still under way, such as an unused preload.
  await new Promise((resolve) => setTimeout(resolve, 300));
  stop();
  await instruments.ask('Target.closeTarget', { targetId });
  return sizes;
}
