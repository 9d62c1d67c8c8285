/**
 * Which addresses may stand in a frame. What is written there goes into a Content-Security-Policy
 * and into the vault's own checks, so each is taken in the one spelling that browsers compare, or
 * refused with the reason.
 */
import { Refused } from './errors.js';

/** What a host may be made of once it is ASCII: nothing that could end a directive of a policy. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/;

/** What a path may be made of: the same. */
const PATH = /^\/[\w.~/%-]*$/;

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1])$/;

/** Whether it can only be reached from the machine that it is on. */
export const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname);

/**
 * An origin as browsers write it: scheme, host and, when it is not the scheme's own, port.
 *
 * @param option its name on the command line, for the reason
 */
export const origin = (option: string, value: string): string => {
  const url = parse(option, value, 'an origin');
  if (value.includes('?') || value.includes('#') || url.pathname != '/' || value.endsWith('/')) {
    const part = value.includes('?') ? 'a query' : value.includes('#') ? 'a fragment' : 'a path';
    throw refused(option, value, `has ${part}, where an origin belongs: ${url.origin}`);
  }
  return url.origin;
};

/** The GraphQL endpoint: a whole address, whose path is part of the policy. */
export const endpoint = (option: string, value: string): string => {
  const url = parse(option, value, 'an endpoint');
  for (const [mark, part] of [
    ['?', 'a query'],
    ['#', 'a fragment'],
  ] as const) {
    if (value.includes(mark))
      throw refused(option, value, `has ${part}; an endpoint is scheme, host and path`);
  }
  if (!PATH.test(url.pathname))
    throw refused(option, value, 'has a character in its path that a policy can’t hold');
  return url.href;
};

/** The folder in which a frame lies, with its slash. */
export const frameUrl = (option: string, value: string): URL => {
  const url = parse(option, value, 'a frame’s address');
  if (value.includes('?') || value.includes('#'))
    throw refused(option, value, 'has a query or a fragment; it is the folder of vault.html');
  if (url.pathname.endsWith('.html'))
    throw refused(option, value, `names a file; the frame is its folder: ${new URL('.', url)}`);
  return url.pathname.endsWith('/') ? url : new URL(`${url}/`);
};

/** What is wrong with any of them. */
const parse = (option: string, value: string, what: string): URL => {
  const no = (why: string): Refused => refused(option, value, why);
  if (value == '' || /[\s\\\p{Cc}]/u.test(value))
    throw no('is empty or has a space, a backslash or a control character in it');
  if (value.includes('*'))
    throw no(
      'is a wildcard, which would let in whoever can have a name like it: give each one by itself',
    );
  if (value == 'null') throw no('is what browsers call an opaque origin, which any page can have');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  if (scheme != undefined && !['http', 'https'].includes(scheme) && !/^[^/]*:\d+$/.test(value)) {
    throw no(
      `has the scheme ${scheme}:, whose origin is opaque or another one’s; only https belongs there`,
    );
  }
  if (!/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value))
    throw no(`is not ${what}: https://host`);
  const url = new URL(value);
  if (/^[^/]*\/\/[^/?#]*@/.test(value)) throw no('has userinfo: no user or password belongs there');
  if (url.hostname.endsWith('.'))
    throw no('ends its host with a dot, which browsers take for another host than the one without');
  if (!HOST.test(url.hostname)) throw no('has a character in its host that no host has');
  if (url.protocol == 'http:' && !isLoopback(url)) {
    throw no(
      'is on http, where anybody on the way can read and change what passes; only a loopback address may be (localhost, 127.0.0.1, [::1])',
    );
  }
  return url;
};

const refused = (option: string, value: string, why: string): Refused =>
  new Refused(`${option} ${JSON.stringify(value)} ${why}`);
