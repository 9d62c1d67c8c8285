// @ts-check
// The step after tokenizing: the page passes the token to its own server.

import { createOnServer } from '../integrations/create-on-server.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { beginningOf } from './words.js';

/** @import { EventLog } from "./log.js" */

export class Handover {
  #kind;
  #log;

  /**
   * @param {"person" | "business" | "authorizedUser"} kind
   * @param {EventLog} log
   */
  constructor(kind, log) {
    this.#kind = kind;
    this.#log = log;
    this.element = el('section', {
      class: 'handover',
      id: 'handover',
      'aria-label': 'On the server',
      hidden: true,
    });
  }

  clear() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /** @param {string} token */
  offer(token) {
    const button = el(
      'button',
      { type: 'button', class: 'button primary', id: 'redeem' },
      'Let the server create it',
    );
    const outcome = el('div', {
      class: 'result',
      id: 'redeemed',
      role: 'status',
      'data-state': 'idle',
      tabindex: -1,
    });
    button.addEventListener('click', async () => {
      button.disabled = true;
      this.#log.add('page', 'POST /account-holders', { kind: this.#kind });
      const { state, picture, words } = await this.#redeem(token);
      outcome.dataset.state = state;
      outcome.replaceChildren(icon(picture), words);
      // The token can't be used again, so the focus moves from the button to the result.
      button.hidden = true;
      outcome.focus();
    });
    this.element.replaceChildren(
      el(
        'p',
        { class: 'token' },
        icon('key'),
        el(
          'span',
          {},
          'The token begins with ',
          el('code', { id: 'token-start', dir: 'ltr' }, beginningOf(token)),
        ),
      ),
      button,
      outcome,
    );
    this.element.hidden = false;
  }

  /**
   * Passes the token to the server, once, because a token is valid for one use.
   * @param {string} token
   * @returns {Promise<{ state: string, picture: import("./icons.js").IconName, words: HTMLElement
   * }>}
   */
  async #redeem(token) {
    try {
      const created = await createOnServer(this.#kind, token);
      this.#log.add('server', 'created', created, 'good');
      const id = el('code', { id: 'created-id', dir: 'ltr' }, created.id);
      const status = created.status ? `, status ${created.status}` : '';
      const words = el(
        'div',
        {},
        el('strong', {}, 'The server created it'),
        el('p', {}, 'As ', id, `${status}. The server did not see the typed data.`),
      );
      return { state: 'done', picture: 'check', words };
    } catch (error) {
      this.#log.add('server', 'did not create', error, 'bad');
      const text =
        'The API refused the token or its data: the person may exist already. Press Continue for another token.';
      return {
        state: 'failed',
        picture: 'alert',
        words: el('div', {}, el('strong', {}, 'It was not created'), el('p', {}, text)),
      };
    }
  }
}
