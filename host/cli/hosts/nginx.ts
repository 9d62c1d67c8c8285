/**
 * Configuration for nginx. It needs only the modules of every distribution: a rewrite selects
 * brotli, and `gzip_static` selects gzip.
 *
 * Each location contains all headers, because its `add_header` directives replace those of the
 * server.
 */
import type { Served } from '../deployment.js';
import type { Headers } from '../headers.js';
import { MARK } from './mark.js';

const INTRODUCTION = `# Sordino’s frame, for nginx 1.18 or newer. ${MARK} Include it in a server with its own host
# name, whose root is the folder with the releases:
#
#   server {
#     listen 443 ssl;
#     server_name frame.example.com;
#     root /srv/sordino;
#     include /srv/sordino/hosting/nginx.conf;
#   }
`;

/** Matches an `Accept-Encoding` with `br`, unless its weight is 0. */
const TAKES_BROTLI = String.raw`"(^|,)\s*br\s*(;\s*q=(1|0\.\d*[1-9])\d*)?\s*(,|$)"`;

export const nginx = (served: readonly Served[]): string => {
  const blocks = served.flatMap(({ folder, manifest }) => [
    ...Object.entries(manifest.files).flatMap(([name, { headers }]) =>
      file(`/${folder}/${name}`, headers),
    ),
    location(`^~ /${folder}/`, ['return 404;', ...addAlways(manifest.otherwise)]),
  ]);
  return [INTRODUCTION, ...blocks].join('\n');
};

const file = (path: string, headers: Headers): string[] => {
  const { 'Content-Type': type = '', 'Cache-Control': caching = '', ...rest } = headers;
  const shared = [
    'types { }',
    `default_type ${quoted(type)};`,
    // Without `always`, so that browsers do not keep a 404.
    `add_header Cache-Control ${quoted(caching)};`,
    'add_header Vary "Accept-Encoding";',
    ...addAlways(rest),
  ];
  return [
    location(`= ${path}`, [
      `if ($http_accept_encoding ~* ${TAKES_BROTLI}) { rewrite ^ ${path}.br last; }`,
      'gzip_static on;',
      ...shared,
    ]),
    location(`= ${path}.br`, [
      'internal;',
      'gzip off;',
      'gzip_static off;',
      'add_header Content-Encoding br;',
      ...shared,
    ]),
  ];
};

const location = (where: string, lines: readonly string[]): string =>
  `location ${where} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

const addAlways = (headers: Headers): string[] =>
  Object.entries(headers).map(([name, value]) => `add_header ${name} ${quoted(value)} always;`);

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
