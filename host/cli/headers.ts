/**
 * Creates the headers on which Sordino's security depends. The servers' configurations, `--serve`,
 * `--verify` and the sandbox all read them from a deployment.
 *
 * 1. A document can only load and reach what it needs, and only its embedders can embed it. Hashes
 *    pin its scripts, and no text becomes code (`require-trusted-types-for`, without any policy).
 * 2. Any other file is inert if someone opens it as a document.
 * 3. The frame's address is not sent to anyone (`Referrer-Policy`), and browsers do not guess types
 *    (`nosniff`).
 * 4. Cross-origin isolated pages can embed the frame (`Cross-Origin-…`).
 * 5. In browsers that support it, the documents share no process with another origin
 *    (`Origin-Agent-Cluster`).
 * 6. Browsers keep a released file, because it never changes. They do not keep the answer that a
 *    file is missing.
 * 7. In browsers that support it, connections that a policy does not cover are blocked too: WebRTC,
 *    DNS and navigation (`Connection-Allowlist`), and scripts without a hash (`Integrity-Policy`).
 */
import type { Configuration } from './configuration.js';

/** Headers by name. */
export type Headers = Record<string, string>;

/**
 * Allows only writing to the clipboard. It lists only names that Chromium knows, because Chromium
 * warns of others in the console.
 */
const PERMISSIONS_POLICY =
  'accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), ' +
  'fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), ' +
  'magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), ' +
  'publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(), ' +
  'xr-spatial-tracking=()';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  // Browsers compile wasm while it arrives only if it has this type.
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
};

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Two years, as the preload lists require. Subdomains are left to the owner of the domain. */
const STRICT_TRANSPORT_SECURITY = 'max-age=63072000';

/** The policy of files that are not documents. */
const NO_DOCUMENT = "default-src 'none'; frame-ancestors 'none'";

/** Returns the directives of both documents. */
const both = ({ embedders }: Configuration): string[] => [
  `frame-ancestors ${embedders.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // The same as the loader's iframes have, so that removing their attribute changes nothing.
  'sandbox allow-scripts allow-same-origin',
];

/**
 * Returns the policy of the vault. It allows one script, by the hash that is also its `integrity`
 * (Chrome 59, Firefox 116, Safari 15.6), so no other file of the origin can run, not even one of
 * another release. The script pins the wasm, which is in the same folder.
 */
export const vaultPolicy = (configuration: Configuration, scriptHash: string): string =>
  [
    "default-src 'none'",
    `script-src '${scriptHash}' 'wasm-unsafe-eval'`,
    ['connect-src', "'self'", configuration.api, ...configuration.uploads].join(' '),
    ...both(configuration),
  ].join('; ');

/**
 * Returns the policy of a field. It allows one style and one script, each by its hash, and files of
 * the origin for a second style sheet and fonts only if the deployment has fonts.
 */
export const fieldPolicy = (
  configuration: Configuration,
  styleHash: string,
  scriptHash: string,
  hasFonts: boolean,
): string =>
  [
    "default-src 'none'",
    `style-src '${styleHash}'${hasFonts ? " 'self'; font-src 'self'" : ''}`,
    `script-src '${scriptHash}'`,
    ...both(configuration),
  ].join('; ');

/**
 * Whether a frame is for development: it sends to this machine, or only pages of this machine can
 * embed it. It has no HSTS, because browsers would apply that to all servers on `localhost`. A
 * production frame that a page under development can embed too has HSTS.
 */
const isForDevelopment = ({ api, embedders, uploads }: Configuration): boolean => {
  const isLocal = (address: string): boolean => address.startsWith('http:');
  return isLocal(api) || uploads.some(isLocal) || embedders.every(isLocal);
};

const common = (configuration: Configuration): Headers => ({
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': PERMISSIONS_POLICY,
  ...(!isForDevelopment(configuration) && {
    'Strict-Transport-Security': STRICT_TRANSPORT_SECURITY,
  }),
});

/** Returns the headers of a file. `policy` is that of a document. */
export const headersOf = (
  name: string,
  configuration: Configuration,
  policy = NO_DOCUMENT,
): Headers => ({
  'Content-Type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
  'Cache-Control': IMMUTABLE,
  'Content-Security-Policy': policy,
  ...common(configuration),
  ...(name.endsWith('.html') && ofDocument(name, configuration)),
});

/**
 * Returns the headers that only documents have. Browsers that do not support them ignore them.
 *
 * `Integrity-Policy` (Chrome 138, Firefox 145) blocks scripts without `integrity`, even if
 * something on the way changes the policy. `Connection-Allowlist` (Chrome 152) blocks all other
 * connections, including WebRTC, DNS prefetches and navigations, which `connect-src` does not
 * cover.
 */
const ofDocument = (name: string, { api, uploads }: Configuration): Headers => {
  const reached = name == 'vault.html' ? [api, ...uploads] : [];
  return {
    'Integrity-Policy': 'blocked-destinations=(script)',
    // Engines do not accept an IPv6 address as a pattern. Only this machine has one here.
    ...(!reached.some((address) => address.includes('[')) && {
      'Connection-Allowlist': `(${['response-origin', ...reached.map((address) => `"${address}"`)].join(' ')})`,
    }),
  };
};

/** Returns the headers of all other responses, such as 404. */
export const otherwise = (configuration: Configuration): Headers => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': NO_DOCUMENT,
  ...common(configuration),
});
