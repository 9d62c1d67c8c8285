import { SordinoError } from './error.js';
import type { Code } from './generated/protocol.js';

/** Creates the error for a value of the page that can't be used. */
export const refusal = (path: string, code: Code = 'invalid-options'): SordinoError =>
  new SordinoError({ code, retryable: false, fields: [{ path, code: 'invalid' }] });

/**
 * Copies plain data: objects, lists and primitives. Calls each getter once, because a second call
 * could return another value. A proxy is copied as a plain object.
 *
 * @throws {@link SordinoError} `code`, with the path of the first value that no message can
 * contain: a function, a symbol, a `Date`, or a cycle. A path of more than 200 characters counts as
 * a cycle; no option and no input is that deep.
 */
export const readPlain = <T>(given: T, code?: Code, path = ''): T => {
  // Distinguishes lists, objects and a `Date`, also behind a proxy.
  const kind = {}.toString.call(given);
  if (/ (St|Nu|Bo|Un)/.test(kind)) return given;
  if (path[200] || !/ (Ar|Ob)/.test(kind)) throw refusal(path, code);
  // Without a prototype, `__proto__` is an ordinary name, and the frame refuses it.
  const copy = (/ A/.test(kind) ? [] : { __proto__: null }) as unknown as {
    [K in keyof T]: T[K];
  };
  for (const name of Object.keys(given as object) as (keyof T & string)[])
    copy[name] = readPlain(given[name], code, path + (path && '.') + name);
  return copy;
};
