/**
 * What a deployment allows, whatever the page asks for: written into `vault.html`, where no script
 * of a page can change it. The vault reads it strictly (core/src/policy.rs).
 */
import type { Operation } from '../src/generated/protocol.js';
import { reason, Refused } from './errors.js';

/** A member that is not there limits nothing. */
export interface Policy {
  /** No shown value can be copied. */
  noCopy?: true;
  /** No value is shown without a press of its own button. */
  noUnmasked?: true;
  /** The seconds after which a revealed value is hidden at the latest. */
  longestShow?: number;
  /** The operations that may be called. */
  operations?: Operation[];
  /** The claims that a client token must have, each with its value. */
  claims?: Record<string, string>;
}

/** As the command line gives it. */
export interface GivenPolicy {
  noCopy?: boolean;
  noUnmasked?: boolean;
  longestShow?: string;
  operations?: readonly string[];
  claims?: readonly string[];
}

/** The names of all operations: a name that is missing or too many is a type error. */
const OPERATIONS: Record<Operation, true> = {
  setPaymentCardPin: true,
  viewPaymentCard: true,
  viewDirectDepositDetail: true,
  viewExternalBankAccountDetail: true,
  tokenizePersonAccountHolder: true,
  tokenizeBusinessAccountHolder: true,
  tokenizeAuthorizedUser: true,
  createPersonAccountHolder: true,
  createBusinessAccountHolder: true,
  createAuthorizedUser: true,
  uploadDocuments: true,
};

/** As in core/src/policy.rs: the most that a page can ask for. */
const LONGEST_SHOW = 300;

/** A claim's name or value: short, and nothing that can't be seen. */
const CLAIM_PART = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

/**
 * Checks every limit.
 *
 * @throws {@link Refused} that names each wrong value with its reason.
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

/** The results of `read` for each value, given those before it, without those that are none. */
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
  if (!Object.hasOwn(OPERATIONS, name))
    throw new Refused(
      `${said} is not an operation of a session: ${Object.keys(OPERATIONS).join(', ')}`,
    );
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
 * Reads the policy of a deployed `vault.html`, of a host that is not trusted.
 *
 * @throws {@link Refused} when it is none that `policyOf` could have made.
 */
export const parsePolicy = (text: string): Policy => {
  const refused = new Refused('its policy is none that sordino frame writes');
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
  // Only what comes out the same was understood as a whole.
  if (JSON.stringify(policy) != text) throw refused;
  return policy;
};

/** The limits, each as it is said on the command line. */
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
