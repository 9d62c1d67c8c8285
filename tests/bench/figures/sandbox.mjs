// @ts-check
// The speed of the sandbox itself: client tokens minted and requests answered per second, and the
// time of one request, at 1, 16 and 256 clients that each send the next request after an answer.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { quantile, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

const autocannon = createRequire(new URL('../peers/', import.meta.url))('autocannon');

const CLIENTS = [1, 16, 256];

/** Seconds of one run, and of the warm-up before it. */
const DURATION = 4;
const WARM_UP = 1;

/** @typedef {{ title: string, url: string, headers: Record<string, string>, body: string }} Load */

/**
 * @param {Load} load
 * @param {number} connections
 * @param {number} duration seconds
 * @returns {Promise<{ times: number[], seconds: number }>} milliseconds of each request
 */
async function run({ url, headers, body }, connections, duration) {
  /** @type {number[]} */
  const times = [];
  let refused = 0;
  const began = performance.now();
  const running = autocannon({ url, method: 'POST', headers, body, connections, duration });
  running.on(
    'response',
    (
      /** @type {unknown} */ _,
      /** @type {number} */ status,
      /** @type {number} */ __,
      /** @type {number} */ time,
    ) => {
      if (status >= 200 && status < 300) times.push(time);
      else refused += 1;
    },
  );
  const { errors } = await running;
  if (errors + refused > 0)
    throw new Error(`${url}: ${errors} requests failed, ${refused} were refused`);
  return { times, seconds: (performance.now() - began) / 1000 };
}

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureSandbox({ stand, say }) {
  const { app, api } = stand.addresses;
  const json = { 'content-type': 'application/json' };
  const { paymentCards } = await (await fetch(new URL('/objects.json', app))).json();
  const { id } = paymentCards.find((/** @type {any} */ card) => card.status === 'ACTIVE');
  const wish = JSON.stringify({ for: 'viewPaymentCard', id });
  const minted = await fetch(new URL('/client-tokens', app), {
    method: 'POST',
    headers: json,
    body: wish,
  });
  const { value } = await minted.json();
  const query = await readFile(
    new URL('../../../schema/operations/view_payment_card.graphql', import.meta.url),
    'utf8',
  );
  /** @type {Load[]} */
  const loads = [
    {
      title: 'client tokens minted',
      url: new URL('/client-tokens', app).href,
      headers: json,
      body: wish,
    },
    {
      title: 'requests answered',
      url: api,
      headers: { ...json, authorization: `Bearer ${value}` },
      body: JSON.stringify({ query, operationName: 'ViewPaymentCard', variables: { id } }),
    },
  ];
  /** @type {Figure[]} */
  const figures = [];
  for (const load of loads) {
    for (const clients of CLIENTS) {
      await run(load, clients, WARM_UP);
      const { times, seconds } = await run(load, clients, DURATION);
      const percentiles = Object.fromEntries(
        [50, 90, 99, 99.9].map((p) => [`p${p}`, quantile(times, p / 100)]),
      );
      figures.push({
        name: load.title,
        clients,
        unit: 'a second',
        sordino: spread([times.length / seconds]),
        more: { ...percentiles, max: quantile(times, 1), requests: times.length },
      });
      say(
        `${load.title}, ${clients} clients: ${Math.round(times.length / seconds)} a second, p99 ${percentiles.p99.toFixed(1)} ms`,
      );
    }
  }
  return figures;
}
