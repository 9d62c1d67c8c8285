import { SordinoError } from './error.js';
import type { Code } from './generated/protocol.js';

/** The error for a value that the page gave and that can't be taken. */
export const refusal = (path: string, code: Code = 'invalid-options'): SordinoError =>
  new SordinoError({ code, retryable: false, fields: [{ path, code: 'invalid' }] });

/**
 * Copies plain data: objects, lists and primitives. Reads a proxy as the object that it stands for,
 * and each getter once, because a second read could give another value.
 *
 * @throws {@link SordinoError} `code` and the path of the first value that no message can carry: a
 * function, a symbol, a `Date`, or a cycle: no option and no input has a path of 200 characters.
 */
export const readPlain = <T>(given: T, code?: Code, path = ''): T => {
  // Tells a proxy of a list from one of an object, and a `Date` from both.
  const kind = {}.toString.call(given);
  if (/ (St|Nu|Bo|Un)/.test(kind)) return given;
  if (path[200] || !/ (Ar|Ob)/.test(kind)) throw refusal(path, code);
  // Without a prototype, `__proto__` is a name like any other, and is judged as one.
  const copy = (/ A/.test(kind) ? [] : { __proto__: null }) as unknown as {
    [K in keyof T]: T[K];
  };
  for (const name of Object.keys(given as object) as (keyof T & string)[])
    copy[name] = readPlain(given[name], code, path + (path && '.') + name);
  return copy;
};
