// @ts-check
// The area for the result of a page's operation: idle, busy, done or failed.

import { el } from './dom.js';
import { icon } from './icons.js';
import { messageFor } from './messages.js';

/** @typedef {{ code?: string, requestId?: string, retryAfter?: number, fields?: { path: string, code: string }[], outcome?: string }} Failure */

export class Result {
  /**
   * @param {HTMLElement} element has role=status, so that screen readers announce its text
   * @param {import("./messages.js").Messages} [messages] the page's own messages for some codes
   */
  constructor(element, messages) {
    this.element = element;
    this.messages = messages;
  }

  idle() {
    this.#show('idle');
  }

  /** @param {string} text */
  busy(text) {
    this.#show('busy', el('span', { class: 'spinner', 'aria-hidden': 'true' }), el('p', {}, text));
  }

  /**
   * @param {string} title
   * @param {string} text
   */
  done(title, text) {
    this.#show('done', icon('check'), el('div', {}, el('strong', {}, title), el('p', {}, text)));
  }

  /**
   * @param {Failure} error
   * @param {() => void} again starts a new session
   * @param {boolean} [over] whether only a new session helps
   * @param {import("./runner.js").Correction[]} [wrong] the entries to correct
   */
  failed(error, again, over, wrong = []) {
    const { title, text, again: isOver } = messageFor(error, this.messages);
    const body = el('div', {}, el('strong', {}, title), el('p', {}, text));
    if (error.requestId)
      body.append(el('p', { class: 'reference' }, 'Reference ', el('code', {}, error.requestId)));
    if (wrong.length > 1) body.append(corrections(wrong));
    if (over || isOver) {
      const button = el(
        'button',
        { type: 'button', class: 'button', id: 'load-again' },
        'Load again',
      );
      button.addEventListener('click', again);
      body.append(button);
    }
    this.#show('failed', icon('alert'), body);
    if (error.code) this.element.dataset.code = error.code;
  }

  /**
   * @param {"idle" | "busy" | "done" | "failed"} state
   * @param {...Node} children
   */
  #show(state, ...children) {
    this.element.dataset.state = state;
    delete this.element.dataset.code;
    this.element.replaceChildren(...children);
  }
}

/**
 * Creates links to the wrong entries, which may be out of sight in a long form.
 * @param {import("./runner.js").Correction[]} wrong
 */
function corrections(wrong) {
  return el(
    'ul',
    { class: 'corrections', 'aria-label': 'To correct' },
    ...wrong.map(({ label, place, focus }) => {
      const group = place?.closest('fieldset')?.querySelector('legend')?.textContent;
      const button = el(
        'button',
        { type: 'button', class: 'link' },
        group ? `${label} · ${group}` : label,
      );
      button.addEventListener('click', focus);
      return el('li', {}, button);
    }),
  );
}
