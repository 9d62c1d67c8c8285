/**
 * The headers that Sordino's claims rest on: the one place where they are made. The servers'
 * configurations, `--serve`, `--verify` and the sandbox all read them from a deployment.
 *
 * 1. A document may load, reach and be embedded by what it needs and by nothing else; what runs in
 *    it is pinned by hash, and no string becomes code (`require-trusted-types-for`, with no policy
 *    to make an exception).
 * 2. What is no document may not be one: a file of the folder shown in a frame runs nothing.
 * 3. Nothing of the frame's address reaches anybody (`Referrer-Policy`), and no type is guessed
 *    (`nosniff`).
 * 4. Cross-origin isolated pages can embed it (`Cross-Origin-…`).
 * 5. Its documents share a process's memory with no other origin's, where browsers can keep them
 *    apart (`Origin-Agent-Cluster`).
 * 6. A released file never changes, so browsers keep it; what is not there is asked for again.
 * 7. What a policy's directives do not cover is closed too, where the engine can: WebRTC, DNS and
 *    navigation (`Connection-Allowlist`), and scripts without a hash (`Integrity-Policy`).
 */
import type { Configuration } from './configuration.js';

/** By name, as they are written. */
export type Headers = Record<string, string>;

/**
 * Nothing but writing to the clipboard. Names that Chromium does not know would be complained about
 * on the console.
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
  // Without it, no browser compiles it while it arrives.
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
};

const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Two years, as the preload lists ask for; not for subdomains, which are not Sordino's to decide
 * about.
 */
const STRICT_TRANSPORT_SECURITY = 'max-age=63072000';

/** What is no document: nothing at all. */
const NO_DOCUMENT = "default-src 'none'; frame-ancestors 'none'";

/** What both documents share. */
const both = ({ embedders }: Configuration): string[] => [
  `frame-ancestors ${embedders.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // As the loader's iframes say; a page that takes the attribute off changes nothing.
  'sandbox allow-scripts allow-same-origin',
];

/**
 * The vault's: one script, by the hash that is also its `integrity` (Chrome 59, Firefox 116, Safari
 * 15.6), so that no other file of the origin runs in it, not even another release's; its wasm comes
 * from beside it, pinned in the script.
 */
export const vaultPolicy = (configuration: Configuration, scriptHash: string): string =>
  [
    "default-src 'none'",
    `script-src '${scriptHash}' 'wasm-unsafe-eval'`,
    ['connect-src', "'self'", configuration.api, ...configuration.uploads].join(' '),
    ...both(configuration),
  ].join('; ');

/**
 * A field's: one style and one script, each by its hash; another style sheet and fonts only where
 * some were declared.
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
 * Whether it is a frame for development: one that speaks to this machine, or that no page elsewhere
 * can embed. On https, HSTS would be kept for `localhost`, and would break the developer's other
 * servers there. A production frame that one page under development may embed as well keeps it.
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

/** The headers of a file that is there; `policy` is a document's own. */
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
 * What only documents take. A browser that knows none of them ignores them.
 *
 * `Integrity-Policy` (Chrome 138, Firefox 145): no script is loaded without `integrity`, whatever
 * the policy becomes on the way. `Connection-Allowlist` (Chrome 152): no connection goes anywhere
 * else, WebRTC, DNS prefetches and navigations among them, which `connect-src` does not cover.
 */
const ofDocument = (name: string, { api, uploads }: Configuration): Headers => {
  const reached = name == 'vault.html' ? [api, ...uploads] : [];
  return {
    'Integrity-Policy': 'blocked-destinations=(script)',
    // An IPv6 address is not a pattern that engines read, and is only ever this machine's own.
    ...(!reached.some((address) => address.includes('[')) && {
      'Connection-Allowlist': `(${['response-origin', ...reached.map((address) => `"${address}"`)].join(' ')})`,
    }),
  };
};

/** The headers of every other answer. */
export const otherwise = (configuration: Configuration): Headers => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': NO_DOCUMENT,
  ...common(configuration),
});
