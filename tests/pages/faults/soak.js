// @ts-check
// A page that is never reloaded: it opens sessions, uses them and destroys them. It keeps no
// reference to them, so that everything that stays is Sordino's.
import { clientToken } from '/customer.js';
import { nextEvent } from '/events.js';
import { createSession } from '/sordino/index.js';

/** @typedef {import('../customer.js').TokenWish} TokenWish */

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const { frameUrl } = await (await fetch('/config.json')).json();

/**
 * @param {any} session
 * @param {string[]} kinds
 */
async function mountAll(session, kinds) {
  const fields = kinds.map((kind) => session.createField(kind));
  const ready = fields.map((field) => nextEvent(field, 'ready'));
  for (const field of fields) field.mount(main);
  await Promise.all([session.ready, ...ready]);
  return fields;
}

/**
 * Waits until a frame was painted. Chromium (156) sometimes keeps everything of a document that is
 * removed before that, together with the document's unanswered request for the device's posture.
 * Bare iframes leak the same way (tests/soak/bare.mjs).
 */
const painted = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

const PERSON = {
  personAccountHolder: {
    name: { givenName: 'Fanny', familyName: 'Hensel' },
    dateOfBirth: '1985-11-14',
    billingAddress: {
      streetAddress: '12 Leipziger Court',
      locality: 'San Francisco',
      region: 'CA',
      postalCode: '94107',
    },
  },
};

/**
 * The cards that sessions view in turn, because each can be requested only twenty times in ten
 * seconds.
 *
 * @type {string[]}
 */
let cards = [];

/** References that the page keeps if the test is to fail. @type {unknown[] | undefined} */
let kept;

/** The signal of all calls, since a page may have one signal for its whole life. */
const { signal } = new AbortController();

/** Runs a session from its start to its end. @param {number} number */
async function session(number) {
  const isView = number % 10 === 0;
  const id = cards[(number / 10) % cards.length];
  const wish = isView ? { for: 'viewPaymentCard', id } : { for: 'tokenizeAccountHolder' };
  const session = createSession({ frameUrl, clientToken: () => clientToken(wish) });
  await mountAll(session, isView ? ['paymentCard'] : ['middleName']);
  if (isView) await session.viewPaymentCard({ paymentCardId: id }, { signal });
  else await session.tokenizePersonAccountHolder(/** @type {any} */ (PERSON), { signal });
  session.destroy();
  kept?.push(session);
}

/** A session that is never destroyed and keeps the frame's process alive. @type {any} */
let witness;
/** @type {any} */
let field;
/** How often the long-lived session was asked for a token. */
let refreshes = 0;

const harness = {
  /** @param {string[]} known @param {boolean} leak */
  async begin(known, leak) {
    cards = known;
    kept = leak ? [] : undefined;
    witness = createSession({
      frameUrl,
      clientToken: () => clientToken({ for: 'tokenizeAccountHolder' }),
    });
    [field] = await mountAll(witness, ['familyName']);
  },
  /** Runs sessions one after the other. @param {number} from @param {number} to */
  async sessions(from, to) {
    for (let number = from; number < to; number += 1) await session(number);
    // The witness's vault may hold the last document that announced itself, until its next task.
    await harness.mounts(1);
  },
  /** Mounts one field again and again, each time until it is painted. @param {number} count */
  async mounts(count) {
    for (let number = 0; number < count; number += 1) {
      const ready = nextEvent(field, 'ready');
      field.mount(main);
      await ready;
      await painted();
    }
    // A field may or may not still wait for its first resize.
    field.unmount();
  },
  end() {
    witness.destroy();
    witness = field = undefined;
  },
  /**
   * Opens a session of twelve fields whose tokens live for seconds.
   *
   * @param {string} control the origin of the controls
   * @param {number} seconds
   */
  async live(control, seconds) {
    refreshes = 0;
    const short = async () => {
      refreshes += 1;
      const answer = await fetch(`${control}/client-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ for: 'tokenizeAccountHolder', expiresInSeconds: seconds }),
      });
      return answer.json();
    };
    witness = createSession({ frameUrl, clientToken: short });
    // The operation of this session needs none of these fields.
    await mountAll(witness, [
      ...['pin', 'pinConfirm', 'middleName', 'suffix', 'title', 'website', 'businessDescription'],
      ...['cardNumber', 'cvv', 'expirationDate', 'accountNumber', 'routingNumber'],
    ]);
  },
  /**
   * Uses the long-lived session, no more often than the API allows, and returns the number of its
   * tokens.
   */
  async use() {
    await witness.tokenizePersonAccountHolder(PERSON);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return refreshes;
  },
};

Object.assign(window, { harness });
