// @ts-check
// A customer's server in Node.js 20, without packages. It serves the page, its configuration and
// client tokens.
//
//   CARD_API_URL=… CARD_API_KEY=… SORDINO_FRAME_URL=… PAYMENT_CARD_ID=… PORT=3000 node server.mjs
//   [--strict] FOLDER…
//
// `--strict` adds the strictest headers that a page can have: a CSP with a nonce, Trusted Types and
// cross-origin isolation.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const {
  CARD_API_URL = '',
  CARD_API_KEY = '',
  SORDINO_FRAME_URL = '',
  PAYMENT_CARD_ID = '',
  PORT = '3000',
} = process.env;
const isStrict = process.argv.includes('--strict');
const folders = process.argv.slice(2).filter((argument) => argument !== '--strict');

const MINT = `
  mutation Mint($input: GeneratePaymentCardClientTokenInput!) {
    generatePaymentCardClientToken(input: $input) {
      ... on ClientToken { value expirationDate usage }
    }
  }`;

/**
 * Creates a client token for one card and one permission, which is valid for some minutes. The
 * API key stays on this server.
 *
 * @param {string} paymentCardId
 * @param {"SET_PAYMENT_CARD_PIN" | "READ_RESTRICTED_DETAILS"} permission
 */
async function mintClientToken(paymentCardId, permission) {
  const answer = await fetch(CARD_API_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${CARD_API_KEY}:`).toString('base64')}`,
    },
    body: JSON.stringify({
      query: MINT,
      variables: { input: { paymentCardId, permissions: [permission] } },
    }),
    signal: AbortSignal.timeout(10_000),
  });
  const token = (await answer.json()).data?.generatePaymentCardClientToken;
  if (!token?.value) throw new Error(`the card API answered ${answer.status} and minted no token`);
  return token;
}

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
});

/** @param {string} path */
async function fileOf(path) {
  const name = normalize(path.endsWith('/') ? `${path}index.html` : path);
  for (const folder of folders) {
    const content = await readFile(join(folder, name)).catch(() => undefined);
    if (content) return { content, type: TYPES[extname(name)] ?? 'application/octet-stream' };
  }
  return undefined;
}

/**
 * A strict policy. Sordino only needs its frame's origin in `frame-src`. It needs no inline style,
 * no `eval` and no Trusted Types policy.
 *
 * @param {string} nonce
 */
const strictHeaders = (nonce) => ({
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    `frame-src ${new URL(SORDINO_FRAME_URL).origin}`,
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
});

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  /** @param {number} status @param {unknown} body */
  const json = (status, body) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(body));
  try {
    if (pathname === '/config.json')
      return json(200, { frameUrl: SORDINO_FRAME_URL, paymentCardId: PAYMENT_CARD_ID });
    if (pathname === '/client-tokens' && request.method === 'POST') {
      // Accepts only requests of this site's pages. A real server also checks that the person is
      // signed in and owns the card.
      if (request.headers['sec-fetch-site'] !== 'same-origin')
        return json(403, { error: 'only pages of this site may ask' });
      return json(201, await mintClientToken(PAYMENT_CARD_ID, 'SET_PAYMENT_CARD_PIN'));
    }
    const file = await fileOf(pathname);
    if (!file) return response.writeHead(404).end();
    const nonce = randomBytes(16).toString('base64');
    const isPage = file.type.startsWith('text/html');
    const content =
      isPage && isStrict
        ? file.content.toString().replaceAll('<script', `<script nonce="${nonce}"`)
        : file.content;
    response
      .writeHead(200, {
        'content-type': file.type,
        ...(isPage && isStrict && strictHeaders(nonce)),
      })
      .end(content);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (!response.headersSent) json(502, { error: 'the card API did not answer as it should' });
  }
});
server.listen(Number(PORT), 'localhost', () => console.log(`http://localhost:${PORT}/`));
