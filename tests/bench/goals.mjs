// @ts-check
// The goals of the figures. A missed goal is reported; it is never lowered to fit.

/** @import { Figure } from "./support/figure.mjs" */

/**
 * @typedef {object} Goal
 * @property {string} name
 * @property {(figure: Figure) => boolean} of selects the figure of the goal
 * @property {(figure: Figure) => number} value
 * @property {number} most
 * @property {string} unit
 * @property {boolean} [later] a further goal, to aim at once the first is met; missing it fails
 * nothing
 */

const ratio = (/** @type {Figure} */ { ratio }) => ratio?.median ?? Number.NaN;
const median = (/** @type {Figure} */ { sordino }) => sordino.median;

/** @param {Partial<Figure>} wanted */
const is = (wanted) => (/** @type {Figure} */ figure) =>
  Object.entries(wanted).every(
    ([key, value]) => figure[/** @type {keyof Figure} */ (key)] === value,
  );

/** @param {number} fields @param {number} most @param {"cold" | "warm"} cache */
const ready = (fields, most, cache) => ({
  name: `ready, ${fields} ${fields === 1 ? 'field' : 'fields'}, ${cache} cache`,
  of: is({ name: 'ready', engine: 'chromium', fields, cache }),
  value: ratio,
  most,
  unit: '× bare iframes',
});

/** @type {Goal[]} */
export const GOALS = [
  {
    name: 'frame total',
    of: is({ name: 'frame' }),
    value: median,
    most: 60 * 1024,
    unit: 'bytes brotli',
  },
  {
    name: 'frame total, then',
    of: is({ name: 'frame' }),
    value: median,
    most: 45 * 1024,
    unit: 'bytes brotli',
    later: true,
  },
  {
    name: 'loader',
    of: is({ name: 'loader: sordino' }),
    value: median,
    most: 2390,
    unit: 'bytes gzip',
  },
  {
    name: 'loader, then',
    of: is({ name: 'loader: sordino' }),
    value: median,
    most: 1536,
    unit: 'bytes gzip',
    later: true,
  },
  .../** @type {const} */ (['cold', 'warm']).flatMap((cache) => [
    ready(1, 1.9, cache),
    ready(12, 1.2, cache),
    ready(50, 1.15, cache),
    {
      name: `one more field, ${cache} cache`,
      of: is({ name: 'one more field', engine: 'chromium', cache }),
      value: ratio,
      most: 1.1,
      unit: '× a bare iframe',
    },
  ]),
  { name: 'submit', of: is({ name: 'submit' }), value: ratio, most: 1.05, unit: '× plain fetch' },
  {
    name: 'submit, more than plain fetch',
    of: is({ name: 'submit' }),
    value: ({ more }) => Number(more?.difference),
    most: 2,
    unit: 'ms',
  },
  {
    name: 'second visit, wasm and glue',
    of: is({ name: 'bytes of wasm and glue of a second visit' }),
    value: median,
    most: 0,
    unit: 'bytes',
  },
  {
    name: 'longest task while typing',
    of: is({ name: 'longest task while typing' }),
    value: median,
    most: 8,
    unit: 'ms',
  },
  {
    name: 'message round trip',
    of: (figure) =>
      is({ name: 'message round trip', engine: 'chromium' })(figure) &&
      figure.against?.what === 'penpal',
    value: ratio,
    most: 1,
    unit: '× penpal',
  },
];

/**
 * @param {readonly Figure[]} figures
 * @returns {{ goal: string, value: number, most: number, unit: string, met: boolean, later: boolean
 * }[]} a result for each goal whose figure was measured
 */
export function judge(figures) {
  return GOALS.flatMap(({ name, of, value, most, unit, later = false }) => {
    const figure = figures.find(of);
    if (!figure) return [];
    const is = value(figure);
    return [{ goal: name, value: is, most, unit, met: is <= most, later }];
  });
}
