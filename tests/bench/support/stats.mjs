// @ts-check
// Medians with their spread, and runs that expose both variants to the same noise of the machine.

/** @typedef {{ median: number, q1: number, q3: number, n: number }} Spread */

/**
 * @param {readonly number[]} values
 * @param {number} share between 0 and 1
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  if (values.length === 0) throw new Error('nothing was measured');
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
  return { median, q1, q3, n: values.length };
}

/**
 * The ratio of two series that were measured in pairs.
 *
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 * @returns {Spread} the median is the ratio of the medians; the quartiles are those of the pairs'
 * ratios
 */
export function ratio(one, other) {
  const { q1, q3, n } = spread(one.map((value, index) => value / other[index]));
  return { median: spread(one).median / spread(other).median, q1, q3, n };
}

/**
 * Measures the variants in turn, alternating between both orders, so that a slow phase of the
 * machine affects all of them.
 *
 * @template {string} Name
 * @param {Record<Name, () => Promise<number>>} variants
 * @param {{ samples: number, warmUp?: number }} how
 * @returns {Promise<Record<Name, number[]>>}
 */
export async function interleave(variants, { samples, warmUp = 2 }) {
  const names = /** @type {Name[]} */ (Object.keys(variants));
  const measured = /** @type {Record<Name, number[]>} */ (
    Object.fromEntries(names.map((name) => [name, /** @type {number[]} */ ([])]))
  );
  for (let round = -warmUp; round < samples; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const value = await variants[name]();
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}
