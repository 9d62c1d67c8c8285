/** Compares the headers of an answer with those of a deployment. */
import type { Headers } from '../headers.js';
import type { Answer } from './http.js';

/** A header that differs. */
export interface HeaderProblem {
  problem: string;
  expected?: string;
  found?: string;
}

/** Headers that a frame never has, with their effect. */
const FOREIGN: Record<string, string> = {
  'set-cookie':
    'sets a cookie, which a frame does not need and which could track a person across sites',
  'x-frame-options': 'keeps pages from embedding it',
  refresh: 'would navigate the frame away',
  'service-worker-allowed': 'would let a service worker answer for other folders',
  'access-control-allow-credentials': 'would let other origins read with credentials',
};

/** One year, in seconds. A longer time is accepted too. */
const LEAST_STRICT_TRANSPORT_SECURITY = 31_536_000;

/** Returns the headers that differ, are missing, or must not be there. */
export const headerProblems = (expected: Headers, { headers }: Answer): HeaderProblem[] => {
  const problems: HeaderProblem[] = [];
  for (const [name, value] of Object.entries(expected)) {
    const found = valuesOf(headers, name);
    if (found.length == 0) problems.push({ problem: `has no ${name}`, expected: value });
    else if (found.length > 1)
      problems.push({
        problem: `has ${name} ${found.length} times`,
        expected: value,
        found: found.join(' | '),
      });
    else if (!isSame(name, value, found[0] ?? ''))
      problems.push({
        problem: differs(name, value, found[0] ?? ''),
        expected: value,
        found: found[0] ?? '',
      });
  }
  for (const [name, why] of Object.entries(FOREIGN)) {
    const [found] = valuesOf(headers, name);
    if (found != undefined) problems.push({ problem: `has ${name}, which ${why}`, found });
  }
  return problems;
};

/** Returns all values of a header. */
export const valuesOf = (headers: Answer['headers'], name: string): string[] =>
  headers
    .filter(([found]) => found.toLowerCase() == name.toLowerCase())
    .map(([, value]) => value.trim());

/** Returns the sources of a policy by directive. If a directive occurs twice, the first counts. */
export const directives = (policy: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const directive of policy.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    if (name != '' && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), sources);
  }
  return found;
};

const isSame = (name: string, expected: string, found: string): boolean => {
  switch (name) {
    case 'Content-Security-Policy':
      return differingDirectives(expected, found).length == 0;
    case 'Cache-Control':
    case 'Permissions-Policy':
      return list(expected) == list(found);
    case 'Strict-Transport-Security':
      return Number(/max-age="?(\d+)/i.exec(found)?.[1] ?? 0) >= LEAST_STRICT_TRANSPORT_SECURITY;
    case 'Content-Type':
      return plain(expected) == plain(found);
    default:
      return expected == found;
  }
};

const differs = (name: string, expected: string, found: string): string =>
  name == 'Content-Security-Policy'
    ? `has another ${name} (${differingDirectives(expected, found).join(', ')})`
    : `has another ${name}`;

const differingDirectives = (expected: string, found: string): string[] => {
  const [one, other] = [directives(expected), directives(found)];
  const text = (sources: string[] | undefined): string | undefined =>
    sources && [...sources].sort().join(' ');
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => text(one.get(name)) != text(other.get(name)),
  );
};

const list = (value: string): string =>
  value
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .sort()
    .join(', ');

const plain = (value: string): string => value.toLowerCase().replace(/[\s"]/g, '');
