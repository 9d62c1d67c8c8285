// @ts-check
// The life of a page's session: begun, watched, called, told of in words, begun again. One page has
// one runner.

import { appearance, themeChanges } from './appearance.js';

/**
 * @import { EventLog } from "./log.js"
 * @import { Failure, Result } from "./result.js"
 * @import { Appearance, Field, Session } from "/sordino/index.js"
 */

/**
 * What an integration gives its page.
 * @typedef {object} Running
 * @property {Session} session
 * @property {Record<string, Field>} fields
 * @property {(signal: AbortSignal) => Promise<object>} submit
 * @property {(place: string) => Record<string, Field>} [addItem] of a group that can be had several
 * times
 * @property {(index: number) => void} [removeItem]
 */

/**
 * An entry that the person has to correct.
 * @typedef {{ label: string, place: HTMLElement | null, focus: () => void }} Correction
 */

/**
 * @typedef {object} Parts
 * @property {EventLog} log
 * @property {Result} result
 * @property {HTMLButtonElement} button
 * @property {HTMLButtonElement} [cancel] what stops a call; enabled while one is under way
 * @property {string} call the name of the session's call, for the log
 * @property {string} busy what is said while it is under way
 * @property {(summary: any, subject: string) => [title: string, text: string]} done
 * @property {() => void} [anew] what came of the call before is over
 * @property {(summary: any) => void} [after] more to do when a call is done
 * @property {(error: Failure) => HTMLElement[]} [markOwn] marks the page's own controls that are
 * wrong
 * @property {() => Appearance} [looks] in place of the page's own
 */

export class Runner {
  #parts;
  #busy = false;
  /** @type {{ running: Running, slots: HTMLElement[], subject: string } | undefined} */
  #current;
  /** @type {() => void} */
  #again = () => {};
  /** @type {AbortController | undefined} */
  #calling;
  /** The fields that showed something wrong since the call began. @type {Set<Field>} */
  #wrong = new Set();
  /** @type {Map<Field, { label: string, place: HTMLElement | null }>} */
  #places = new Map();

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    themeChanges.addEventListener('change', () => this.dress());
    parts.cancel?.addEventListener('click', () => {
      this.#parts.log.add('page', 'abort');
      this.#calling?.abort();
    });
  }

  /** The session that runs now, if one does. */
  get session() {
    return this.#current?.running.session;
  }

  /** Gives the fields the looks that are the page's now. */
  dress() {
    this.session?.update({ appearance: (this.#parts.looks ?? appearance)() });
  }

  /**
   * Begins a session; the one before is destroyed with all it held.
   * @param {string} subject what it is about, in words
   * @param {HTMLElement[]} slots where its fields go
   * @param {() => Running} begin
   */
  start(subject, slots, begin) {
    const { log, result } = this.#parts;
    if (this.#current) {
      this.#current.running.session.destroy();
      log.add('page', 'destroyed the session', this.#of(this.#current.subject));
    }
    this.#again = () => this.start(subject, slots, begin);
    this.#parts.anew?.();
    result.idle();
    for (const slot of slots) slot.dataset.state = 'loading';
    log.add('page', 'created a session', this.#of(subject));

    const began = performance.now();
    const running = begin();
    const current = { running, slots, subject };
    this.#current = current;
    this.#places.clear();
    log.watchSession(running.session);
    const fieldsReady = this.#watch(running.fields);

    Promise.all([running.session.ready, fieldsReady]).then(
      () => {
        if (this.#current !== current) return;
        for (const slot of slots) slot.dataset.state = 'ready';
        log.add(
          'page',
          'fields usable',
          { afterMs: Math.round(performance.now() - began) },
          'good',
        );
      },
      (error) => {
        if (this.#current !== current) return;
        for (const slot of slots) slot.dataset.state = 'failed';
        log.add('session', 'not ready', error, 'bad');
        result.failed(error, this.#again, true);
      },
    );
  }

  /**
   * Fields for one more of a group.
   * @param {string} place
   * @param {HTMLElement[]} slots
   */
  async addItem(place, slots) {
    const fields = this.#current?.running.addItem?.(place);
    if (!fields) return;
    for (const slot of slots) slot.dataset.state = 'loading';
    await this.#watch(fields);
    for (const slot of slots) slot.dataset.state = 'ready';
  }

  /** @param {number} index */
  removeItem(index) {
    this.#current?.running.removeItem?.(index);
  }

  /** Makes the page's call. A second press while it is under way does nothing. */
  async submit() {
    const current = this.#current;
    if (!current || this.#busy) return;
    const { log, result, button, call, busy, done, anew, after, markOwn } = this.#parts;
    const hadFocus = document.activeElement === button;
    this.#calling = new AbortController();
    this.#setBusy(true);
    this.#wrong.clear();
    anew?.();
    result.busy(busy);
    log.add('page', call, this.#of(current.subject));
    try {
      const summary = await current.running.submit(this.#calling.signal);
      log.add('result', 'done', summary, 'good');
      if (this.#current === current) {
        result.done(...done(summary, current.subject));
        after?.(summary);
      }
    } catch (reason) {
      const error = /** @type {Failure} */ (reason);
      log.add('result', 'failed', error, 'bad');
      if (this.#current === current) {
        const wrong = [...this.#toCorrect(), ...(markOwn?.(error) ?? []).map(ownCorrection)].sort(
          byPlace,
        );
        result.failed(error, this.#again, false, wrong);
        wrong[0]?.focus();
      }
    } finally {
      this.#setBusy(false);
      // A disabled button loses the focus; a keyboard user would start again at the top.
      if (hadFocus && document.activeElement === document.body) button.focus();
    }
  }

  /**
   * Fields that show what is wrong say so by an event; the page need not know which belongs to
   * which path of the input.
   * @returns {Correction[]}
   */
  #toCorrect() {
    return [...this.#wrong].map((field) => {
      const { label, place } = this.#places.get(field) ?? { label: field.kind, place: null };
      return { label, place, focus: () => field.focus() };
    });
  }

  /**
   * @param {Record<string, Field>} fields
   * @returns {Promise<unknown>} until all of them are there
   */
  #watch(fields) {
    return Promise.all(
      Object.entries(fields).map(([name, field]) => {
        this.#parts.log.watchField(name, field);
        field.addEventListener('error', () => this.#wrong.add(field));
        return new Promise((resolve) => {
          field.addEventListener('ready', ({ detail }) => {
            this.#places.set(field, { label: detail.label, place: document.getElementById(name) });
            resolve(undefined);
          });
        });
      }),
    );
  }

  /** @param {string} subject */
  #of(subject) {
    return subject ? { for: subject } : undefined;
  }

  /** @param {boolean} now */
  #setBusy(now) {
    this.#busy = now;
    const { button, cancel } = this.#parts;
    button.disabled = now;
    button.setAttribute('aria-busy', String(now));
    if (cancel) cancel.hidden = !now;
  }
}

/** @param {HTMLElement} control @returns {Correction} */
const ownCorrection = (control) => ({
  label: document.querySelector(`label[for="${control.id}"]`)?.textContent ?? '',
  place: control,
  focus: () => control.focus(),
});

/** @param {Correction} one @param {Correction} other */
function byPlace({ place: one }, { place: other }) {
  if (!one || !other) return 0;
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
