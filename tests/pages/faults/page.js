// @ts-check
// A page of many forms, each with its own session, that uses only the public interface; and hooks
// for the tests. Its client tokens come from the customer's server.
import { clientToken } from '/customer.js';
import { createSession } from '/sordino/index.js';
import { describe } from '/tell.js';

/** @import { Outcome, ToldError } from "../tell.js" */

/** @typedef {import('../customer.js').TokenWish} TokenWish */
/**
 * @typedef {{ kind: string, name?: string, options?: object }} FieldWish `name`: the kind by
 * default
 */
/**
 * @typedef {object} FormOptions
 * @property {TokenWish} token
 * @property {FieldWish[]} fields
 * @property {object} [session]
 * @property {{ origin: string, usage: string }} [mint] mints other tokens through the sandbox's
 * controls
 */
/** @typedef {{ form: string, operation: string, input: unknown, abortAfter?: number }} CallWish */

/**
 * @typedef {object} Form
 * @property {any} session
 * @property {Map<string, any>} fields
 * @property {HTMLElement} root
 * @property {FormOptions} options
 * @property {string[]} asked the reasons of the calls for a token
 * @property {unknown} next a token that was fetched in advance, so that it is there whatever breaks
 * later
 * @property {{ code?: string }[]} errors the errors of the session's event `error`
 */

/** @type {Map<string, Form>} */
const forms = new Map();

/** @param {string} name */
function formCalled(name) {
  const form = forms.get(name);
  if (!form) throw new Error(`no form is called ${name}`);
  return form;
}

/** @param {FormOptions} options */
const tokenFor = ({ token, mint }) =>
  mint ? clientToken({ ...token, usage: mint.usage }, mint.origin) : clientToken(token);

/**
 * @param {string} name
 * @param {FormOptions} options
 * @returns {Promise<{ ok: true } | { error: ToldError }>}
 */
async function open(name, options) {
  const { frameUrl } = await (await fetch('/config.json')).json();
  const root = document.createElement('section');
  root.id = name;
  document.querySelector('main')?.append(root);
  const form = /** @type {Form} */ (
    /** @type {unknown} */ ({ fields: new Map(), root, options, asked: [], errors: [] })
  );
  forms.set(name, form);
  const giveToken = async (/** @type {string} */ reason) => {
    form.asked.push(reason);
    const next = form.next ?? (await tokenFor(form.options));
    form.next = undefined;
    return next;
  };
  try {
    form.session = createSession({ frameUrl, clientToken: giveToken, ...options.session });
    const failed = new Promise((_, reject) => {
      form.session.addEventListener('error', (/** @type {CustomEvent} */ event) => {
        form.errors.push(describe(event.detail));
        reject(event.detail);
      });
    });
    failed.catch(() => {});
    const usable = options.fields.map(({ kind, name: own = kind, options: more }) => {
      const field = form.session.createField(kind, more);
      form.fields.set(own, field);
      const place = document.createElement('div');
      place.dataset.name = own;
      root.append(place);
      const ready = new Promise((resolve) =>
        field.addEventListener('ready', resolve, { once: true }),
      );
      field.mount(place);
      return ready;
    });
    await Promise.race([Promise.all([form.session.ready, ...usable]), failed]);
    return { ok: true };
  } catch (error) {
    return { error: describe(error) };
  }
}

/**
 * @param {CallWish} wish
 * @returns {Promise<Outcome>}
 */
async function call({ form, operation, input, abortAfter }) {
  const signal = abortAfter === undefined ? undefined : AbortSignal.timeout(abortAfter);
  try {
    return { ok: await formCalled(form).session[operation](input, { signal }) };
  } catch (error) {
    return { error: describe(error) };
  }
}

/** @type {Promise<Outcome>[]} */
let calls = [];

const harness = {
  open,
  /** Makes all calls at once. @param {CallWish[]} wishes */
  begin: (wishes) => void (calls = wishes.map(call)),
  /**
   * Makes additional calls, whose outcomes do not matter.
   * @param {CallWish[]} wishes
   */
  companions: (wishes) => void wishes.map(call),
  /** Returns the outcomes, when all calls have ended. */
  ended: () => Promise.all(calls),
  /** Fetches a token in advance for each form without one. @param {string[]} names */
  async prepare(names) {
    await Promise.all(
      names.map(async (name) => {
        const form = formCalled(name);
        if (form.asked.length === 0) form.next ??= await tokenFor(form.options);
      }),
    );
  },
  /** Returns how often each form was asked for a token. @param {string[]} names */
  asked: (names) => names.map((name) => formCalled(name).asked.length),
  /** @param {string} name */
  errors: (name) => formCalled(name).errors.splice(0),
  /** @param {string} name */
  close(name) {
    const form = forms.get(name);
    form?.session?.destroy();
    form?.root.remove();
    forms.delete(name);
  },
  /** @param {string} form @param {string} field @param {string} method @param {...unknown} args */
  field: (form, field, method, ...args) =>
    void formCalled(form)
      .fields.get(field)
      [method](...args),
  /**
   * Returns the iframe of a field, scrolled to where a pointer can reach it.
   * @param {string} form
   * @param {string} field
   */
  frame(form, field) {
    const frame = formCalled(form).root.querySelector(`[data-name="${field}"] iframe`);
    frame?.scrollIntoView({ block: 'center' });
    return frame;
  },
};

Object.assign(window, { harness });
