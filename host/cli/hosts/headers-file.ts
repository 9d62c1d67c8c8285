/**
 * `_headers`, as Netlify and Cloudflare read it. Headers of rules that both match would be joined:
 * each path has one rule.
 */
import type { Served } from '../write.js';

export const headersFile = (served: readonly Served[]): string => {
  const rules = served.flatMap(({ folder, manifest }) =>
    Object.entries(manifest.files).map(([name, { headers }]) =>
      [
        `/${folder}/${name}`,
        ...Object.entries(headers).map(([header, value]) => `  ${header}: ${value}`),
      ].join('\n'),
    ),
  );
  return `# Sordino’s frame. Written by \`sordino frame\`; do not edit.\n${rules.join('\n\n')}\n`;
};
