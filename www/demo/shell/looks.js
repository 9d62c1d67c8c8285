// @ts-check
// Changes the appearance of existing fields. It displays the object that is passed, and the state
// of the fields' contents.

import { appearance, themeChanges } from './appearance.js';
import { el } from './dom.js';

/** @import { Appearance, Field } from "/sordino/index.js" */

/** The appearances to try, each as a change of the page's own. @type {[name: string, words: string, light: Appearance["variables"], dark: Appearance["variables"]][]} */
const LOOKS = [
  ['own', 'Larkmere', {}, {}],
  [
    'ledger',
    'Ledger',
    {
      fontFamily: 'Georgia, serif',
      borderRadius: '0px',
      colorBorder: '#16211d',
      colorAccent: '#7a2e0e',
      paddingBlock: '8px',
    },
    {
      fontFamily: 'Georgia, serif',
      borderRadius: '0px',
      colorBorder: '#e9eeea',
      colorAccent: '#ffb08a',
      paddingBlock: '8px',
    },
  ],
  [
    'pebble',
    'Pebble',
    {
      fontWeight: '600',
      borderRadius: '23px',
      paddingInline: '18px',
      colorBackground: '#eef1fb',
      colorBorder: '#6370b8',
      colorAccent: '#3a4bc4',
    },
    {
      fontWeight: '600',
      borderRadius: '23px',
      paddingInline: '18px',
      colorBackground: '#171c33',
      colorBorder: '#7c88cf',
      colorAccent: '#a9b4ff',
    },
  ],
];

const UNKNOWN = 'nothing typed';

export class Looks {
  #chosen = 'own';
  #shown = el('code', {});
  #states = el('dl', { class: 'states', id: 'states' });

  /** @param {() => void} change passes the new `appearance()` to the session */
  constructor(change) {
    const choices = el(
      'fieldset',
      { class: 'looks', id: 'looks' },
      el('legend', { class: 'visually-hidden' }, 'Looks'),
    );
    for (const [name, words] of LOOKS) {
      const radio = el('input', {
        type: 'radio',
        name: 'look',
        id: `look-${name}`,
        value: name,
        checked: name === this.#chosen,
      });
      radio.addEventListener('change', () => {
        this.#chosen = name;
        change();
        this.#draw();
      });
      choices.append(radio, el('label', { for: `look-${name}` }, words));
    }
    this.choices = choices;
    this.heard = el(
      'div',
      { class: 'heard' },
      el('p', { class: 'hint' }, 'This page receives only this state of the typed values:'),
      this.#states,
      el(
        'details',
        { class: 'passed' },
        el('summary', {}, 'The value of ', el('code', {}, 'appearance')),
        el(
          'pre',
          { tabindex: 0, role: 'region', 'aria-label': 'The appearance', dir: 'ltr' },
          this.#shown,
        ),
      ),
    );
    themeChanges.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  /** Returns the page's appearance with the chosen changes. @returns {Appearance} */
  appearance() {
    const page = appearance();
    const look = LOOKS.find(([name]) => name === this.#chosen);
    return { ...page, variables: { ...page.variables, ...look?.[page.theme === 'dark' ? 3 : 2] } };
  }

  /** Displays the states of the fields' contents. @param {Record<string, Field>} fields */
  watch(fields) {
    this.#states.replaceChildren(
      ...Object.entries(fields).map(([name, field]) => {
        const state = el('dd', { 'data-tone': 'wait' }, UNKNOWN);
        field.addEventListener('change', ({ detail: { empty, complete, code } }) => {
          state.textContent = empty ? UNKNOWN : complete ? 'complete' : (code ?? 'not complete');
          state.dataset.tone = complete ? 'good' : 'wait';
        });
        return el('div', {}, el('dt', {}, name), state);
      }),
    );
  }

  #draw() {
    this.#shown.textContent = JSON.stringify(this.appearance(), null, 2);
  }
}
