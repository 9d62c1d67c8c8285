// @ts-check
// A service worker of the page that handles every request it can get, and returns their addresses.
const worker = /** @type {any} */ (self);

/** @type {string[]} */
const seen = [];

worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (/** @type {any} */ event) =>
  event.waitUntil(worker.clients.claim()),
);
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  seen.push(event.request.url);
  event.respondWith(fetch(event.request));
});
worker.addEventListener('message', (/** @type {any} */ event) => event.ports[0].postMessage(seen));
