// @ts-check
// The start of every browser test: the seeded sandbox, one empty tab, and the objects that a
// customer knows.
import { before, beforeEach } from 'node:test';
import { clientToken } from './own-sandbox.mjs';
import { PinPage } from './pin-page.mjs';
import { useStack } from './stack.mjs';
import { visit } from './visit.mjs';

/** @typedef {{ id: string, status: string, last4: string, network?: string, holderName?: string }} PaymentCard */

/**
 * The objects that the customer's server knows.
 *
 * @typedef {object} Objects
 * @property {PaymentCard[]} paymentCards
 * @property {{ id: string }[]} directDepositDetails
 * @property {{ id: string, last4: string }[]} externalBankAccountDetails
 * @property {{ id: string, kind: string, name: string }[]} accountHolders
 * @property {{ id: string, status: string, requiredDocumentTypes: string[] }[]}
 * documentUploadSessions
 */

export class Scene {
  /** @type {import("./stack.mjs").Stack | undefined} */
  #stack;
  /** @type {Objects | undefined} */
  #objects;

  async begin() {
    this.#stack = await useStack();
    this.#objects = await (await fetch(new URL('/objects.json', this.addresses.app))).json();
  }

  async reset() {
    await this.control.reset();
    const { driver, mainWindow } = this.stack;
    for (const handle of await driver.getAllWindowHandles()) {
      if (handle === mainWindow) continue;
      await driver.switchTo().window(handle);
      await driver.close();
    }
    await driver.switchTo().window(mainWindow);
    // Ends the page, so that it sends nothing while the next test counts requests.
    await visit(this.driver, new URL('about:blank'));
  }

  get stack() {
    if (!this.#stack)
      throw new Error('the scene can be used only in tests, because it begins in `before`');
    return this.#stack;
  }

  get engine() {
    return this.stack.engine;
  }

  get driver() {
    return this.stack.driver;
  }

  get addresses() {
    return this.stack.addresses;
  }

  get control() {
    return this.stack.control;
  }

  /** The seeded objects that the customer's server knows. */
  get objects() {
    if (!this.#objects) throw new Error('the scene begins in `before`');
    return this.#objects;
  }

  /** The origin of the frame, without the folder. */
  get frameOrigin() {
    return new URL(this.addresses.frame).origin;
  }

  /**
   * @param {string} status
   * @param {number} [which] the index, when there are several
   */
  cardIn(status, which = 0) {
    const card = this.objects.paymentCards.filter((candidate) => candidate.status === status)[
      which
    ];
    if (!card) throw new Error(`the seed has no payment card ${which} in status ${status}`);
    return card;
  }

  /** The card for tests that set a PIN. */
  get card() {
    return this.cardIn('ACTIVE');
  }

  /** Another card of the same customer. */
  get otherCard() {
    return this.cardIn('ACTIVE', 1);
  }

  /**
   * Returns a token as the customer's server gets it, by the API key.
   *
   * @param {string} [cardId]
   * @returns {Promise<string>}
   */
  token(cardId = this.card.id) {
    return clientToken(this.addresses.app, cardId);
  }

  /** @param {string} path a path on the app's origin */
  async visit(path) {
    await visit(this.driver, new URL(path, this.addresses.app));
  }

  /**
   * Returns the requests that the browser has sent to the API, without those of the customer's
   * server, which carry the API key.
   */
  async sent() {
    const requests = await this.control.requests();
    return requests.filter(({ origin, headersSeen }) => {
      return origin === 'api' && !headersSeen.authorization?.startsWith('Basic');
    });
  }

  /**
   * Opens the PIN page with a form that is ready.
   *
   * @param {import("./pin-page.mjs").FormOptions & { page?: string }} [options]
   */
  async pinPage({ page = '/pin.html', ...options } = {}) {
    await this.visit(page);
    const pinPage = new PinPage(this.driver);
    const token = options.token ?? (await this.token(options.cardId));
    await pinPage.ready({ cardId: this.card.id, ...options, token });
    return pinPage;
  }
}

/** Creates the scene of a `describe`, and resets it before each of its tests. */
export function useScene() {
  const scene = new Scene();
  before(() => scene.begin());
  beforeEach(() => scene.reset());
  return scene;
}
