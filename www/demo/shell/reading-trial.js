// @ts-check
// Tries to read the fields like a script of this page. The same attempts succeed with a frame of
// the page's own origin.

import { el } from './dom.js';

/** @typedef {(frame: HTMLIFrameElement) => unknown} Read */

/** @type {Read} */
const contents = (frame) => frame.contentDocument;

/** @type {[name: string, read: Read][]} */
const TRIES = [
  ['iframe.contentDocument', contents],
  ['contentWindow.document', (frame) => frame.contentWindow?.document],
  ['contentWindow.getSelection()', (frame) => frame.contentWindow?.getSelection()],
];

export function readingTrial() {
  const tries = el('ul', { class: 'tries', id: 'tries' });
  const press = el(
    'button',
    { type: 'button', class: 'button small', id: 'try-reading' },
    'Try to read the fields from here',
  );
  press.addEventListener('click', () => {
    const own = el('iframe', { hidden: true, title: 'A frame of this page’s own' });
    document.body.append(own);
    const fields = /** @type {HTMLIFrameElement[]} */ ([
      ...document.querySelectorAll('iframe.sordino-field'),
    ]);
    tries.replaceChildren(
      ...TRIES.map(([name, read]) =>
        row(
          name,
          fields.map((field) => outcome(field, read)),
        ),
      ),
      row('the same with a frame of this page’s own', [outcome(own, contents)]),
    );
    own.remove();
  });
  return el(
    'div',
    { class: 'recorder', role: 'group', 'aria-label': 'A trial' },
    press,
    el('div', { role: 'status' }, tries),
  );
}

/**
 * @param {HTMLIFrameElement} frame
 * @param {Read} read
 */
function outcome(frame, read) {
  try {
    return read(frame) ? 'read' : 'null';
  } catch (error) {
    return error instanceof DOMException ? error.name : 'failed';
  }
}

/**
 * @param {string} name
 * @param {string[]} outcomes
 */
function row(name, outcomes) {
  const words = [...new Set(outcomes)].join(', ') || 'no field is here';
  return el(
    'li',
    { 'data-read': outcomes.includes('read') },
    el('code', {}, name),
    el('b', {}, words),
  );
}
