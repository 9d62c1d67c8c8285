/**
 * Creates rules for hosts that limit their number. A file name that has the same headers in every
 * release has one rule. A further release therefore adds two rules, for its two documents, whose
 * policies contain the hashes and the embedders of the release.
 *
 * No path matches two rules, because hosts would join the headers of both.
 */
import type { Served } from '../deployment.js';
import type { Headers } from '../headers.js';

/** The headers of one file name, in one release or in all. */
export interface Rule {
  /** The release's folder; `undefined` for all releases. */
  folder?: string;
  /** The name of the file. */
  name: string;
  headers: Headers;
}

/** Creates the rules of some releases. */
export const rulesOf = (served: readonly Served[]): Rule[] => {
  const names = new Set(served.flatMap(({ manifest }) => Object.keys(manifest.files)));
  return [...names].flatMap((name): Rule[] => {
    const rules = served.flatMap(({ folder, manifest }) => {
      const headers = manifest.files[name]?.headers;
      return headers ? [{ folder, name, headers }] : [];
    });
    const [first] = rules;
    const isShared =
      first != undefined &&
      !name.endsWith('.html') &&
      rules.every(({ headers }) => isSame(headers, first.headers));
    return isShared ? [{ name, headers: first.headers }] : rules;
  });
};

const isSame = (one: Headers, other: Headers): boolean =>
  Object.keys(one).length == Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] == value);
