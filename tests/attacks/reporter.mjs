// @ts-check
// A reporter of node:test that prints the result of each part of each row as one line of JSON.
// `cargo xtask attacks` reads the lines.

/**
 * The nesting of a part: it is in the `describe` of its row, which is in the `describe` of its
 * file.
 */
const PART = 2;

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* rows(source) {
  /** @type {string[]} */
  const path = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      path.splice(data.nesting, path.length, data.name);
    } else if ((type === 'test:pass' || type === 'test:fail') && data.nesting === PART) {
      yield `${JSON.stringify({ row: path[PART - 1], part: data.name, passed: type === 'test:pass' })}\n`;
    }
  }
}
