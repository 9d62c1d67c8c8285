// @ts-check
// The inspector, a column for engineers. It shows where code runs, which events the page has
// received, and which values it has never had.

import { el } from './dom.js';
import { EventLog } from './log.js';
import { neverPanel } from './never.js';
import { readingTrial } from './reading-trial.js';
import { refusalTrial } from './refusal-trial.js';
import { typingTrial } from './typing-trial.js';

/**
 * @param {HTMLElement} parent
 * @param {Pick<import("../use-cases/shape.js").UseCase, "claims" | "trial" | "refused" | "held">}
 * words
 * @returns {EventLog}
 */
export function inspector(parent, { claims, trial, refused, held }) {
  const told = el('section', { class: 'told' });
  const log = new EventLog(told);
  const never = el('section', {});
  const trials = [trial === 'typing' ? typingTrial() : readingTrial()];
  if (refused) trials.push(refusalTrial(refused));
  neverPanel(never, claims, trials, held);
  parent.append(
    el(
      'section',
      {},
      el('h2', { class: 'origins-title' }, 'Behind this page'),
      el(
        'p',
        { class: 'hint' },
        'For engineers: three origins, and the data that crosses between them.',
      ),
      el('ol', { class: 'origins', id: 'origins' }),
      outliner(),
    ),
    told,
    never,
  );
  return log;
}

/** Creates a switch that outlines the parts of the page that belong to the frame. */
function outliner() {
  const box = el('input', { type: 'checkbox', id: 'outline' });
  box.addEventListener('change', () =>
    document.documentElement.toggleAttribute('data-outline', box.checked),
  );
  return el('label', { class: 'switch' }, box, 'Outline Sordino’s frames');
}

/**
 * Displays the origins of the page and the frame. A page does not know the API's origin.
 * @param {string} frameUrl
 * @param {string} secret the values that only the frame has
 */
export function showOrigins(frameUrl, secret) {
  const steps = [
    ['This page', location.host, 'has a client token'],
    ['Sordino’s frame', new URL(frameUrl).host, `has ${secret}`],
    ['The card API', 'known to the frame only', 'answers the frame'],
  ];
  document
    .getElementById('origins')
    ?.replaceChildren(
      ...steps.map(([who, where, what]) =>
        el('li', {}, el('b', {}, who), el('code', {}, where), el('span', {}, what)),
      ),
    );
}
