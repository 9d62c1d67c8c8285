// @ts-check
// Waits for a condition. No test waits for time to pass.

/** Milliseconds after which a condition counts as never met on this machine. */
const TIMEOUT = 15_000;
const PAUSE = 20;

/**
 * Calls a function until its result is truthy.
 *
 * @template T
 * @param {string} what the condition, for the message of a failure
 * @param {() => T | Promise<T>} probe
 * @param {number} [timeout] milliseconds
 * @returns {Promise<NonNullable<T>>} the first truthy result
 */
export async function until(what, probe, timeout = TIMEOUT) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not met within ${timeout} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
