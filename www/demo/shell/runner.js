// @ts-check
// Starts a page's session, calls its operation, displays the result, and starts it again. Each page
// has one runner.

import { appearance, themeChanges } from './appearance.js';

/**
 * @import { EventLog } from "./log.js"
 * @import { Failure, Result } from "./result.js"
 * @import { Appearance, Field, Session } from "/sordino/index.js"
 */

/**
 * The object that an integration returns to its page.
 * @typedef {object} Running
 * @property {Session} session
 * @property {Record<string, Field>} fields
 * @property {(signal: AbortSignal) => Promise<object>} submit
 * @property {(place: string) => Record<string, Field>} [addItem] adds fields to a group that can be
 * repeated
 * @property {(index: number) => void} [removeItem]
 */

/**
 * An entry that the person must correct.
 * @typedef {{ label: string, place: HTMLElement | null, focus: () => void }} Correction
 */

/**
 * @typedef {object} Parts
 * @property {EventLog} log
 * @property {Result} result
 * @property {HTMLButtonElement} button
 * @property {HTMLButtonElement} [cancel] stops a call; enabled while one is running
 * @property {string} call the name of the session's call, for the log
 * @property {string} busy the message while the call is running
 * @property {(summary: any, subject: string) => [title: string, text: string]} done
 * @property {() => void} [reset] removes the result of the last call
 * @property {(summary: any) => void} [after] called when a call is done
 * @property {(error: Failure) => HTMLElement[]} [markOwn] marks the page's own controls that are
 * wrong
 * @property {() => Appearance} [looks] replaces the page's appearance
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
  /** The fields that have fired an error since the call started. @type {Set<Field>} */
  #wrong = new Set();
  /** @type {Map<Field, { label: string, place: HTMLElement | null }>} */
  #places = new Map();

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    themeChanges.addEventListener('change', () => this.applyAppearance());
    parts.cancel?.addEventListener('click', () => {
      this.#parts.log.add('page', 'abort');
      this.#calling?.abort();
    });
  }

  /** The present session, if there is one. */
  get session() {
    return this.#current?.running.session;
  }

  /** Updates the fields' appearance to the present one of the page. */
  applyAppearance() {
    this.session?.update({ appearance: (this.#parts.looks ?? appearance)() });
  }

  /**
   * Starts a session, and destroys the one before.
   * @param {string} subject the name of its object
   * @param {HTMLElement[]} slots the elements of its fields
   * @param {() => Running} begin
   */
  start(subject, slots, begin) {
    const { log, result } = this.#parts;
    if (this.#current) {
      this.#current.running.session.destroy();
      log.add('page', 'destroyed the session', this.#of(this.#current.subject));
    }
    this.#again = () => this.start(subject, slots, begin);
    this.#parts.reset?.();
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
   * Adds fields to a repeated group.
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

  /** Calls the page's operation. A second press while it is running does nothing. */
  async submit() {
    const current = this.#current;
    if (!current || this.#busy) return;
    const { log, result, button, call, busy, done, reset, after, markOwn } = this.#parts;
    const hadFocus = document.activeElement === button;
    this.#calling = new AbortController();
    this.#setBusy(true);
    this.#wrong.clear();
    reset?.();
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
      // A disabled button loses the focus, and a keyboard user would have to start at the top.
      if (hadFocus && document.activeElement === document.body) button.focus();
    }
  }

  /**
   * Returns the fields that have fired an error. The page does not need to know the path of each in
   * the input.
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
   * @returns {Promise<unknown>} resolves when all fields are ready
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
