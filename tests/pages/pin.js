// @ts-check
// The page under test: PIN forms that use only the public interface, and hooks for the tests.
import { FIELD_EVENTS, SESSION_EVENTS } from '/events.js';
import { createSession, recordDiagnostics } from '/sordino/index.js';
import { describe, listen } from '/tell.js';

/** @import { Outcome, Told, ToldError } from "./tell.js" */

/**
 * @typedef {object} FormOptions
 * @property {string} [cardId]
 * @property {string} [token]
 * @property {boolean} [callback] whether the token is passed by a callback that the session may
 * call again
 * @property {boolean} [silent] whether the callback never answers
 * @property {number} [failures] how often the callback throws before it answers
 * @property {string} [usage] the usage of the tokens that the callback returns
 * @property {boolean} [shadow] whether the form is in a shadow root
 * @property {"rtl"} [dir]
 * @property {string} [mountAt] a selector instead of the form's own places
 * @property {string} [frameUrl] replaces the configured address
 * @property {boolean} [diagnostics] whether to record diagnostics
 * @property {string} [policy] a Content-Security-Policy that the page sets itself
 * @property {{ locale?: string, words?: object, timeout?: number, appearance?: object }} [session]
 */

/**
 * @typedef {object} Form
 * @property {any} session
 * @property {any} pin
 * @property {any} pinConfirm
 * @property {Element} root
 * @property {Told[]} told
 * @property {Outcome[]} outcomes
 * @property {string} token
 * @property {number} tokensGiven
 * @property {string[]} reasons the reasons of the calls of the page's callback
 * @property {AbortController} aborting aborts the last call
 * @property {() => Promise<object>} [diagnostics]
 * @property {string[]} logged the names of the logged events
 */

/** @type {Map<string, Form>} */
const forms = new Map();

/**
 * Creates the form's own markup: two places for the fields, a button, and the result.
 *
 * @param {string} name
 * @param {FormOptions} options
 */
function draw(name, { shadow, dir }) {
  const section = document.createElement('section');
  section.id = name;
  if (dir) section.dir = dir;
  const places = document.createElement('div');
  const root = shadow ? places.attachShadow({ mode: 'open' }) : places;
  for (const kind of ['pin', 'pinConfirm']) {
    const place = document.createElement('div');
    place.className = kind;
    root.append(place);
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Set PIN';
  const output = document.createElement('output');
  section.append(places, button, output);
  document.querySelector('main')?.append(section);
  return { root, button, output };
}

/**
 * @param {string} name
 * @param {FormOptions} options
 * @returns {Promise<{ ok: true } | { error: ToldError }>}
 */
async function open(name, options) {
  const { frameUrl } = await (await fetch('/config.json')).json();
  const { root, button, output } = draw(name, options);
  const form = /** @type {Form} */ (
    /** @type {unknown} */ ({
      told: [],
      outcomes: [],
      token: options.token,
      tokensGiven: 0,
      reasons: [],
      logged: [],
      root,
    })
  );
  forms.set(name, form);

  const giveToken = async (/** @type {string} */ reason) => {
    form.tokensGiven += 1;
    form.reasons.push(reason);
    if (form.tokensGiven <= (options.failures ?? 0))
      throw new Error("the customer's server is busy");
    if (options.silent) return new Promise(() => {});
    return options.usage ? { value: form.token, usage: options.usage } : form.token;
  };
  if (options.policy) {
    const meta = Object.assign(document.createElement('meta'), {
      httpEquiv: 'Content-Security-Policy',
      content: options.policy,
    });
    document.head.append(meta);
  }
  try {
    const address = options.frameUrl ?? frameUrl;
    form.session = createSession({
      frameUrl: address,
      clientToken: options.callback || options.silent ? giveToken : form.token,
      ...options.session,
    });
    if (options.diagnostics) {
      const onLog = (/** @type {{ name: string }} */ { name }) => void form.logged.push(name);
      form.diagnostics = recordDiagnostics(form.session, { frameUrl: address, onLog });
    }
    listen(form.told, 'session', form.session, SESSION_EVENTS);

    form.pin = form.session.createField('pin');
    form.pinConfirm = form.session.createField('pinConfirm');
    listen(form.told, 'pin', form.pin, FIELD_EVENTS);
    listen(form.told, 'pinConfirm', form.pinConfirm, FIELD_EVENTS);
    const failed = new Promise((_, reject) => {
      form.session.addEventListener(
        'error',
        (/** @type {CustomEvent} */ event) => reject(event.detail),
        { once: true },
      );
      for (const field of [form.pin, form.pinConfirm]) {
        field.addEventListener('error', (/** @type {CustomEvent} */ { detail }) => {
          if (detail.code === 'unavailable')
            reject(Object.assign(new Error('a field did not load'), detail));
        });
      }
    });
    const usable = [form.pin, form.pinConfirm].map(
      (field) => new Promise((resolve) => field.addEventListener('ready', resolve, { once: true })),
    );

    button.addEventListener('click', async () => {
      await submit(form, { paymentCardId: options.cardId });
      output.textContent =
        'ok' in form.outcomes[form.outcomes.length - 1] ? 'PIN set' : 'PIN not set';
    });

    form.pin.mount(options.mountAt ?? root.querySelector('.pin'));
    form.pinConfirm.mount(options.mountAt ?? root.querySelector('.pinConfirm'));
    await Promise.race([Promise.all([form.session.ready, ...usable]), failed]);
    return { ok: true };
  } catch (error) {
    return { error: describe(error) };
  }
}

/**
 * @param {Form} form
 * @param {unknown} input
 * @param {unknown} [signal] replaces the signal that the form can abort by
 */
async function submit(form, input, signal) {
  form.aborting = new AbortController();
  try {
    form.outcomes.push({
      ok: await form.session.setPaymentCardPin(input, { signal: signal ?? form.aborting.signal }),
    });
  } catch (error) {
    form.outcomes.push({ error: describe(error) });
  }
}

/** @param {string} name */
function formCalled(name) {
  const form = forms.get(name);
  if (!form) throw new Error(`no form is called ${name}`);
  return form;
}

const harness = {
  open,
  /** @param {string} name */
  told: (name) => formCalled(name).told,
  /** @param {string} name */
  outcomes: (name) => formCalled(name).outcomes,
  /** @param {string} name */
  tokensGiven: (name) => formCalled(name).tokensGiven,
  /** @param {string} name */
  reasons: (name) => formCalled(name).reasons,
  /** @param {string} name */
  diagnostics: async (name) => ({
    report: await formCalled(name).diagnostics?.(),
    logged: formCalled(name).logged,
  }),
  /** @param {string} name */
  abort: (name) => formCalled(name).aborting.abort(),
  /** @param {string} name @param {string} token */
  giveToken: (name, token) => void (formCalled(name).token = token),
  /** @param {string} name @param {unknown} input @param {unknown} [signal] */
  submit: (name, input, signal) => void submit(formCalled(name), input, signal),
  /**
   * Returns the iframe of a field, scrolled to where a pointer can reach it.
   * @param {string} name
   * @param {string} kind
   */
  frame(name, kind) {
    const frame = formCalled(name).root.querySelector(`.${kind} iframe`);
    frame?.scrollIntoView({ block: 'nearest' });
    return frame;
  },
  /**
   * @param {string} name
   * @param {"session" | "pin" | "pinConfirm"} target
   * @param {string} method
   * @param {...unknown} args
   */
  call(name, target, method, ...args) {
    try {
      formCalled(name)[target][method](...args);
      return { ok: true };
    } catch (error) {
      return { error: describe(error) };
    }
  },
};

Object.assign(window, { harness });
