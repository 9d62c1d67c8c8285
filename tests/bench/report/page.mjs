// @ts-check
// Writes docs/PERFORMANCE.md and its plots from the results of a run.
import { readFileSync } from 'node:fs';
import { bars, lines, short } from './plot.mjs';

/** @import { Figure } from "../support/figure.mjs" */
/** @import { Spread } from "../support/stats.mjs" */

/** @typedef {{ goal: string, value: number, most: number, unit: string, met: boolean, later: boolean }} Judged */
/** @typedef {{ ok: boolean, run: any, goals: Judged[], figures: Figure[] }} Run */

/**
 * The text about each missed goal: the attempts, their costs, and the reason.
 *
 * @type {[RegExp, string][]}
 */
const MISSED = [
  [/^ready|^one more field/, 'ready.md'],
  [/^submit/, 'submit.md'],
  [/^message/, 'messages.md'],
  [/^longest task/, 'typing.md'],
  [/^loader$/, 'loader.md'],
  [/^frame total, then|^loader, then/, 'bytes.md'],
];

const PLACE = 'images/performance';

/** @param {string[]} head @param {(string | number)[][]} rows */
const table = (head, rows) =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** @param {string} unit @param {number} value */
const value = (unit, value) =>
  unit === 'bytes' || unit.startsWith('bytes ')
    ? Math.round(value).toLocaleString('en')
    : short(value);

/** @param {string} unit @param {Spread} spread */
const spreadText = (unit, { median, q1, q3, n }) =>
  n === 1
    ? value(unit, median)
    : `${value(unit, median)} (${value(unit, q1)} – ${value(unit, q3)}; n = ${n})`;

/** @param {Figure} figure */
const nameOf = ({ name, fields, sessions, cache }) =>
  [
    name,
    fields && `${fields} ${fields === 1 ? 'field' : 'fields'}`,
    sessions && `S = ${sessions}`,
    cache && `${cache} cache`,
  ]
    .filter(Boolean)
    .join(', ');

/** @param {readonly Figure[]} figures */
const sideBySide = (figures) =>
  table(
    ['figure', 'unit', 'Sordino', 'against', '', 'ratio'],
    figures.map((figure) => [
      nameOf(figure),
      figure.unit,
      spreadText(figure.unit, figure.sordino),
      figure.against?.what ?? '',
      figure.against ? spreadText(figure.unit, figure.against) : '',
      figure.ratio
        ? `${figure.ratio.median.toFixed(2)} (${figure.ratio.q1.toFixed(2)} – ${figure.ratio.q3.toFixed(2)})`
        : '',
    ]),
  );

/**
 * @param {Run} run
 * @returns {{ page: string, plots: Record<string, string> }}
 */
