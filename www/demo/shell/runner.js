// @ts-check
// The life of a page's session: begun, watched, called, told of in words, begun again. One page has one runner.

import { appearance, themeChanges } from "./appearance.js";

/**
 * @import { EventLog } from "./log.js"
 * @import { Failure, Result } from "./result.js"
 * @import { Field, Session } from "/sordino/index.js"
 */

/**
 * What an integration gives its page.
 * @typedef {{ session: Session, fields: Record<string, Field>, submit: () => Promise<object> }} Running
 */

/**
 * @typedef {object} Parts
 * @property {EventLog} log
 * @property {Result} result
 * @property {HTMLButtonElement} button
 * @property {string} call the name of the session's call, for the log
 * @property {string} busy what is said while it is under way
 * @property {(summary: any, subject: string) => [title: string, text: string]} done
 */

export class Runner {
  #parts;
  #busy = false;
  /** @type {{ running: Running, slots: HTMLElement[], subject: string } | undefined} */
  #current;
  /** @type {() => void} */
  #again = () => {};

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    themeChanges.addEventListener("change", () => {
      this.#current?.running.session.update({ appearance: appearance() });
    });
  }

  /** The session that runs now, if one does. */
  get session() {
    return this.#current?.running.session;
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
      log.add("page", "destroyed the session", { for: this.#current.subject });
    }
    this.#again = () => this.start(subject, slots, begin);
    result.idle();
    for (const slot of slots) slot.dataset.state = "loading";
    log.add("page", "created a session", { for: subject });

    const began = performance.now();
    const running = begin();
    const current = { running, slots, subject };
    this.#current = current;
    log.watchSession(running.session);
    for (const [name, field] of Object.entries(running.fields)) log.watchField(name, field);

    running.session.ready.then(
      () => {
        if (this.#current !== current) return;
        for (const slot of slots) slot.dataset.state = "ready";
        log.add("page", "fields usable", { afterMs: Math.round(performance.now() - began) }, "good");
      },
      (error) => {
        if (this.#current !== current) return;
        for (const slot of slots) slot.dataset.state = "failed";
        log.add("session", "not ready", error, "bad");
        result.failed(error, this.#again, true);
      },
    );
  }

  /** Makes the page's call. A second press while it is under way does nothing. */
  async submit() {
    const current = this.#current;
    if (!current || this.#busy) return;
    const { log, result, button, call, busy, done } = this.#parts;
    const hadFocus = document.activeElement === button;
    this.#setBusy(true);
    result.busy(busy);
    log.add("page", call, { for: current.subject });
    try {
      const summary = await current.running.submit();
      log.add("result", "done", summary, "good");
      if (this.#current === current) result.done(...done(summary, current.subject));
    } catch (error) {
      log.add("result", "failed", error, "bad");
      if (this.#current === current) {
        result.failed(/** @type {Failure} */ (error), this.#again);
        focusFirstWrong(/** @type {Failure} */ (error), current.running.fields);
      }
    } finally {
      this.#setBusy(false);
      // A disabled button loses the focus; a keyboard user would start again at the top.
      if (hadFocus && document.activeElement === document.body) button.focus();
    }
  }

  /** @param {boolean} now */
  #setBusy(now) {
    this.#busy = now;
    this.#parts.button.disabled = now;
    this.#parts.button.setAttribute("aria-busy", String(now));
  }
}

/**
 * Fields are named after the end of their path in the call's input.
 * @param {Failure} error
 * @param {Record<string, Field>} fields
 */
function focusFirstWrong(error, fields) {
  for (const { path } of error.fields ?? []) {
    const wrong = Object.entries(fields).find(([name]) => path === name || path.endsWith(`.${name}`));
    if (wrong) return wrong[1].focus();
  }
}
