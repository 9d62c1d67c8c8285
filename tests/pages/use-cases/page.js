// @ts-check
// A page of any use case, made with the public interface alone: the fields that a test names, and
// hooks for the test. Its client tokens come from the customer's server.
import { createSession } from '/sordino/index.js';
import { describe, FIELD_EVENTS, listen, SESSION_EVENTS } from '/tell.js';

/** @import { Outcome, Told, ToldError } from "../tell.js" */

/** @typedef {{ kind: string, name?: string, options?: object }} FieldWish `name`: that of the kind when it says nothing */
/** @typedef {{ for: string, id?: string }} TokenWish what the customer's server is asked for */
/** @typedef {{ token: TokenWish, fields: FieldWish[], session?: object }} PageOptions */

/** @type {any} */
let session;
/** @type {Map<string, any>} */
const fields = new Map();
/** @type {Told[]} */
const told = [];
/** @type {Outcome[]} */
const outcomes = [];
/** What the page's callback gives in place of the customer's server’s token. @type {any} */
let given;
/** How opening ended, once it has. @type {{ ok: true } | { error: ToldError } | null} */
let end = null;
/** @type {AbortController} */
let abort;

/** @param {TokenWish} wish */
async function clientToken(wish) {
  const answer = await fetch('/client-tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (!answer.ok) throw new Error(`the customer's server answered ${answer.status}`);
  return answer.json();
}

/** How wide the page's part of the window is, its margins in it, where the address says so. */
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
  /** One more field. @param {FieldWish} wish */
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
  /** The iframe of a field, where a pointer can reach it. @param {string} name */
  frame(name) {
    const frame = document.querySelector(`[data-name="${name}"] iframe`);
    frame?.scrollIntoView({ block: 'center' });
    return frame;
  },
};

Object.assign(window, { harness });
