// @ts-check
// Firefox and WebKitGTK, measured by WebDriver: ready and one more field against bare iframes, with
// a warm cache, and the round trip of a message against penpal. WebDriver can measure nothing else
// of these engines.
import { openBrowser } from '../../browser/support/browser.mjs';
import { visit } from '../../browser/support/visit.mjs';
import { until } from '../../browser/support/wait.mjs';
import { interleave, quantile, ratio, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

const [FEW, MANY] = [12, 50];
const COUNTS = [1, FEW, MANY];

/** Enough to see whether these engines are like Chromium; they have no goals. */
const MOST_SAMPLES = 8;

/** See messages.mjs. */
const TIMES = 40;

/** @param {"firefox" | "webkit"} engine */
const inEngine =
  (engine) =>
  /**
   * @param {Context} context
   * @returns {Promise<Figure[]>}
   */
  async ({ stand, samples: wanted, say }) => {
    const samples = Math.min(wanted, MOST_SAMPLES);
    process.env.SORDINO_BROWSER = engine;
    const { driver, stop } = await openBrowser();
    try {
      /** @param {string} path */
      const open = async (path) => {
        await visit(driver, new URL(path, stand.addresses.app));
        await until('the page is ready', () => driver.executeScript("return 'harness' in window"));
      };
      /** @param {string} call @returns {Promise<number>} */
      const run = (call) =>
        driver.executeAsyncScript(
          'const done = arguments[arguments.length - 1]; Promise.resolve(eval(arguments[0])).then(done, (e) => done(String(e)));',
          `harness.${call}`,
        );
      /** @param {string} call */
      const timed = async (call) => {
        const took = await run(call);
        if (typeof took !== 'number') throw new Error(`${engine}, ${call}: ${took}`);
        return took;
      };
      /** @type {Figure[]} */
      const figures = [];
      /** @type {Record<number, { sordino: number[], bare: number[] }>} */
      const series = {};
      for (const count of COUNTS) {
        const variant = (/** @type {string} */ name) => async () => {
          await open('/bench.html');
          return timed(`${name}(${count})`);
        };
        series[count] = await interleave(
          { sordino: variant('sordino'), bare: variant('bare') },
          { samples },
        );
        const { sordino, bare } = series[count];
        figures.push({
          name: 'ready',
          fields: count,
          cache: 'warm',
          engine,
          unit: 'ms',
          sordino: spread(sordino),
          against: { what: 'bare iframes', ...spread(bare) },
          ratio: ratio(sordino, bare),
        });
        say(
          `${engine}: ready, ${count}: ${quantile(sordino, 0.5).toFixed(1)} against ${quantile(bare, 0.5).toFixed(1)} ms`,
        );
      }
      const slope = (/** @type {"sordino" | "bare"} */ name) =>
        (quantile(series[MANY][name], 0.5) - quantile(series[FEW][name], 0.5)) / (MANY - FEW);
      const pairs = (/** @type {"sordino" | "bare"} */ name) =>
        series[MANY][name].map((value, index) => (value - series[FEW][name][index]) / (MANY - FEW));
      figures.push({
        name: 'one more field',
        cache: 'warm',
        engine,
        unit: 'ms',
        sordino: { ...spread(pairs('sordino')), median: slope('sordino') },
        against: { what: 'bare iframes', ...spread(pairs('bare')), median: slope('bare') },
        ratio: {
          ...ratio(pairs('sordino'), pairs('bare')),
          median: slope('sordino') / slope('bare'),
        },
      });

      await open('/messages.html');
      const trip = (/** @type {string} */ name) => async () => {
        if (name === 'sordino')
          await new Promise((resolve) => setTimeout(resolve, 1000 * (TIMES / 200)));
        return timed(`roundTrip("${name}", ${TIMES})`);
      };
      const { sordino, penpal } = await interleave(
        { sordino: trip('sordino'), penpal: trip('penpal') },
        { samples, warmUp: 5 },
      );
      figures.push({
        name: 'message round trip',
        engine,
        unit: 'ms',
        sordino: spread(sordino),
        against: { what: 'penpal', ...spread(penpal) },
        ratio: ratio(sordino, penpal),
      });
      say(
        `${engine}: round trip ${spread(sordino).median.toFixed(3)} against ${spread(penpal).median.toFixed(3)} ms of penpal`,
      );
      return figures;
    } finally {
      await stop();
    }
  };

export const measureFirefox = inEngine('firefox');
export const measureWebKit = inEngine('webkit');
