// @ts-check
// Plots as SVG: bars, and lines with their spread. They are readable on light and on dark pages.

const WIDTH = 720;
const STYLE = `<style>
text { font: 13px system-ui, sans-serif; fill: #333 } .small { font-size: 11px; fill: #777 }
.grid { stroke: #ddd } .s0 { fill: #2657c7; stroke: #2657c7 } .s1 { fill: #b0702a; stroke: #b0702a } .s2 { fill: #4a8a4a; stroke: #4a8a4a }
.line { fill: none; stroke-width: 2 } .area { opacity: .18; stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .small { fill: #999 } .grid { stroke: #444 }
.s0 { fill: #7aa2ff; stroke: #7aa2ff } .s1 { fill: #e0a65c; stroke: #e0a65c } .s2 { fill: #86c886; stroke: #86c886 } }
</style>`;

/** @param {string} text */
const escapeXml = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param {number} value */
export const short = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

/** @param {number} height @param {string} title @param {string[]} parts */
const svg = (height, title, parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(title)}">${STYLE}\n${parts.join('\n')}\n</svg>\n`;

/**
 * @param {string} title
 * @param {{ label: string, value: number, series?: number }[]} rows
 * @param {string} unit
 * @param {boolean} [isLogarithmic]
 */
export function bars(title, rows, unit, isLogarithmic = false) {
  const left = 280;
  const span = WIDTH - left - 110;
  const most = Math.max(...rows.map(({ value }) => value));
  const scale = (/** @type {number} */ value) =>
    isLogarithmic ? Math.log10(value) / Math.log10(most) : value / most;
  const parts = rows.flatMap(({ label, value, series = 0 }, index) => {
    const y = 34 + index * 26;
    const width = Math.max(2, scale(value) * span);
    return [
      `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escapeXml(label)}</text>`,
      `<rect class="s${series}" x="${left}" y="${y}" width="${width.toFixed(1)}" height="18" rx="2"/>`,
      `<text x="${(left + width + 8).toFixed(1)}" y="${y + 14}">${short(value)}</text>`,
    ];
  });
  const note = isLogarithmic ? `${unit}, logarithmic` : unit;
  return svg(34 + rows.length * 26 + 8, title, [
    `<text class="small" x="${left}" y="20">${escapeXml(note)}</text>`,
    ...parts,
  ]);
}

/** @typedef {{ x: number, median: number, q1: number, q3: number }} Point */

/**
 * @param {string} title
 * @param {{ label: string, points: Point[] }[]} series
 * @param {{ x: string, y: string }} axes
 */
export function lines(title, series, axes) {
  const [left, top, right, bottom] = [64, 34, WIDTH - 190, 300];
  const all = series.flatMap(({ points }) => points);
  const [mostX, mostY] = [
    Math.max(...all.map(({ x }) => x)),
    Math.max(...all.map(({ q3 }) => q3)) * 1.05,
  ];
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    `${(left + (x / mostX) * (right - left)).toFixed(1)},${(bottom - (y / mostY) * (bottom - top)).toFixed(1)}`;
  const parts = [`<text class="small" x="${left}" y="20">${escapeXml(axes.y)}</text>`];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = bottom - share * (bottom - top);
    parts.push(`<path class="grid" d="M${left} ${y}H${right}"/>`);
    parts.push(
      `<text class="small" x="${left - 8}" y="${y + 4}" text-anchor="end">${short(share * mostY)}</text>`,
    );
  }
  for (const x of new Set(all.map((point) => point.x))) {
    parts.push(
      `<text class="small" x="${left + (x / mostX) * (right - left)}" y="${bottom + 18}" text-anchor="middle">${x}</text>`,
    );
  }
  parts.push(
    `<text class="small" x="${right}" y="${bottom + 34}" text-anchor="end">${escapeXml(axes.x)}</text>`,
  );
  series.forEach(({ label, points }, index) => {
    const upper = points.map(({ x, q3 }) => at(x, q3));
    const lower = points.map(({ x, q1 }) => at(x, q1)).reverse();
    parts.push(`<polygon class="s${index} area" points="${[...upper, ...lower].join(' ')}"/>`);
    parts.push(
      `<polyline class="s${index} line" style="fill:none" points="${points.map(({ x, median }) => at(x, median)).join(' ')}"/>`,
    );
    for (const { x, median } of points) {
      const [cx, cy] = at(x, median).split(',');
      parts.push(`<circle class="s${index}" cx="${cx}" cy="${cy}" r="3"/>`);
    }
    const last = points[points.length - 1];
    const [x, y] = at(last.x, last.median).split(',').map(Number);
    parts.push(`<text x="${x + 10}" y="${y + 4}">${escapeXml(label)}</text>`);
  });
  return svg(bottom + 44, title, parts);
}
