// @ts-check
// The measured page: it opens sessions through the public interface, and builds the bare iframes
// that they are compared with.
import { createSession } from '/sordino/index.js';
import { clientToken } from '../../pages/customer.js';
import { nextEvent } from '../../pages/events.js';

/** The kinds of a form for personal data, used in turn. */
const KINDS = [
  ...['givenName', 'familyName', 'dateOfBirth', 'socialSecurityNumber', 'email', 'phoneNumber'],
  ...['streetAddress', 'extendedAddress', 'locality', 'region', 'postalCode', 'countryCodeAlpha3'],
];

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const { frameUrl } = await (await fetch('/config.json')).json();

/** One clock for the page, the frames and the server. */
const now = () => performance.timeOrigin + performance.now();

/** @type {any[]} */
let sessions = [];

/**
 * Opens a session of `count` fields, and waits until all are usable.
 *
 * @param {number} count
 * @param {any[]} [kinds]
 */
async function open(count, kinds = KINDS) {
  const session = createSession({ frameUrl, clientToken: () => Promise.reject() });
  sessions.push(session);
  const failed = nextEvent(session, 'error').then(({ detail }) => Promise.reject(detail));
  const ready = [];
  for (let index = 0; index < count; index += 1) {
    const field = session.createField(kinds[index % kinds.length]);
    ready.push(nextEvent(field, 'ready'));
    field.mount(main);
  }
  await Promise.race([Promise.all([session.ready, ...ready]), failed]);
  return session;
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<number>} milliseconds
 */
async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** @param {number} count */
async function openBare(count) {
  const loaded = [];
  for (let index = 0; index < count; index += 1) {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'display:block;width:100%;height:102px;border:0';
    frame.src = `${frameUrl}bare.html`;
    loaded.push(nextEvent(frame, 'load'));
    main.append(frame);
  }
  await Promise.all(loaded);
}

/** The times of the page's field events. @type {number[]} */
let told = [];

const harness = {
  now,
  /** Opens a session, and waits until its `count` fields are usable. @param {number} count */
  sordino: (count) => timed(() => open(count)),
  /**
   * Inserts `count` iframes with an input each, and waits until they have loaded.
   *
   * @param {number} count
   */
  bare: (count) => timed(() => openBare(count)),
  /**
   * Opens `count` sessions of one field each, and waits until all are usable.
   *
   * @param {number} count
   */
  many: (count) => timed(() => Promise.all(Array.from({ length: count }, () => open(1)))),
  clear() {
    for (const session of sessions) session.destroy();
    sessions = [];
    main.replaceChildren();
  },

  /**
   * Opens a session for an operation, with fields of the given kinds.
   *
   * @param {string[]} kinds
   * @param {{ for: string, id?: string }} wish
   */
  async begin(kinds, wish) {
    const token = await clientToken(wish);
    const session = /** @type {any} */ (
      createSession({ frameUrl, clientToken: async () => token })
    );
    const fields = kinds.map((kind) => session.createField(kind, { masked: false }));
    const ready = fields.map((field) => nextEvent(field, 'ready'));
    fields.forEach((field, index) => {
      field.addEventListener('change', (/** @type {CustomEvent} */ { detail }) => {
        told.push(now());
        harness.complete[index] = detail.complete;
      });
      field.mount(main);
    });
    await Promise.all([session.ready, ...ready]);
    Object.assign(harness, { session, fields, token });
  },
  /** @type {any} */
  session: undefined,
  /** @type {any[]} */
  fields: [],
  /** Whether each field is complete. @type {boolean[]} */
  complete: [false, false],
  /** @param {number} which */
  focus: (which) => harness.fields[which].focus(),
  /**
   * Calls an operation, and returns the time of the call when the operation is done.
   * @param {string} operation
   * @param {object} input
   */
  async call(operation, input) {
    const called = now();
    await harness.session[operation](input);
    return called;
  },
  /** Returns the times of the events since the last call. */
  told() {
    const times = told;
    told = [];
    return times;
  },
};

Object.assign(window, { harness });
