/** What is written into a frame when it is deployed, and what no page can change later. */
import { endpoint, origin } from './addresses.js';
import { reason, Refused } from './errors.js';
import { type GivenPolicy, type Policy, policyOf } from './policy.js';

export interface Configuration {
  /** The GraphQL endpoint: the only place that a token or an operation is ever sent to. */
  api: string;
  /** The origins whose pages may embed the frame. */
  embedders: string[];
  /** The origins that documents may be uploaded to. */
  uploads: string[];
  /** What it allows, whatever the page asks for. */
  policy: Policy;
}

/** As the command line gives it. */
export interface Given {
  api?: string | undefined;
  embedders: readonly string[];
  uploads: readonly string[];
  fonts?: readonly string[];
  policy?: GivenPolicy;
}

/**
 * Checks everything.
 *
 * @throws {@link Refused} that names each wrong value with its reason.
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

  if (api == undefined)
    reasons.push(
      '--api URL is missing: the GraphQL endpoint, the only place that the frame sends anything to',
    );
  if (embedders.length == 0)
    reasons.push('--embedder ORIGIN is missing: the origin of the pages that may embed the frame');
  const configuration = {
    api: (api == undefined ? undefined : attempt(() => endpoint('--api', api))) ?? '',
    embedders: origins('--embedder', embedders),
    uploads: origins('--upload', uploads),
    policy: attempt(() => policyOf(policy)) ?? {},
  };
  if (reasons.length > 0) throw new Refused(reasons.join('\n'));
  return configuration;
};
