// @ts-check
// A group that can be repeated. It adds and removes slots, and informs the integration.

import { el } from './dom.js';
import { groupElement } from './form.js';
import { icon } from './icons.js';

/** @import { Repeat } from "../use-cases/shape.js" */

export class Repeated {
  #repeat;
  #list = el('div', { class: 'items' });
  #add;
  /** Counts up, so that the id of a removed group is not used again. */
  #made = 0;
  #onAdd;
  #onRemove;

  /**
   * @param {Repeat} repeat
   * @param {(place: string, slots: HTMLElement[]) => void} onAdd `place` is the start of the slots'
   * ids
   * @param {(index: number) => void} onRemove
   */
  constructor(repeat, onAdd, onRemove) {
    this.#repeat = repeat;
    this.#onAdd = onAdd;
    this.#onRemove = onRemove;
    this.#add = el(
      'button',
      { type: 'button', class: 'button', id: 'add-item' },
      icon('plus'),
      repeat.add,
    );
    this.#add.addEventListener('click', () => this.#append());
    this.element = el(
      'fieldset',
      { class: 'group', id: 'items' },
      el('legend', {}, repeat.title),
      el('p', { class: 'hint' }, repeat.hint),
      this.#list,
      this.#add,
    );
  }

  /** Removes all groups without informing the integration, because its session has ended. */
  clear() {
    this.#list.replaceChildren();
    this.#number();
  }

  #append() {
    const { each, slots } = this.#repeat;
    this.#made += 1;
    const place = `${each.toLowerCase()}-${this.#made}`;
    const item = groupElement({ title: each, slots: slots(`${place}-`) }, place);
    item.classList.add('item');
    const remove = el('button', { type: 'button', class: 'button small remove' }, 'Remove');
    remove.addEventListener('click', () => {
      const index = [...this.#list.children].indexOf(item);
      item.remove();
      this.#onRemove(index);
      this.#number();
      this.#add.focus();
    });
    item.append(remove);
    this.#list.append(item);
    this.#number();
    this.#onAdd(
      place,
      [...item.querySelectorAll('.slot')].map((slot) => /** @type {HTMLElement} */ (slot)),
    );
  }

  #number() {
    const { each, most } = this.#repeat;
    [...this.#list.children].forEach((item, index) => {
      const name = `${each} ${index + 1}`;
      const legend = item.querySelector('legend');
      if (legend) legend.textContent = name;
      item.querySelector('.remove')?.setAttribute('aria-label', `Remove ${name.toLowerCase()}`);
    });
    this.#add.disabled = this.#list.childElementCount >= most;
  }
}
