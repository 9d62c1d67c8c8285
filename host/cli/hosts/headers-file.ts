/**
 * The file `_headers` of Netlify and Cloudflare. `:release` matches the folder of any release. Each
 * path matches one rule only, because these hosts would join the headers of several.
 */
import type { Served } from '../deployment.js';
import { MARK } from './mark.js';
import { rulesOf } from './rules.js';

export const headersFile = (served: readonly Served[]): string => {
  const rules = rulesOf(served).map(({ folder = ':release', name, headers }) =>
    [
      `/${folder}/${name}`,
      ...Object.entries(headers).map(([header, value]) => `  ${header}: ${value}`),
    ].join('\n'),
  );
  return `# Sordino’s frame. ${MARK}\n${rules.join('\n\n')}\n`;
};
