// @ts-check
// The person's cards: the face of the chosen card, and a list to choose from.

import { cardFace, cardSubject, cardSwatch, networkName, statusLine } from './card-face.js';
import { el } from './dom.js';

/** @typedef {import("./server.js").Card} Card */

/**
 * @param {HTMLElement | undefined} face the element for the chosen card's face
 * @param {HTMLElement} list the element for the choices
 * @param {Card[]} cards
 * @param {(card: import("../use-cases/shape.js").Subject) => void} choose called at once for the
 * first choice: that of `?card=`, or else an active card
 */
export function drawWallet(face, list, cards, choose) {
  /**
   * @param {Card} card
   * @param {number} index
   */
  const pick = (card, index) => {
    face?.replaceChildren(cardFace(card, index));
    choose(cardSubject(card, index));
  };
  const asked = new URLSearchParams(location.search).get('card');
  const first = Math.max(
    0,
    cards.findIndex((card) => (asked ? card.id === asked : card.status === 'ACTIVE')),
  );

  for (const [index, card] of cards.entries()) {
    const radio = el('input', {
      type: 'radio',
      name: 'card',
      value: card.id,
      checked: index === first,
    });
    radio.addEventListener('change', () => pick(card, index));
    const name = el(
      'span',
      { class: 'choice-name' },
      networkName(card.network),
      ' ',
      el('bdi', { dir: 'ltr' }, `·· ${card.last4}`),
    );
    name.append(statusLine(card));
    list.append(el('label', { class: 'choice' }, radio, cardSwatch(card, index), name));
  }
  const card = cards[first];
  if (card) pick(card, first);
}
