// @ts-check
// One message to a frame of another site and its answer, by Sordino and by other transports that
// apps use.
import { setTimeout } from 'node:timers/promises';
import { interleave, ratio, spread } from '../support/stats.mjs';

/** @import { Context, Figure } from "../support/figure.mjs" */

/**
 * Round trips in one sample, which is their mean: the page's clock is coarser than one round trip.
 */
const TIMES = 40;

/** Milliseconds between samples: the vault takes no more than 200 messages a second from a page. */
const PAUSE = 1000 * (TIMES / 200);

/**
 * @param {Context} context
 * @returns {Promise<Figure[]>}
 */
export async function measureMessages({ chromium, stand, samples, say }) {
  const tab = await chromium.visit(new URL('/messages.html', stand.addresses.app));
  const variant = (/** @type {string} */ name) => async () => {
    if (name === 'sordino') await setTimeout(PAUSE);
    return tab.run(`harness.roundTrip(${JSON.stringify(name)}, ${TIMES})`);
  };
  const { sordino, penpal, comlink } = await interleave(
    { sordino: variant('sordino'), penpal: variant('penpal'), comlink: variant('comlink') },
    // Engines compile code that runs often, so the warm-up makes the samples those of a long-lived
    // page.
    { samples, warmUp: 5 },
  );
  await tab.close();
  return Object.entries({ penpal, comlink }).map(([what, other]) => {
    const figure = /** @type {Figure} */ ({
      name: 'message round trip',
      engine: 'chromium',
      unit: 'ms',
      sordino: spread(sordino),
      against: { what, ...spread(other) },
      ratio: ratio(sordino, other),
    });
    say(
      `message round trip: ${figure.sordino.median.toFixed(3)} against ${figure.against?.median.toFixed(3)} ms of ${what}`,
    );
    return figure;
  });
}
