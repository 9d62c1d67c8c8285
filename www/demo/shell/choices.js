// @ts-check
// A list of objects to choose from, without a card's face.

import { el } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {HTMLElement} list
 * @param {import("../use-cases/shape.js").Subject[]} all
 * @param {import("./icons.js").IconName} picture
 * @param {(subject: import("../use-cases/shape.js").Subject) => void} choose called at once for the
 * first choice: that of `?id=`, or else the first that is not over
 */
export function drawChoices(list, all, picture, choose) {
  const asked = new URLSearchParams(location.search).get('id');
  const first = Math.max(
    0,
    all.findIndex(({ id, isOver }) => (asked ? id === asked : !isOver)),
  );
  for (const [index, subject] of all.entries()) {
    const radio = el('input', {
      type: 'radio',
      name: 'subject',
      value: subject.id,
      checked: index === first,
    });
    radio.addEventListener('change', () => choose(subject));
    const name = el('span', { class: 'choice-name' }, subject.name);
    if (subject.detail) name.append(el('span', { class: 'choice-status' }, subject.detail));
    list.append(el('label', { class: 'choice' }, radio, icon(picture), name));
  }
  const subject = all[first];
  if (subject) choose(subject);
  else list.append(el('p', { class: 'hint' }, 'There is none yet.'));
}
