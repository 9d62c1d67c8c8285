/**
 * How long a header may be, where a host cuts it off or refuses it: a policy grows with each
 * embedder.
 */
import type { Manifest } from './deployment.js';

const LIMITS: readonly (readonly [host: string, characters: number])[] = [
  ['CloudFront (the value)', 1_783],
  ['Cloudflare (a line of _headers)', 2_000],
  ['nginx and most proxies (all headers)', 4_096],
];

/** A sentence for each host that would not take what the manifest says. */
export const pastLimits = ({ files }: Manifest): string[] => {
  const all = Object.values(files).flatMap(({ headers }) => Object.entries(headers));
  const [name = '', value = ''] = all.sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const line = `  ${name}: ${value}`.length;
  return LIMITS.filter(([, limit]) => line > limit).map(
    ([host, limit]) =>
      `${name} has ${value.length} characters, more than ${host} takes (${limit}): deploy a frame for each group of embedders with --folder`,
  );
};
