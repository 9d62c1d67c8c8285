/**
 * Checks the addresses that are written into a frame. They become part of a Content-Security-Policy
 * and of the vault's own checks. Each is therefore normalized to the spelling that browsers
 * compare, or refused with a reason.
 */
import { Refused } from './errors.js';

/** The form of a host in ASCII. No character can end a directive of a policy. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/;

/** The form of a path. No character can end a directive of a policy. */
const PATH = /^\/[\w.~/%-]*$/;

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1])$/;

/** Whether only the same machine can reach an address. */
export const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname);

/**
 * Parses an origin, and returns it as browsers write it: scheme, host, and the port unless it is
 * the default.
 *
 * @param option The name on the command line, for the message.
 * @throws {@link Refused} if the value is not an origin, or is on http and not a loopback address.
 */
export const origin = (option: string, value: string): string => {
  const url = parse(option, value, 'an origin');
  if (value.includes('?') || value.includes('#') || url.pathname != '/' || value.endsWith('/')) {
    const part = value.includes('?') ? 'a query' : value.includes('#') ? 'a fragment' : 'a path';
    throw refused(option, value, `has ${part}, where an origin belongs: ${url.origin}`);
  }
  return url.origin;
};

/**
 * Parses the address of the GraphQL endpoint. Its path becomes part of the policy.
 *
 * @throws {@link Refused} if the address has a query or a fragment, or as in {@link origin}.
 */
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

/** Parses the address of a frame's folder, and adds a slash at its end. */
export const frameUrl = (option: string, value: string): URL => {
  const url = parse(option, value, 'a frame’s address');
  if (value.includes('?') || value.includes('#'))
    throw refused(option, value, 'has a query or a fragment; it is the folder of vault.html');
  if (url.pathname.endsWith('.html'))
    throw refused(option, value, `names a file; the frame is its folder: ${new URL('.', url)}`);
  return url.pathname.endsWith('/') ? url : new URL(`${url}/`);
};

/** Parses any of these addresses. */
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
