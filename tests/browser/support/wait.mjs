// @ts-check
// Waiting for a condition. No test waits for time to pass.

/** How long anything on this machine may take before it counts as never. */
const PATIENCE = 15_000;
const PAUSE = 20;

/**
 * Asks again until the answer is truthy.
 *
 * @template T
 * @param {string} what named in the failure
 * @param {() => T | Promise<T>} probe
 * @param {number} [patience] milliseconds
 * @returns {Promise<NonNullable<T>>} the first truthy answer
 */
export async function until(what, probe, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${patience} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
