/** Caddy 2: its file server takes the compressed files by itself. */
import type { Served } from '../deployment.js';
import type { Headers } from '../headers.js';
import { MARK } from './mark.js';

const INTRODUCTION = `# Sordino’s frame, for Caddy 2. ${MARK} To be imported into the site of a host name of its own,
# with the folder that holds the releases as its root:
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
  // Only when it is there: an answer that it is not must not be kept for a year.
  return `${name} {\n\tpath ${path}\n\tfile\n}\nhandle ${name} {\n${header(headers)}\tfile_server {\n\t\tprecompressed br gzip\n\t}\n}\n`;
};

const header = (headers: Headers): string =>
  `\theader {\n${Object.entries(headers)
    .map(([name, value]) => `\t\t${name} "${value.replace(/["\\]/g, '\\$&')}"\n`)
    .join('')}\t}\n`;
