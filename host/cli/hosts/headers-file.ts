/**
 * `_headers`, as Netlify and Cloudflare read it; `:release` stands for the folder of any release.
 * Headers of rules that both match would be joined: each path has one rule.
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
