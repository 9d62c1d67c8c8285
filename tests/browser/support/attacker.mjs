// @ts-check
// The attacker's own server: a third origin that logs all its requests.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const PAGES = new URL('../../pages/attacker/', import.meta.url);
const TYPES = /** @type {const} */ ({ html: 'text/html; charset=utf-8', js: 'text/javascript' });

/**
 * @typedef {object} Attacker
 * @property {string} origin
 * @property {() => string} log everything that it got: addresses, headers, bodies
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Attacker>} */
export async function startAttacker() {
  let log = '';
  const server = createServer((request, response) => {
    log += `${request.method} ${request.url} ${request.rawHeaders.join(' ')}\n`;
    request.on('data', (chunk) => (log += chunk));
    const { pathname } = new URL(request.url ?? '/', 'http://attacker.example');
    const name = /^\/([a-z]+)\.(html|js)$/.exec(pathname);
    const file = name && readFile(fileURLToPath(new URL(`.${pathname}`, PAGES)));
    if (!file) return void response.writeHead(404).end();
    const type = TYPES[/** @type {keyof typeof TYPES} */ (name[2])];
    file.then(
      (text) =>
        response
          .writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' })
          .end(text),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the attacker has no port');
  return {
    // The frame's host with another port: as similar to the frame's origin as an attacker can get
    // here.
    origin: `http://127.0.0.1:${address.port}`,
    log: () => log,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
