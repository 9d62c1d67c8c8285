// @ts-check
// A reporter of node:test: what became of each part of each row, one JSON object a line. `cargo
// xtask attacks` reads it.

/** Rows stand in a `describe` of their file, and parts in a `describe` of their row. */
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
