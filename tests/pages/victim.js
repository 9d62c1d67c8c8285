// @ts-check
// The page under attack: any fields and any operation, with the public interface alone. Everything
// that a script of the page could get is in `victim`. The package is loaded only when a session is
// opened, so that the attack comes first.
import { FIELD_EVENTS, SESSION_EVENTS } from '/events.js';

/**
 * @typedef {object} VictimOptions
 * @property {string} operation
 * @property {unknown} [input]
 * @property {{ name: string, kind: string, options?: object }[]} fields
 * @property {Answer[]} [tokens] the answers of the callback, one after another; the last one
 * repeats
 * @property {unknown} [token] a token that is passed without a callback
 * @property {string} [frameUrl] replaces the configured address
 * @property {{ locale?: string, words?: object, timeout?: number, appearance?: object }} [session]
 */

/** @typedef {{ give: unknown } | { throws: string } | { never: true }} Answer */
/** @typedef {{ name: string, code?: string, message: string, text: string, [member: string]: unknown }} ToldError */
/** @typedef {{ ok: unknown } | { error: ToldError }} Outcome */
/** @typedef {{ source: string, type: string, detail: any }} Told */

const TYPES = new Set([...SESSION_EVENTS, ...FIELD_EVENTS]);

/**
 * @param {any} error
 * @returns {ToldError}
 */
function describe(error) {
  const text = `${error}\n${error?.stack}`;
  return { ...error, name: error?.name, message: error?.message, code: error?.code, text };
}

/**
 * @param {string} source
 * @param {EventTarget} target
 */
function listen(source, target) {
  for (const type of TYPES) {
    target.addEventListener(type, (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      victim.told.push({
        source,
        type,
        detail: detail instanceof Error ? describe(detail) : (detail ?? null),
      });
    });
  }
}

/**
 * @param {VictimOptions} options
 * @returns {any} the token that the test wants
 */
function tokenOf({ token, tokens = [] }) {
  if (token !== undefined) return token;
  return async (/** @type {string} */ reason) => {
    const answer = tokens[Math.min(victim.asked.length, tokens.length - 1)];
    victim.asked.push(reason);
    if ('throws' in answer) throw new Error(answer.throws);
    return 'never' in answer ? new Promise(() => {}) : answer.give;
  };
}

/**
 * @typedef {object} Victim
 * @property {any} session
 * @property {Record<string, any>} fields
 * @property {Told[]} told
 * @property {string[]} asked the reasons of the callback's calls
 * @property {VictimOptions | undefined} options
 * @property {(options: VictimOptions) => Promise<Outcome>} open
 * @property {(input?: unknown, operation?: string) => Promise<Outcome>} call
 * @property {(name: string) => Element | null} frame
 */

/** @type {Victim} */
const victim = {
  session: undefined,
  fields: {},
  told: [],
  asked: [],
  options: undefined,

  async open(options) {
    victim.options = options;
    const main = /** @type {Element} */ (document.querySelector('main'));
    try {
      const frameUrl = options.frameUrl ?? (await (await fetch('/config.json')).json()).frameUrl;
      const { createSession } = await import('/sordino/index.js');
      victim.session = createSession({
        frameUrl,
        clientToken: tokenOf(options),
        ...options.session,
      });
      listen('session', victim.session);
      const failed = new Promise((_, reject) => {
        victim.session.addEventListener(
          'error',
          (/** @type {CustomEvent} */ event) => reject(event.detail),
          { once: true },
        );
      });
      const usable = options.fields.map(({ name, kind, options: ofField }) => {
        const field = (victim.fields[name] = victim.session.createField(kind, ofField));
        listen(name, field);
        const place = Object.assign(document.createElement('div'), { id: name });
        main.append(place);
        const ready = new Promise((resolve) =>
          field.addEventListener('ready', resolve, { once: true }),
        );
        field.mount(place);
        return ready;
      });
      await Promise.race([Promise.all([victim.session.ready, ...usable]), failed]);
      return { ok: true };
    } catch (error) {
      return { error: describe(error) };
    }
  },

  async call(input = victim.options?.input, operation = victim.options?.operation ?? '') {
    try {
      return { ok: await victim.session[operation](input) };
    } catch (error) {
      return { error: describe(error) };
    }
  },

  frame(name) {
    const frame = document.querySelector(`#${name} iframe`);
    frame?.scrollIntoView({ block: 'nearest' });
    return frame;
  },
};

Object.assign(window, { victim });
