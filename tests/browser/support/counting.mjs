// @ts-check
// Asserts that a count is within its budget.

/** @import { Budget } from "./budgets.mjs" */

/**
 * @param {import("node:test").TestContext} context reports a count that fell
 * @param {string} name
 * @param {Budget} budget
 * @param {readonly string[]} counted the name of each counted thing
 */
export function hold(context, name, { most, least = most, why }, counted) {
  const found = counted.length;
  const list = counted.join(', ') || 'none';
  if (found > most)
    throw new Error(
      `${name}: ${found}, ${found - most} past its budget of ${most} (${why}): ${list}`,
    );
  context.diagnostic(
    `${name}: ${found} of ${most}${found < least ? '; it fell: lower its budget in budgets.mjs' : ''} (${list})`,
  );
}
