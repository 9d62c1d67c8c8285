// @ts-check
// The time from `createSession` until all of N fields are usable, against N bare iframes of another
// site with one input each, on the same server.
import { interleave, quantile, ratio, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

const COUNTS = [1, 3, 12, 50];

/** The numbers of fields whose difference gives the time of one more field. */
const [FEW, MANY] = [12, 50];

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureReady({ chromium, stand, samples, say }) {
  const url = new URL('/bench.html', stand.addresses.app);
  /** @type {Figure[]} */
  const figures = [];
  for (const cache of /** @type {const} */ (['cold', 'warm'])) {
    /** @type {Record<number, { sordino: number[], bare: number[] }>} */
    const series = {};
    for (const count of COUNTS) {
      const variant = (/** @type {string} */ name) => async () => {
        const tab = await chromium.visit(url, { isFirstVisit: cache === 'cold' });
        const took = await tab.run(`harness.${name}(${count})`);
        await tab.close();
        return took;
      };
      const { sordino, bare } = await interleave(
        { sordino: variant('sordino'), bare: variant('bare') },
        { samples },
      );
      series[count] = { sordino, bare };
      say(
        `ready, ${count}, ${cache}: ${quantile(sordino, 0.5).toFixed(1)} against ${quantile(bare, 0.5).toFixed(1)} ms`,
      );
      figures.push({
        name: 'ready',
        fields: count,
        cache,
        engine: 'chromium',
        unit: 'ms',
        sordino: spread(sordino),
        against: { what: 'bare iframes', ...spread(bare) },
        ratio: ratio(sordino, bare),
      });
    }
    const slopes = (/** @type {"sordino" | "bare"} */ name) =>
      series[MANY][name].map((value, index) => (value - series[FEW][name][index]) / (MANY - FEW));
    const slope = (/** @type {"sordino" | "bare"} */ name) => {
      const { q1, q3, n } = spread(slopes(name));
      return {
        median:
          (quantile(series[MANY][name], 0.5) - quantile(series[FEW][name], 0.5)) / (MANY - FEW),
        q1,
        q3,
        n,
      };
    };
    const [own, bare] = [slope('sordino'), slope('bare')];
    const { q1, q3, n } = ratio(slopes('sordino'), slopes('bare'));
    figures.push({
      name: 'one more field',
      cache,
      engine: 'chromium',
      unit: 'ms',
      sordino: own,
      against: { what: 'bare iframes', ...bare },
      ratio: { median: own.median / bare.median, q1, q3, n },
    });
  }
  return figures;
}