export function report({ run, goals, figures }) {
  const named = (/** @type {RegExp} */ name, engine = 'chromium') =>
    figures.filter((figure) => name.test(figure.name) && (figure.engine ?? 'chromium') === engine);
  const { machine } = run;
  const missed = goals.filter(({ met }) => !met);
  const notes = MISSED.filter(([pattern]) => missed.some(({ goal }) => pattern.test(goal))).map(
    ([, file]) => readFileSync(new URL(`missed/${file}`, import.meta.url), 'utf8').trim(),
  );
  const unsaid = missed.filter(({ goal }) => !MISSED.some(([pattern]) => pattern.test(goal)));

  /** @type {Record<string, string>} */
  const plots = {};
  const plot = (
    /** @type {string} */ file,
    /** @type {string} */ title,
    /** @type {string} */ content,
  ) => {
    plots[file] = content;
    return `![${title}](${PLACE}/${file})`;
  };
  const readyPlot = (/** @type {"cold" | "warm"} */ cache) => {
    const of = named(/^ready$/).filter((figure) => figure.cache === cache);
    const points = (/** @type {(figure: Figure) => Spread} */ which) =>
      of.map((figure) => ({ x: figure.fields ?? 0, ...which(figure) }));
    const title = `ready against the number of fields, ${cache} cache`;
    return plot(
      `ready-${cache}.svg`,
      title,
      lines(
        title,
        [
          { label: 'Sordino', points: points(({ sordino }) => sordino) },
          { label: 'bare iframes', points: points((figure) => figure.against ?? figure.sordino) },
        ],
        { x: 'fields', y: `ms until all are usable, ${cache} cache` },
      ),
    );
  };
  const loaders = named(/^loader: /);
  const sandbox = figures.filter(({ clients }) => clients !== undefined);
  const percent = (/** @type {Figure} */ figure, /** @type {string} */ name) =>
    short(Number(figure.more?.[name]));

  const page = `# Performance

<!-- Written by \`cargo xtask bench --write\` from one run; the texts about missed goals are in tests/bench/report/missed/. -->

One run of \`cargo xtask bench\` on ${run.at.slice(0, 10)}, ${Math.round(run.seconds.all / 60)} minutes long: ${machine.processor}, ${machine.cores} cores, ${Math.round(machine.memory / 2 ** 30)} GiB, ${machine.system}, kernel
${machine.kernel}; ${run.versions.chromium} (headless), ${run.versions.firefox}, ${run.versions.webkit}, Node.js ${machine.node}; Sordino ${run.versions.sordino}.

Every time is the median of n samples, with the first and third quartile beside it, after warm-up rounds that do not count. Both sides
of a comparison were measured in turn within the same run, alternating between both orders, so that noise of the machine affects both. A
ratio is that of the medians; its quartiles are those of the pairs. App, frame and API are three origins on this machine, so the times
do not include a network; frame and app are of different sites. The sandbox is built for speed (profile
\`server\`).

- [Goals](#goals)
${missed.length > 0 ? '- [Missed goals, and why](#missed-goals-and-why)\n' : ''}- [Ready](#ready)
- [Submit, reveal, typing](#submit-reveal-typing)
- [Messages](#messages)
- [Bytes and requests](#bytes-and-requests)
- [Memory and many sessions](#memory-and-many-sessions)
- [Other engines](#other-engines)
- [The sandbox](#the-sandbox)

## Goals

${table(
  ['goal', 'measured', 'goal', 'unit', 'met'],
  goals.map(({ goal, value: is, most, unit, met, later }) => [
    goal,
    value(unit, is),
    `≤ ${value(unit, most)}`,
    unit,
    met ? 'yes' : later ? 'not yet' : '**no**',
  ]),
)}

"Then" is a further goal, to aim at once the goal before it is met. The exit code of \`cargo xtask bench\` is 1 when one of the others is
missed.

${missed.length > 0 ? `## Missed goals, and why\n\n${[...notes, ...unsaid.map(({ goal }) => `### ${goal}\n\nMissed for the first time in this run; the cause is not known yet.`)].join('\n\n')}\n` : ''}
## Ready

From \`createSession\` until all of N fields are usable, against N bare iframes of another site with one \`<input>\` each, on the same
server: the physical limit of a design in which each field has a frame. Each sample is a fresh tab; with a cold cache it is a fresh
profile too.

${readyPlot('cold')}

${readyPlot('warm')}

${sideBySide(named(/^ready$|^one more field$/))}

"One more field" is the slope between 12 and 50.

## Submit, reveal, typing

*Submit*: from the call of \`setPaymentCardPin\` to the arrival of its request at the API, by one clock, against a plain \`fetch\` with
the same body and token. *Reveal*: from the last byte of the answer to the painted digits (the first task after the frame that has
them), against a page that writes them into its own document; the line below it shows how much of it is waiting for a frame.
*Keystroke*: from the \`input\` event in the field to the \`change\` event on the page. *Longest task*: of any main thread, while ten
letters are typed, from Chromium's trace.

${sideBySide([...named(/^submit/), ...named(/^reveal/), ...named(/^keystroke|^longest/)])}

## Messages

One message to a frame of another site and its answer, the mean of 40. Sordino's is decoded strictly, looked up, refused and
answered as a typed error; penpal's and comlink's are echoed.

${plot(
  'messages.svg',
  'message round trip',
  bars(
    'message round trip',
    named(/^message/).flatMap((figure, index) => [
      ...(index === 0 ? [{ label: 'Sordino', value: figure.sordino.median }] : []),
      { label: figure.against?.what ?? '', value: figure.against?.median ?? 0, series: 1 },
    ]),
    'ms, Chromium',
  ),
)}

${sideBySide(named(/^message/))}

## Bytes and requests

The bytes that each package adds to an app's bundle, bundled and minified by esbuild with the import at the start of its documentation.
Loaders that only insert a script of their server are small; the size of that script and its frames can't be measured here.

${plot(
  'loaders.svg',
  "loaders' sizes",
  bars(
    "loaders' sizes",
    loaders.map(({ name, sordino }) => ({
      label: name.slice(8),
      value: sordino.median,
      series: name.endsWith('sordino') ? 0 : 1,
    })),
    'bytes gzip',
    true,
  ),
)}

${table(
  ['package', 'version', 'minified', 'gzip 9', 'brotli 11', 'its page loads besides'],
  loaders.map(({ name, sordino, more = {} }) => [
    name.slice(8),
    more.version,
    value('bytes', Number(more.minified)),
    value('bytes', sordino.median),
    value('bytes', Number(more.brotli)),
    more.loads,
  ]),
)}

A visit of a page with one field: bytes from the frame's origin, with headers, as the browser counted them, and requests as the server
counted them:

${table(
  ['figure', 'unit', 'measured'],
  named(/^bytes of|^requests of/).map((figure) => [
    figure.name,
    figure.unit,
    value(figure.unit, figure.sordino.median),
  ]),
)}

## Memory and many sessions

Private memory of the browser's renderers, as the kernel counts it, after a garbage collection. The frames' process exists before.

${sideBySide(named(/^memory/))}

The time of each of S sessions with one field, opened on one page at once, against a session alone.

${sideBySide(named(/sessions$/))}

## Other engines

By WebDriver, with a warm cache. WebKitGTK keeps frames of another site in the page's own process and thread, so a bare iframe costs
it a tenth of its cost in Chromium.

${['firefox', 'webkit'].map((engine) => `### ${run.versions[engine]}\n\n${sideBySide(named(/./, engine))}`).join('\n\n')}

## The sandbox

Tokens minted by the customer's server (\`POST /client-tokens\`: it sends its key to the API, which signs with RS256 and stores the
token), and \`ViewPaymentCard\` requests answered by the API with one. Server and load tool (autocannon) share the machine's
${machine.cores} cores, so these are lower bounds; its rate limits are off (\`--unlimited\`). [SCALE.md](SCALE.md) says what they mean for a day with a million
sessions.

${table(
  ['load', 'clients', 'a second', 'p50 ms', 'p90 ms', 'p99 ms', 'p99.9 ms', 'longest ms'],
  sandbox.map((figure) => [
    figure.name,
    figure.clients ?? '',
    short(figure.sordino.median),
    ...['p50', 'p90', 'p99', 'p99.9', 'max'].map((name) => percent(figure, name)),
  ]),
)}
`;
  return { page: `${page.replace(/\n{3,}/g, '\n\n').trim()}\n`, plots };
}
