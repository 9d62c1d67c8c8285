/**
 * The limits of hosts: the length of a header, because a policy grows with each embedder, and the
 * number of rules, because a folder can contain several releases.
 */
import type { Served } from './deployment.js';
import { behaviorsOf } from './hosts/cloudfront.js';
import { rulesOf } from './hosts/rules.js';

const LENGTHS: readonly (readonly [host: string, characters: number])[] = [
  ['CloudFront (the value)', 1_783],
  ['Cloudflare (a line of _headers)', 2_000],
  ['nginx and most proxies (all headers)', 4_096],
];

/**
 * Cloudflare allows 100 rules in `_headers`, and Vercel 1,024 headers in a project. CloudFront
 * allows 25 cache behaviors in a distribution and 20 policies in an account, or more on request.
 */
const COUNTS: readonly (readonly [
  host: string,
  what: string,
  most: number,
  count: (served: readonly Served[]) => number,
])[] = [
  ['Cloudflare', 'rules of _headers', 100, (served) => rulesOf(served).length],
  ['Vercel', 'headers of vercel.json', 1_024, (served) => rulesOf(served).length],
  ['CloudFront', 'cache behaviors', 25, (served) => behaviorsOf(served).behaviors.size],
  ['CloudFront', 'response headers policies', 20, (served) => behaviorsOf(served).policies.size],
];

/** Returns a warning for each host whose limits the releases exceed. */
export const pastLimits = (served: readonly Served[]): string[] => [
  ...served.flatMap(tooLong),
  ...COUNTS.flatMap(([host, what, most, count]) =>
    count(served) > most
      ? [
          `${served.length} releases need ${count(served)} ${what}, more than ${host} allows (${most} by default): ` +
            'delete the folders of releases that no page uses, or choose another host',
        ]
      : [],
  ),
];

const tooLong = ({ folder, manifest }: Served): string[] => {
  const all = Object.values(manifest.files).flatMap(({ headers }) => Object.entries(headers));
  const [name = '', value = ''] = all.sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const line = `  ${name}: ${value}`.length;
  return LENGTHS.filter(([, limit]) => line > limit).map(
    ([host, limit]) =>
      `${name} of ${folder} has ${value.length} characters, more than ${host} allows (${limit}): deploy a frame for each group of embedders with --folder`,
  );
};
