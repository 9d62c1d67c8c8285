// @ts-check
// The progress of each document, from a field's 'progress' events. They contain only an index, a
// percentage and a state.

import { el } from './dom.js';

/** @type {Record<string, string>} */
const STATES = { uploading: 'on its way', done: 'sent', failed: 'not sent' };

export class Uploads {
  /** @type {Map<number, { row: HTMLElement, bar: HTMLProgressElement, words: HTMLElement }>} */
  #rows = new Map();

  constructor() {
    this.element = el('ul', { class: 'uploads', id: 'uploads', 'aria-label': 'Progress' });
  }

  clear() {
    this.#rows.clear();
    this.element.replaceChildren();
  }

  /** @param {EventTarget} field */
  watch(field) {
    field.addEventListener('progress', (event) => {
      if (event instanceof CustomEvent) this.#show(event.detail);
    });
  }

  /** @param {{ file: number, percent: number, state: string }} detail */
  #show({ file, percent, state }) {
    const { row, bar, words } = this.#rows.get(file) ?? this.#add(file);
    row.dataset.state = state;
    bar.value = percent;
    words.textContent = state === 'uploading' ? `${percent} %` : (STATES[state] ?? state);
  }

  /** @param {number} file from 0 */
  #add(file) {
    const name = `Document ${file + 1}`;
    const bar = el('progress', { max: 100, value: 0, 'aria-label': name });
    const words = el('span', { class: 'how-far' });
    const row = el('li', { 'data-file': file }, el('span', {}, name), words, bar);
    this.element.append(row);
    const parts = { row, bar, words };
    this.#rows.set(file, parts);
    return parts;
  }
}
