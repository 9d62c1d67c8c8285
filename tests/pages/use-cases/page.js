// @ts-check
// A page for any use case that uses only the public interface: the fields that a test names, and
// hooks for the test. Its client tokens come from the customer's server.
import { clientToken } from '/customer.js';
import { FIELD_EVENTS, SESSION_EVENTS } from '/events.js';
import { createSession } from '/sordino/index.js';
import { describe, listen } from '/tell.js';

/** @import { Outcome, Told, ToldError } from "../tell.js" */

/**
 * @typedef {{ kind: string, name?: string, options?: object }} FieldWish `name`: the kind by
 * default
 */
/** @typedef {import('../customer.js').TokenWish} TokenWish */
/** @typedef {{ token: TokenWish, fields: FieldWish[], session?: object }} PageOptions */

/** @type {any} */
let session;
/** @type {Map<string, any>} */
const fields = new Map();
/** @type {Told[]} */
const told = [];
/** @type {Outcome[]} */
const outcomes = [];
/**
 * A token that the page's callback returns instead of the customer's server’s token.
 *
 * @type {any}
 */
let given;
/**
 * The result of opening the session, once there is one.
 *
 * @type {{ ok: true } | { error: ToldError } | null}
 */
let end = null;
/** @type {AbortController} */
let abort;

/** The width of the page and its margins, if the address has them. */
const width = new URLSearchParams(location.search).get('width');
if (width) document.documentElement.style.inlineSize = `${width}px`;

/** @param {PageOptions} options */
async function open({ token, fields: wishes, session: more }) {
  try {
    const { frameUrl } = await (await fetch('/config.json')).json();
    session = createSession({ frameUrl, clientToken: () => given ?? clientToken(token), ...more });
    listen(told, 'session', session, SESSION_EVENTS);
    const failed = new Promise((_, reject) => {
      session.addEventListener(
        'error',
        (/** @type {CustomEvent} */ event) => reject(event.detail),
        { once: true },
      );
    });
    const usable = wishes.map((wish) => add(wish));
    await Promise.race([Promise.all([session.ready, ...usable]), failed]);
    end = { ok: true };
  } catch (error) {
    end = { error: describe(error) };
  }
}

/** @param {FieldWish} wish */
function add({ kind, name = kind, options }) {
  const field = session.createField(kind, options);
  fields.set(name, field);
  listen(told, name, field, FIELD_EVENTS);
  const place = document.createElement('div');
  place.dataset.name = name;
  document.querySelector('main')?.append(place);
  const ready = new Promise((resolve) => field.addEventListener('ready', resolve, { once: true }));
  field.mount(place);
  return ready;
}

/**
 * @param {string} operation
 * @param {unknown} input
 */
async function call(operation, input) {
  abort = new AbortController();
  try {
    outcomes.push({ ok: await session[operation](input, { signal: abort.signal }) });
  } catch (error) {
    outcomes.push({ error: describe(error) });
  }
}

const harness = {
  /** @param {PageOptions} options */
  open: (options) => void open(options),
  /** Adds a field. @param {FieldWish} wish */
  add: (wish) => void add(wish),
  opened: () => ({
    end,
    waiting: [...fields.keys()].filter(
      (name) => !told.some((t) => t.source === name && t.type === 'ready'),
    ),
  }),
  told: () => told,
  outcomes: () => outcomes,
  /** @param {string} operation @param {unknown} input */
  call: (operation, input) => void call(operation, input),
  abort: () => abort.abort(),
  /** @param {unknown} token */
  giveToken: (token) => void (given = token),
  /** @param {string} method @param {...unknown} args */
  session: (method, ...args) => void session[method](...args),
  /** @param {string} name @param {string} method @param {...unknown} args */
  field: (name, method, ...args) => void fields.get(name)[method](...args),
  /**
   * Returns the iframe of a field, scrolled to where a pointer can reach it.
   *
   * @param {string} name
   */
  frame(name) {
    const frame = document.querySelector(`[data-name="${name}"] iframe`);
    frame?.scrollIntoView({ block: 'center' });
    return frame;
  },
};

Object.assign(window, { harness });
