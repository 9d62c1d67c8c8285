// @ts-check
// A page that is never reloaded: it opens sessions, uses them and lets go of them. It keeps nothing
// of them itself, so that whatever stays is Sordino's.
import { createSession } from '/sordino/index.js';

/** @typedef {{ for: string, id?: string }} TokenWish what the customer's server is asked for */

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const { frameUrl } = await (await fetch('/config.json')).json();

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

/**
 * @param {EventTarget} target
 * @param {string} type
 */
const heard = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/**
 * @param {any} session
 * @param {string[]} kinds
 */
async function mountAll(session, kinds) {
  const fields = kinds.map((kind) => session.createField(kind));
  const ready = fields.map((field) => heard(field, 'ready'));
  for (const field of fields) field.mount(main);
  await Promise.all([session.ready, ...ready]);
  return fields;
}

/**
 * A frame was painted. Of a document that is taken away before, Chromium (156) now and then keeps
 * all for good, with the question for the device's posture that it has asked itself about and not
 * had answered: bare iframes leave the same (tests/soak/bare.mjs).
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

/** The card that a session views, in turn: each may be asked for twenty times in ten seconds. @type {string[]} */
let cards = [];

/** What the page keeps of what it is done with: nothing, unless the test is to fail. @type {unknown[] | undefined} */
let kept;

/** Of all calls: a page may have one for its whole life. */
const { signal } = new AbortController();

/** One session, from its beginning to its end. @param {number} number */
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

/** The session that stays, so that the frame's process does. @type {any} */
let witness;
/** @type {any} */
let field;
/** How often a long-lived session was asked for a token. */
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
  /** Sessions one after the other. @param {number} from @param {number} to */
  async sessions(from, to) {
    for (let number = from; number < to; number += 1) await session(number);
    // The witness's vault may hold the document that it heard of last until it has something to do.
    await harness.mounts(1);
  },
  /** Mounts of one field, one after the other, each of them seen. @param {number} count */
  async mounts(count) {
    for (let number = 0; number < count; number += 1) {
      const ready = heard(field, 'ready');
      field.mount(main);
      await ready;
      await painted();
    }
    // One that is there may or may not still wait for its first resize.
    field.unmount();
  },
  end() {
    witness.destroy();
    witness = field = undefined;
  },
  /**
   * A session of twelve fields whose tokens live for seconds.
   *
   * @param {string} control its origin
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
    // None of them is needed by the operation that it is used for.
    await mountAll(witness, [
      ...['pin', 'pinConfirm', 'middleName', 'suffix', 'title', 'website', 'businessDescription'],
      ...['cardNumber', 'cvv', 'expirationDate', 'accountNumber', 'routingNumber'],
    ]);
  },
  /**
   * Uses the long-lived session, not more often than the API lets one; says how many tokens it was
   * given.
   */
  async use() {
    await witness.tokenizePersonAccountHolder(PERSON);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return refreshes;
  },
};

Object.assign(window, { harness });
