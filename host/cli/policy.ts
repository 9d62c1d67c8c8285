/**
 * The limits of a deployment, which hold whatever the page requests. They are written into
 * `vault.html`, where no script of a page can change them. The vault refuses a policy that it does
 * not understand completely (core/src/policy.rs).
 */
import { LONGEST_SHOW, type Operation, OPERATIONS } from '../src/generated/protocol.js';
import { reason, Refused } from './errors.js';

/** Checked limits. A missing member is no limit. */
export interface Policy {
  /** No shown value can be copied. */
  noCopy?: true;
  /** Every value is masked until the person presses its button. */
  noUnmasked?: true;
  /** The most seconds until a revealed value is masked again. */
  longestShow?: number;
  /** The operations that may be called. */
  operations?: Operation[];
  /** The claims that a client token must have, each with its value. */
  claims?: Record<string, string>;
}

/** The values from the command line. */
export interface GivenPolicy {
  noCopy?: boolean;
  noUnmasked?: boolean;
  longestShow?: string;
  operations?: readonly string[];
  claims?: readonly string[];
}

/** The form of a claim's name or value: 1 to 200 visible characters. */
const CLAIM_PART = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

/**
 * Checks all limits.
 *
 * @throws {@link Refused} with one line for each wrong value.
 */
export const policyOf = (given: GivenPolicy): Policy => {
  const { noCopy, noUnmasked, longestShow, operations = [], claims = [] } = given;
  const reasons: string[] = [];
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      reasons.push(reason(error));
      return undefined;
    }
  };
  const policy: Policy = {
    ...(noCopy && { noCopy }),
    ...(noUnmasked && { noUnmasked }),
  };
  if (longestShow != undefined) {
    const seconds = attempt(() => secondsOf(longestShow));
    if (seconds != undefined) policy.longestShow = seconds;
  }
  if (operations.length > 0)
    policy.operations = each(operations, (value, others) =>
      attempt(() => operationOf(value, others)),
    );
  if (claims.length > 0)
    policy.claims = Object.fromEntries(
      each(claims, (value, others: [string, string][]) => attempt(() => claimOf(value, others))),
    );
  if (reasons.length > 0) throw new Refused(reasons.join('\n'));
  return policy;
};

/** Calls `read` with each value and the results before it; returns the results that are defined. */
const each = <T>(
  values: readonly string[],
  read: (value: string, before: T[]) => T | undefined,
): T[] => {
  const found: T[] = [];
  for (const value of values) {
    const one = read(value, found);
    if (one != undefined) found.push(one);
  }
  return found;
};

const secondsOf = (text: string): number => {
  const seconds = Number(text);
  if (!/^\d{1,3}$/.test(text) || seconds < 1 || seconds > LONGEST_SHOW)
    throw new Refused(
      `--longest-show ${JSON.stringify(text)} is not a number of seconds: 1 to ${LONGEST_SHOW}`,
    );
  return seconds;
};

const operationOf = (name: string, others: readonly string[]): Operation => {
  const said = `--operation ${JSON.stringify(name)}`;
  if (!OPERATIONS.includes(name as Operation))
    throw new Refused(`${said} is not an operation of a session: ${OPERATIONS.join(', ')}`);
  if (others.includes(name)) throw new Refused(`${said} is given twice`);
  return name as Operation;
};

const claimOf = (text: string, others: readonly [string, string][]): [string, string] => {
  const said = `--claim ${JSON.stringify(text)}`;
  const at = text.indexOf('=');
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || value == '')
    throw new Refused(`${said} is not of the form NAME=VALUE, such as org=og_…`);
  if (!CLAIM_PART.test(name) || !CLAIM_PART.test(value))
    throw new Refused(
      `${said} has a control or invisible character, or more than 200 characters on a side`,
    );
  if (others.some(([other]) => other == name))
    throw new Refused(`${said} has a name that is given twice: a claim has one value`);
  return [name, value];
};

/**
 * Reads the policy of a deployed `vault.html`. Its host is not trusted.
 *
 * @throws {@link Refused} if `policyOf` could not have created it.
 */
export const parsePolicy = (text: string): Policy => {
  const refused = new Refused('its policy was not written by sordino frame');
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw refused;
  }
  if (typeof found != 'object' || found == null) throw refused;
  const { longestShow, operations, claims, ...flags } = found as Policy;
  const policy = policyOf({
    ...flags,
    ...(longestShow != undefined && { longestShow: String(longestShow) }),
    ...(Array.isArray(operations) && { operations: operations.map(String) }),
    ...(typeof claims == 'object' &&
      claims != null && {
        claims: Object.entries(claims).map(([name, value]) => `${name}=${String(value)}`),
      }),
  });
  // Refuses a policy with more or other members than those read here.
  if (JSON.stringify(policy) != text) throw refused;
  return policy;
};

/** Returns the limits as options of the command line. */
export const optionsOf = ({
  noCopy,
  noUnmasked,
  longestShow,
  operations,
  claims,
}: Policy): string[] => [
  ...(noCopy ? ['--no-copy'] : []),
  ...(noUnmasked ? ['--no-unmasked'] : []),
  ...(longestShow == undefined ? [] : [`--longest-show ${longestShow}`]),
  ...(operations ?? []).map((name) => `--operation ${name}`),
  ...Object.entries(claims ?? {}).map(([name, value]) => `--claim ${name}=${value}`),
];
