// @ts-check
// "What it was not": the claims, each with the place where the value is instead, and a trial to
// check them.

import { el } from './dom.js';
import { icon } from './icons.js';

/** @typedef {{ what: string, instead: string }} Claim */

/**
 * @param {HTMLElement} parent
 * @param {Claim[]} claims
 * @param {HTMLElement[]} trials
 * @param {string} held a sentence about the values that the page has
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
