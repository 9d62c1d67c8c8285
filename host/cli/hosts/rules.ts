/**
 * Rules for hosts that take only so many of them: one for each file name that has the same headers
 * in every release, so that another release adds two rules, for its two documents. Their policies
 * name a release's own script by its hash, and its own embedders.
 *
 * Two rules never match one path: hosts would join the headers of both.
 */
import type { Served } from '../deployment.js';
import type { Headers } from '../headers.js';

export interface Rule {
  /** The release's folder; `undefined` for that of any release. */
  folder?: string;
  /** The name of the file. */
  name: string;
  headers: Headers;
}

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
