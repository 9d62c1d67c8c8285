// @ts-check
// submit: from the call to the request's arrival at the API, against a plain `fetch` of the same
// body. reveal: from the response's last byte to the painted digits, against a page that writes
// them into its own document. The page, the frames and the server are on one machine with one
// clock.
import { interleave, ratio, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */
/** @import { Document, Tab } from "../support/chromium.mjs" */

const PIN = '4071';
const WARM_UP = 3;

/**
 * Returns the time at which the API got the last request of a name.
 *
 * @param {Context} context
 * @param {string} operation
 */
async function arrival({ stand }, operation) {
  const requests = (await stand.control.requests()).filter(
    ({ operationName }) => operationName === operation,
  );
  await stand.control.clearRequests();
  const last = requests.at(-1);
  if (last?.status !== 200)
    throw new Error(`${operation} did not arrive, or was answered by ${last?.status}`);
  return last.receivedAt;
}

/**
 * Returns the body that the vault sends for an operation; the plain page sends the same body.
 *
 * @param {Document} vault
 * @param {() => Promise<unknown>} call
 * @returns {Promise<string>}
 */
async function bodyOf(vault, call) {
  await vault.ask('Network.enable', { maxPostDataSize: 65_536 });
  /** @type {string | undefined} */
  let id;
  const stop = vault.instruments.listen(({ method, params, sessionId }) => {
    if (
      sessionId === vault.session &&
      method === 'Network.requestWillBeSent' &&
      params.request.method === 'POST'
    )
      id = params.requestId;
  });
  await call();
  stop();
  const { postData } = await vault.ask('Network.getRequestPostData', { requestId: id });
  await vault.ask('Network.disable');
  return postData;
}

/** @param {Context} context */
async function cards({ stand }) {
  const { paymentCards } = await (
    await fetch(new URL('/objects.json', stand.addresses.app))
  ).json();
  return paymentCards.filter((/** @type {any} */ card) => card.status === 'ACTIVE');
}

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureSubmit(context) {
  const { chromium, stand, samples, say } = context;
  const [{ id }] = await cards(context);
  const tab = await chromium.visit(new URL('/bench.html', stand.addresses.app));
  await tab.run(
    `harness.begin(["pin", "pinConfirm"], { for: "setPaymentCardPin", id: ${JSON.stringify(id)} })`,
  );
  const fields = await tab.frames('/field.html', 2);
  const type = async () => {
    // Dispatches events in the field's document, because typing needs the focus of the whole
    // browser. The field handles the same events.
    for (const field of fields) {
      await field.run(
        `document.querySelector("input").focus(); document.execCommand("insertText", false, "${PIN}")`,
      );
    }
    await typed(tab);
  };
  const call = async () => {
    await type();
    return tab.run(`harness.call("setPaymentCardPin", { paymentCardId: ${JSON.stringify(id)} })`);
  };
  const [vault] = await tab.frames('/vault.html');
  const body = await bodyOf(vault, call);
  const token = (await tab.run('harness.token')).value;
  const plain = await chromium.visit(new URL('/plain.html', stand.addresses.app));
  const request = JSON.stringify({ api: stand.addresses.api, token, body });
  await stand.control.clearRequests();
  const operation = JSON.parse(body).operationName;
  await plain.run(`harness.connect(${JSON.stringify(stand.addresses.frame)})`);
  const {
    sordino,
    fetch: other,
    frame,
  } = await interleave(
    {
      async sordino() {
        await tab.ask('Page.bringToFront');
        const called = await call();
        return (await arrival(context, operation)) - called;
      },
      async fetch() {
        await plain.ask('Page.bringToFront');
        const called = await plain.run(`harness.submit(${request})`);
        return (await arrival(context, operation)) - called;
      },
      async frame() {
        await plain.ask('Page.bringToFront');
        const called = await plain.run(`harness.submitByFrame(${request})`);
        return (await arrival(context, operation)) - called;
      },
    },
    { samples, warmUp: WARM_UP },
  );
  await tab.close();
  await plain.close();
  const figure = /** @type {Figure} */ ({
    name: 'submit',
    engine: 'chromium',
    unit: 'ms',
    sordino: spread(sordino),
    against: { what: 'plain fetch', ...spread(other) },
    ratio: ratio(sordino, other),
  });
  figure.more = {
    difference: figure.sordino.median - (figure.against?.median ?? 0),
    bodyBytes: body.length,
  };
  const limit = /** @type {Figure} */ ({
    ...{
      name: 'submit, the limit of a frame',
      engine: 'chromium',
      unit: 'ms',
      sordino: spread(sordino),
    },
    ...{
      against: { what: 'a bare frame that fetches when told', ...spread(frame) },
      ratio: ratio(sordino, frame),
    },
  });
  for (const { name, sordino, against } of [figure, limit])
    say(`${name}: ${sordino.median.toFixed(2)} against ${against?.median.toFixed(2)} ms`);
  return [figure, limit];
}

/** Waits until both fields are complete. @param {Tab} tab */
async function typed(tab) {
  await tab.run(`new Promise((resolve) => {
    const look = () => (harness.complete?.every(Boolean) ? resolve(0) : setTimeout(look, 1));
    look();
  })`);
}

/**
 * Measures in a document when the next frame is painted after a change of its text.
 */
const WATCH = `
  window.painted = [];
  new MutationObserver(() => {
    const changed = performance.timeOrigin + performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        painted.push({ changed, painted: performance.timeOrigin + performance.now(), text: document.body.innerText });
        port1.close();
      };
      port2.postMessage(0);
    });
  }).observe(document.body, { subtree: true, childList: true, characterData: true });`;

/** Measures in the requesting document when the last byte of the answer was there. */
const LAST_BYTE = `(() => {
  const entry = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/graphql")).at(-1);
  return performance.timeOrigin + entry.responseEnd;
})()`;

/**
 * @param {Document} document
 * @param {string} digits the last four
 * @returns {Promise<{ changed: number, painted: number }>}
 */
async function shownAt(document, digits) {
  return document.run(`new Promise((resolve) => {
    const look = () => {
      const found = painted.find(({ text }) => text.replace(/\\s/g, "").includes("${digits}"));
      if (found) resolve(found);
      else setTimeout(look, 2);
    };
    look();
  })`);
}

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureReveal(context) {
  const { chromium, stand, samples, say } = context;
  const [{ id, last4 }] = await cards(context);
  const tab = await chromium.visit(new URL('/bench.html', stand.addresses.app));
  await tab.run(
    `harness.begin(["cardNumber"], { for: "viewPaymentCard", id: ${JSON.stringify(id)} })`,
  );
  const [vault] = await tab.frames('/vault.html');
  const [field] = await tab.frames('/field.html');
  const view = `harness.call("viewPaymentCard", { paymentCardId: ${JSON.stringify(id)} })`;
  const body = await bodyOf(vault, () => tab.run(view));
  const token = (await tab.run('harness.token')).value;
  const plain = await chromium.visit(new URL('/plain.html', stand.addresses.app));
  for (const document of [field, plain]) await document.run(WATCH);
  const request = JSON.stringify({ api: stand.addresses.api, token, body });
  // With the warm-up rounds, which are removed below.
  /** @type {{ sordino: number[], plain: number[] }} */
  const inDocument = { sordino: [], plain: [] };
  const { sordino, plain: other } = await interleave(
    {
      async sordino() {
        await tab.ask('Page.bringToFront');
        await tab.run('harness.session.hide()');
        await field.run(`new Promise((resolve) => {
          const look = () => (document.querySelector(".seen").textContent.includes("${last4}") ? setTimeout(look, 1) : resolve(0));
          look();
        })`);
        await field.run(
          'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(painted = []), 120)))',
        );
        await tab.run(view);
        const { changed, painted } = await shownAt(field, last4);
        const last = await vault.run(LAST_BYTE);
        inDocument.sordino.push(changed - last);
        return painted - last;
      },
      async plain() {
        await plain.ask('Page.bringToFront');
        await plain.run("document.querySelector('output').textContent = '••••'");
        await plain.run(
          'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(painted = []), 120)))',
        );
        await plain.run(`harness.reveal(${request})`);
        const { changed, painted } = await shownAt(plain, last4);
        const last = await plain.run(LAST_BYTE);
        inDocument.plain.push(changed - last);
        return painted - last;
      },
    },
    { samples, warmUp: WARM_UP },
  );
  await tab.close();
  await plain.close();
  for (const series of Object.values(inDocument)) series.splice(0, WARM_UP);
  const figures = /** @type {Figure[]} */ ([
    {
      name: 'reveal',
      engine: 'chromium',
      unit: 'ms',
      sordino: spread(sordino),
      against: { what: 'plain page', ...spread(other) },
      ratio: ratio(sordino, other),
    },
    {
      name: 'reveal, until it is in the document',
      engine: 'chromium',
      unit: 'ms',
      sordino: spread(inDocument.sordino),
      against: { what: 'plain page', ...spread(inDocument.plain) },
      ratio: ratio(inDocument.sordino, inDocument.plain),
    },
  ]);
  for (const { name, sordino, against } of figures)
    say(`${name}: ${sordino.median.toFixed(2)} against ${against?.median.toFixed(2)} ms`);
  return figures;
}
