// @ts-check
// The page under test: a form of custom elements, and hooks for the tests.
import { FIELD_EVENTS } from '/events.js';

/** @typedef {{ target: string, type: string, detail: any }} Told */

/** @type {Told[]} */
const told = [];
/** @type {({ ok: any } | { error: any })[]} */
const outcomes = [];
/** The submissions of the form. @type {string[][]} */
const submitted = [];

const EVENTS = [...FIELD_EVENTS, 'session-ready', 'session-error'];
for (const type of EVENTS) {
  document.addEventListener(`sordino-${type}`, (event) => {
    const { target, detail } = /** @type {CustomEvent} */ (event);
    told.push({
      target: /** @type {Element} */ (target).id,
      type,
      detail: detail instanceof Error ? { .../** @type {any} */ (detail) } : detail,
    });
  });
}

/** @type {any} */
const session = document.getElementById('session');
const form = /** @type {HTMLFormElement} */ (document.getElementById('form'));
/** @type {{ cardId?: string }} */
const chosen = {};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  submitted.push([...new FormData(form).keys()]);
  try {
    outcomes.push({
      ok: await session.session.setPaymentCardPin({ paymentCardId: chosen.cardId }),
    });
  } catch (error) {
    outcomes.push({
      error: { .../** @type {any} */ (error), name: /** @type {any} */ (error).name },
    });
  }
});

/**
 * Sets the properties, before or after the elements are defined.
 *
 * @param {{ token: string, cardId: string, early?: boolean, markup?: string }} options
 */
async function open({ token, cardId, early, markup }) {
  const { frameUrl } = await (await fetch('/config.json')).json();
  chosen.cardId = cardId;
  const target = markup === undefined ? session : draw(markup);
  const set = () => Object.assign(target, { frameUrl, clientToken: async () => token });
  if (early) set();
  await import(/** @type {any} */ ('/sordino/elements/index.js'));
  if (!early) set();
}

/** @param {string} markup is parsed like a document, with declarative shadow roots */
function draw(markup) {
  const elsewhere = /** @type {HTMLElement & { setHTMLUnsafe(html: string): void }} */ (
    document.getElementById('elsewhere')
  );
  elsewhere.setHTMLUnsafe(markup);
  return /** @type {HTMLElement} */ (elsewhere.querySelector('sordino-session'));
}

Object.assign(window, {
  harness: { open, told: () => told, outcomes: () => outcomes, submitted: () => submitted },
});
