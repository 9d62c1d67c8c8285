/** The configuration that is written into a frame when it is deployed. No page can change it. */
import { endpoint, origin } from './addresses.js';
import { reason, Refused } from './errors.js';
import { type GivenPolicy, type Policy, policyOf } from './policy.js';

/** A checked configuration. */
export interface Configuration {
  /** The GraphQL endpoint. The frame sends tokens and operations only to this address. */
  api: string;
  /** The origins whose pages may embed the frame. */
  embedders: string[];
  /** The origins that documents may be uploaded to. */
  uploads: string[];
  /** Limits that hold whatever the page requests. */
  policy: Policy;
}

/** The values from the command line. */
export interface Given {
  api?: string | undefined;
  embedders: readonly string[];
  uploads: readonly string[];
  fonts?: readonly string[];
  policy?: GivenPolicy;
}

/**
 * Checks all values.
 *
 * @throws {@link Refused} with one line for each wrong value.
 */
export const configure = ({ api, embedders, uploads, policy = {} }: Given): Configuration => {
  const reasons: string[] = [];
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      reasons.push(reason(error));
      return undefined;
    }
  };
  const origins = (option: string, values: readonly string[]): string[] => {
    const found: string[] = [];
    for (const value of values) {
      const one = attempt(() => origin(option, value));
      if (one == undefined) continue;
      if (found.includes(one)) reasons.push(`${option} ${JSON.stringify(value)} is given twice`);
      found.push(one);
    }
    return found;
  };

  if (api == undefined) reasons.push('--api URL is missing: the address of the GraphQL endpoint');
  if (embedders.length == 0)
    reasons.push('--embedder ORIGIN is missing: the origin of the pages that embed the frame');
  const configuration = {
    api: (api == undefined ? undefined : attempt(() => endpoint('--api', api))) ?? '',
    embedders: origins('--embedder', embedders),
    uploads: origins('--upload', uploads),
    policy: attempt(() => policyOf(policy)) ?? {},
  };
  if (reasons.length > 0) throw new Refused(reasons.join('\n'));
  return configuration;
};
