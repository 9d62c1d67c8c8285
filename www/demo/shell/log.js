// @ts-check
// "What this page was told": all events and results, in order. It displays each key of the received
// object, so that it hides nothing, but only the start of a token.

import { el } from './dom.js';
import { beginningOf } from './words.js';

/** The most rows. Older rows are removed. */
const MOST_ROWS = 300;

/** The events of a session, and of a field. Some kinds of field have only some of them. */
const SESSION_EVENTS = ['ready', 'error'];
const FIELD_EVENTS = [
  'ready',
  'change',
  'focus',
  'blur',
  'reveal',
  'hide',
  'copy',
  'progress',
  'error',
];

export class EventLog {
  #start = performance.now();
  #rows;
  #count;

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.#rows = el('ol', {
      class: 'log',
      id: 'events',
      tabindex: 0,
      'aria-label': 'Events, oldest first',
    });
    this.#count = el('span', { class: 'count', id: 'event-count' }, '0');
    const clear = el(
      'button',
      { type: 'button', class: 'button small', id: 'clear-events' },
      'Clear',
    );
    clear.addEventListener('click', () => {
      this.#rows.replaceChildren();
      this.#count.textContent = '0';
    });
    parent.append(
      el(
        'div',
        { class: 'inspector-head' },
        el('h2', {}, 'What this page was told', ' ', this.#count),
        clear,
      ),
      this.#rows,
    );
  }

  /**
   * @param {string} source 'page', 'session', 'result' or a field's name
   * @param {string} name
   * @param {unknown} [detail]
   * @param {"note" | "good" | "bad"} [tone]
   */
  add(source, name, detail, tone = 'note') {
    if (name === 'progress' && this.#goesOn(source, detail)) return;
    const atEnd = this.#rows.scrollTop + this.#rows.clientHeight > this.#rows.scrollHeight - 40;
    this.#rows.append(
      el(
        'li',
        {
          'data-source': source,
          'data-name': name,
          'data-tone': tone,
          'data-file': fileOf(detail),
        },
        el('time', {}, clock(performance.now() - this.#start)),
        el('span', { class: 'source' }, source),
        el('span', { class: 'name' }, name),
        details(detail),
      ),
    );
    while (this.#rows.childElementCount > MOST_ROWS) this.#rows.firstElementChild?.remove();
    this.#count.textContent = String(this.#rows.childElementCount);
    if (atEnd) this.#rows.scrollTop = this.#rows.scrollHeight;
  }

  /**
   * Adds a file's progress to the last row if that is about the same file, and counts the events. A
   * hundred rows for each file would hide all others.
   * @param {string} source
   * @param {unknown} detail
   */
  #goesOn(source, detail) {
    const last = this.#rows.lastElementChild;
    const { file } = /** @type {{ file?: number }} */ (detail ?? {});
    if (
      !(last instanceof HTMLElement) ||
      last.dataset.name !== 'progress' ||
      last.dataset.source !== source
    )
      return false;
    if (last.dataset.file !== String(file)) return false;
    const times = Number(last.dataset.times ?? 1) + 1;
    last.dataset.times = String(times);
    last.querySelector('.name')?.replaceChildren(`progress ×${times}`);
    last.querySelector('.details')?.replaceWith(details(detail));
    return true;
  }

  /** @param {EventTarget} session */
  watchSession(session) {
    this.#watch('session', session, SESSION_EVENTS);
  }

  /**
   * @param {string} name
   * @param {EventTarget} field
   */
  watchField(name, field) {
    this.#watch(name, field, FIELD_EVENTS);
  }

  /** Logs each request for a client token that the browser reports. */
  watchTokens() {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!entry.name.endsWith('/client-tokens')) continue;
        this.add('page', 'client token passed on', { tookMs: Math.round(entry.duration) });
      }
    }).observe({ type: 'resource' });
  }

  /**
   * @param {string} source
   * @param {EventTarget} target
   * @param {string[]} names
   */
  #watch(source, target, names) {
    for (const name of names) {
      target.addEventListener(name, (event) => {
        this.add(
          source,
          name,
          event instanceof CustomEvent ? event.detail : undefined,
          name === 'error' ? 'bad' : 'note',
        );
      });
    }
  }
}

/** Returns the index of an event's file. @param {unknown} detail */
const fileOf = (detail) =>
  detail && typeof detail === 'object' && 'file' in detail ? String(detail.file) : null;

/** Formats a time since the page was opened, as minutes:seconds.milliseconds. @param {number} ms */
function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = String(seconds % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${two}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}

/** @param {unknown} detail */
function details(detail) {
  const list = el('span', { class: 'details' });
  for (const [key, value] of flat(detail)) {
    list.append(
      el('span', { class: 'pair' }, el('span', { class: 'key' }, key), ' ', el('b', {}, value)),
      ' ',
    );
  }
  return list;
}

/**
 * Returns the path and the text of each value in an object, such as `fields.0.path`.
 * @param {unknown} value
 * @param {string} [path]
 * @returns {[string, string][]}
 */
function flat(value, path = '') {
  if (value === undefined || value === null) return path ? [[path, 'none']] : [];
  if (typeof value === 'boolean') return [[path, value ? 'yes' : 'no']];
  // Someone with the API key who reads the screen could redeem a whole token.
  if (path === 'token') return [[path, beginningOf(String(value))]];
  if (typeof value !== 'object') return [[path, String(value)]];
  // An error's message is not enumerable.
  const keys =
    value instanceof Error ? ['code', 'message', ...Object.keys(value)] : Object.keys(value);
  return [...new Set(keys)].flatMap((key) => {
    const inner = /** @type {Record<string, unknown>} */ (value)[key];
    return inner === undefined ? [] : flat(inner, path ? `${path}.${key}` : key);
  });
}
