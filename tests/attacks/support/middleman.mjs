// @ts-check
// A proxy between the browser and the real frame and API. It passes everything on unchanged, except
// for the changes that a test makes. A control uses it to switch off one defence, and an attack
// that needs the network uses it too.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * @typedef {object} Passing
 * @property {string} path
 * @property {number} status
 * @property {Record<string, string>} headers with names in lower case
 * @property {string | Uint8Array} body a string if it is a document, a script or JSON
 */

/** @typedef {(passing: Passing) => void | Promise<void>} Change */

/**
 * @typedef {object} Middleman
 * @property {string} origin
 * @property {string} frameUrl the folder of vault.html on this server
 * @property {(change: Change) => void} onFrame changes the answers of the frame's origin, from now
 * on
 * @property {(change: Change) => void} onApi makes the frame send its operations to this server,
 * and changes the answers of the API
 * @property {() => void} reset passes everything on as it is
 * @property {() => string[]} log the paths that were requested since the last reset
 * @property {() => Promise<void>} stop
 */

/** Headers that belong to one connection, so that they are not passed on. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'host',
];
const READABLE = /^(text\/|application\/(json|javascript|graphql-response))/;

/**
 * The keeper: a document of the frame's origin that no deployment has. It outlives the vault, and
 * keeps the values that are stored in it.
 *
 * @type {Passing}
 */
const KEEPER = {
  path: '/keeper.html',
  status: 200,
  headers: {
    'content-type': 'text/html',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'cross-origin',
  },
  body: '<!doctype html><title>Keeper</title><script>window.isKeeper = true; window.said = [];</script>',
};

/**
 * @param {{ frame: string, api: string }} addresses
 * @returns {Promise<Middleman>}
 */
export async function startMiddleman({ frame, api }) {
  /** @type {Change | undefined} */
  let changeFrame;
  /** @type {Change | undefined} */
  let changeApi;
  /** @type {string[]} */
  let log = [];
  const folder = new URL(frame);

  /** @param {import("node:http").IncomingMessage} request */
  async function pass(request) {
    const path = request.url ?? '/';
    log.push(path);
    if (path.endsWith('/keeper.html')) return KEEPER;
    const isApi = path === '/graphql';
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    /** @type {Record<string, string>} */
    const headers = {};
    for (const [name, value] of Object.entries(request.headers)) {
      if (!HOP_BY_HOP.includes(name) && typeof value === 'string') headers[name] = value;
    }
    headers['accept-encoding'] = 'identity';
    const method = request.method ?? 'GET';
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const answer = await fetch(isApi ? api : new URL(path, folder.origin), {
      method,
      headers,
      body,
      redirect: 'manual',
    });
    const answered = Object.fromEntries(
      [...answer.headers].filter(([name]) => !HOP_BY_HOP.includes(name)),
    );
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const isText = READABLE.test(answered['content-type'] ?? '');
    /** @type {Passing} */
    const passing = {
      path,
      status: answer.status,
      // Not cached, because the next test may change something else.
      headers: { ...answered, 'cache-control': 'no-store' },
      body: isText ? new TextDecoder().decode(bytes) : bytes,
    };
    if (isApi) {
      await changeApi?.(passing);
    } else {
      if (changeApi && typeof passing.body === 'string' && path.endsWith('/vault.html')) {
        passing.body = passing.body.replaceAll(api, `${origin}/graphql`);
        passing.headers['content-security-policy'] = passing.headers[
          'content-security-policy'
        ]?.replace('connect-src ', `connect-src ${origin} `);
      }
      await changeFrame?.(passing);
    }
    return passing;
  }

  const server = createServer((request, response) => {
    pass(request).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.writeHead(502).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the middleman has no port');
  const origin = `http://127.0.0.1:${address.port}`;

  return {
    origin,
    frameUrl: origin + folder.pathname,
    onFrame: (change) => (changeFrame = change),
    onApi: (change) => (changeApi = change),
    reset() {
      changeFrame = changeApi = undefined;
      log = [];
    },
    log: () => log,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Inserts a script before all others into a document, and allows it in the document's policy.
 *
 * @param {Passing} passing
 * @param {string} script
 */
export function allowScript(passing, script) {
  insertScript(passing, script);
  const hash = createHash('sha256').update(script).digest('base64');
  passing.headers['content-security-policy'] = passing.headers['content-security-policy']?.replace(
    'script-src ',
    `script-src 'sha256-${hash}' `,
  );
}

/**
 * Inserts a script before all others into a document, as an attacker without access to the headers
 * would.
 *
 * @param {Passing} passing
 * @param {string} script
 */
export function insertScript(passing, script) {
  if (typeof passing.body !== 'string') throw new Error(`${passing.path} is not a text document`);
  passing.body = passing.body.replace(/(<title>)/, `<script>${script}</script>$1`);
}
