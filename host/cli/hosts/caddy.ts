/** Configuration for Caddy 2. Its file server finds the compressed files automatically. */
import type { Served } from '../deployment.js';
import type { Headers } from '../headers.js';
import { MARK } from './mark.js';

const INTRODUCTION = `# Sordino’s frame, for Caddy 2. ${MARK} Import it into a site with its own host name, whose root
# is the folder with the releases:
#
#   frame.example.com {
#     root * /srv/sordino
#     import /srv/sordino/hosting/Caddyfile
#   }
`;

export const caddy = (served: readonly Served[]): string => {
  const blocks = served.flatMap(({ folder, manifest }) => [
    ...Object.entries(manifest.files).map(([name, { headers }]) =>
      file(`/${folder}/${name}`, headers),
    ),
    `handle /${folder}/* {\n${header(manifest.otherwise)}\trespond 404\n}\n`,
  ]);
  return [INTRODUCTION, ...blocks].join('\n');
};

const file = (path: string, headers: Headers): string => {
  const name = `@sordino${path.replace(/[^a-z0-9]/gi, '_')}`;
  // Matches only files that exist, because browsers must not keep a 404 for a year.
  return `${name} {\n\tpath ${path}\n\tfile\n}\nhandle ${name} {\n${header(headers)}\tfile_server {\n\t\tprecompressed br gzip\n\t}\n}\n`;
};

const header = (headers: Headers): string =>
  `\theader {\n${Object.entries(headers)
    .map(([name, value]) => `\t\t${name} "${value.replace(/["\\]/g, '\\$&')}"\n`)
    .join('')}\t}\n`;
