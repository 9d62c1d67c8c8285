// @ts-check
// A picture of a card, with the values that the page knows.

import { el } from './dom.js';
import { icon } from './icons.js';
import { sentence } from './words.js';

/** @typedef {import("./server.js").Card} Card */

/**
 * The designs of the cards: a name for the page's style sheet, and the colour for a face that
 * Sordino displays.
 */
const FINISHES = /** @type {const} */ ([
  ['spruce', '#12705a'],
  ['dusk', '#3f5c94'],
  ['clay', '#a75438'],
]);

/** @param {number} index the index among the person's cards */
const finishOf = (index) => FINISHES[index % FINISHES.length] ?? FINISHES[0];

/**
 * Returns the card as the subject of a use case.
 * @param {Card} card
 * @param {number} index
 * @returns {import("../use-cases/shape.js").Subject}
 */
export const cardSubject = (card, index) => ({
  id: card.id,
  name: `${networkName(card.network)} ending in ${card.last4}`,
  brand: `Larkmere ${networkName(card.network)}`,
  holderName: card.holderName,
  color: finishOf(index)[1],
});

/** The text and the tone of each status. */
const STATUSES = /** @type {Record<string, [string, "good" | "wait" | "bad"]>} */ ({
  ACTIVE: ['Active', 'good'],
  ACTIVATION_REQUIRED: ['To activate', 'wait'],
  SUSPENDED: ['Suspended', 'bad'],
  CLOSED: ['Closed', 'bad'],
});

/** @param {string} status */
export function statusPill(status) {
  const [words, tone] = STATUSES[status] ?? [sentence(status), 'wait'];
  return el('span', { class: `pill ${tone}` }, words);
}

/** Returns the status and the cardholder for a row of a list. @param {Card} card */
export function statusLine({ status, holderName }) {
  const [words, tone] = STATUSES[status] ?? [sentence(status), 'wait'];
  return el(
    'span',
    { class: 'choice-status' },
    el('span', { class: tone }, words),
    holderName && ` · ${holderName}`,
  );
}

/** @param {string} [network] VISA, MASTERCARD … */
export const networkName = (network) => (network ? sentence(network) : 'Card');

/**
 * @param {Card} card
 * @param {number} index the index among the person's cards, which determines the design
 */
export function cardFace(card, index) {
  const face = el(
    'div',
    {
      class: 'card-face',
      'data-finish': finishOf(index)[0],
      'data-status': card.status,
      role: 'img',
    },
    el('span', { class: 'card-brand' }, icon('mark'), 'Larkmere'),
    statusPill(card.status),
    el('span', { class: 'card-chip' }),
    el('bdi', { class: 'card-number', dir: 'ltr' }, `•••• •••• •••• ${card.last4}`),
    el('span', { class: 'card-holder' }, card.holderName ?? ''),
    el('span', { class: 'card-network' }, networkName(card.network)),
  );
  const [words] = STATUSES[card.status] ?? [sentence(card.status)];
  const holder = card.holderName ? `, ${card.holderName}` : '';
  face.setAttribute(
    'aria-label',
    `${networkName(card.network)} card ending in ${[...card.last4].join(' ')}${holder}: ${words}`,
  );
  return face;
}

/**
 * @param {Card} card
 * @param {number} index
 */
export function cardSwatch(card, index) {
  return el('span', {
    class: 'card-swatch',
    'data-finish': finishOf(index)[0],
    'data-status': card.status,
  });
}
