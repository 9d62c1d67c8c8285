// @ts-check
// A reporter of node:test that prints the result of each part of each row as one line of JSON.
// `cargo xtask attacks` reads the lines.

/** The names of parts, by which support/row.mjs calls them; the part is in its row's `describe`. */
const PART = /^(attack|control|not applicable): /;

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* rows(source) {
  /** @type {string[]} */
  const path = [];
  for await (const { type, data } of source) {
    const { name, nesting } = data ?? {};
    if (type === 'test:start') {
      path.splice(nesting, path.length, name);
    } else if ((type === 'test:pass' || type === 'test:fail') && nesting > 0 && PART.test(name)) {
      yield `${JSON.stringify({ row: path[nesting - 1], part: name, passed: type === 'test:pass' })}\n`;
    }
  }
}
