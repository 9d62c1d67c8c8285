// @ts-check
// A reporter of node:test that prints the results of the thirteen use cases as one line of JSON. A
// use case that did not run has failed.
import { USE_CASES } from './support/names.mjs';

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* verdict(events) {
  /** @type {Set<string>} */
  const passed = new Set();
  /** @type {Set<string>} */
  const failed = new Set();
  for await (const { type, data } of events) {
    if (type === 'test:pass' && !data.skip && !data.todo) passed.add(data.name);
    if (type === 'test:fail') failed.add(data.name);
  }
  const bad = USE_CASES.filter((name) => !passed.has(name) || failed.has(name));
  yield `${JSON.stringify({ passed: USE_CASES.length - bad.length, failed: bad })}\n`;
}
