// @ts-check
// 1, 10 and 100 sessions of one field each on one page: the time must grow no faster than their
// number.
import { interleave, ratio, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

const COUNTS = [1, 10, 100];

/**
 * A hundred sessions take a hundred times as long, so a few samples must do.
 */
const MOST_SAMPLES = 4;

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureScale({ chromium, stand, samples, say }) {
  const url = new URL('/bench.html', stand.addresses.app);
  const variant = (/** @type {number} */ count) => async () => {
    const tab = await chromium.visit(url);
    const took = await tab.run(`harness.many(${count})`);
    await tab.close();
    return took / count;
  };
  const measured = await interleave(
    Object.fromEntries(COUNTS.map((count) => [`s${count}`, variant(count)])),
    { samples: Math.min(samples, MOST_SAMPLES), warmUp: 1 },
  );
  return COUNTS.map((count) => {
    const own = measured[`s${count}`];
    say(`scale, ${count} sessions: ${spread(own).median.toFixed(1)} ms for each`);
    return /** @type {Figure} */ ({
      name: 'time for each of S sessions',
      sessions: count,
      cache: 'warm',
      engine: 'chromium',
      unit: 'ms',
      sordino: spread(own),
      ...(count > 1 && {
        against: { what: 'a session alone', ...spread(measured.s1) },
        ratio: ratio(own, measured.s1),
      }),
    });
  });
}
