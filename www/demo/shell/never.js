// @ts-check
// "What it was not": the claims, each with where the thing is instead, and a trial that lets anyone
// check them.

import { el } from './dom.js';
import { icon } from './icons.js';

/** @typedef {{ what: string, instead: string }} Claim */

/**
 * @param {HTMLElement} parent
 * @param {Claim[]} claims
 * @param {HTMLElement[]} trials
 * @param {string} held what the page does hold, said as plainly
 */
export function neverPanel(parent, claims, trials, held) {
  const list = el('ul', { class: 'never' });
  for (const { what, instead } of claims) {
    list.append(
      el(
        'li',
        {},
        icon('mute'),
        el('span', {}, el('b', {}, what), el('span', { class: 'instead' }, instead)),
      ),
    );
  }
  parent.append(
    el('div', { class: 'inspector-head' }, el('h2', {}, 'What it was not')),
    list,
    ...trials,
    el('p', { class: 'held' }, icon('key'), el('span', {}, held)),
  );
}
