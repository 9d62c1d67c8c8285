// @ts-check
// The control interface of the sandbox, outside of the browser: its state, its faults, its clock.

/**
 * @typedef {object} Fault
 * @property {"drop" | "delay" | "hold" | "status" | "malformed" | "truncated" | "redirect" | "html"
 * | "contentType" | "oversized" | "never" | "reorder" | "graphqlErrors" | "nullMember" | "extraFields" | "tokenEnded"
 * | "clockJump"} kind
 * @property {number} [status]
 * @property {number} [retryAfterSeconds]
 * @property {string} [retryAfter] the value of the header
 * @property {boolean} [page] whether the answer is the page of a gateway
 * @property {"null" | "absent" | "member" | "whole"} [data] the data beside top-level errors
 * @property {string} [errorCode] the `extensions.code` of a top-level error
 * @property {number} [delayMs]
 * @property {number} [percent] the part of the body that is sent
 * @property {number} [seconds] how far the clock jumps
 * @property {string} [operationName]
 * @property {string} [variable] only requests that have this text in their variables
 * @property {string} [path] only requests whose path has this ending
 * @property {number} [times]
 * @property {"api" | "upload" | "frame"} [target]
 * @property {boolean} [afterCommit] whether the operation takes effect, and only its answer fails
 */

/**
 * @typedef {object} SeenRequest
 * @property {"app" | "frame" | "api" | "upload"} origin
 * @property {string} method
 * @property {string} path
 * @property {string} [query]
 * @property {string} [operationName]
 * @property {Record<string, string>} headersSeen
 * @property {string} [document] the GraphQL document
 * @property {Record<string, unknown>} [variables] with every possible secret hashed
 * @property {number} receivedAt milliseconds since 1970
 * @property {number} status
 */

/** @typedef {{ id: string, status: string, pinSet: boolean, pinUpdates: number }} CardState */
/** @typedef {{ number: string, cvv: string, expirationDate: string, expirationMonth: string, expirationYear: string }} CardDetails */
/** @typedef {{ number: string, routingNumber: string, type: string, bankName?: string }} AccountDetails */
/** @typedef {{ id: string, kind: string, name: string, accountHolderId: string | null, externalId: string | null, details: any }} HolderState */
/** @typedef {{ hash: string, kind: string, redeemedAt: number | null, draft: { name: string, external_id: string | null, details: any } }} DraftState */
/** @typedef {{ id: string, documentType: string, status: string, contentType: string | null, size: number | null, sha256: string | null }} LinkState */
/** @typedef {{ id: string, status: string, links: LinkState[] }} UploadSessionState */
/** @typedef {{ for: string, id?: string, permissions?: string[], expiresInSeconds?: number, usage?: string }} TokenWish */

export class Control {
  #origin;

  /** @param {string} origin */
  constructor(origin) {
    this.#origin = origin;
  }

  /** The origin of the control interface, for a page that mints unusual tokens itself. */
  get origin() {
    return new URL(this.#origin).origin;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async #ask(method, path, body) {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(new URL(path, this.#origin), { method, ...init });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${method} ${path} at the control origin: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Restores the seeded state: objects, faults, clock, limits and the list of requests. */
  async reset() {
    await this.#ask('POST', '/reset');
    await this.clearFaults();
    await this.setClock(0);
    await this.clearRequests();
  }

  /** @param {Fault} fault */
  fault(fault) {
    return this.#ask('POST', '/faults', fault);
  }

  clearFaults() {
    return this.#ask('DELETE', '/faults');
  }

  /**
   * Sets how far clients' connections get from now on, and cuts the open connections. `clearFaults`
   * opens all lines.
   *
   * @param {"open" | "once" | "refused" | "halfOpen"} reach
   * @param {"api" | "upload" | "frame"} [target]
   * @returns {Promise<void>}
   */
  line(reach, target = 'api') {
    return this.#ask('POST', '/line', { reach, target });
  }

  /**
   * @returns {Promise<{ effect: string, object: string }[]>} all effects since the seed, in order
   */
  journal() {
    return this.#ask('GET', '/state/journal');
  }

  /**
   * Creates another document upload session like the given one, not started.
   *
   * @param {string} id
   * @returns {Promise<string>} its id
   */
  async anotherUploadSession(id) {
    return (await this.#ask('POST', `/state/document-upload-sessions/${id}/another`)).id;
  }

  /**
   * Sets whether the API refuses account holders with a tax number that is already taken, until the
   * next reset.
   *
   * @param {boolean} unique
   */
  setUniqueTaxNumbers(unique) {
    return this.#ask('POST', '/tax-numbers', { unique });
  }

  /** @param {number} offsetSeconds the difference to the real time */
  setClock(offsetSeconds) {
    return this.#ask('POST', '/clock', { offsetSeconds });
  }

  clearRequests() {
    return this.#ask('DELETE', '/requests');
  }

  /** @returns {Promise<SeenRequest[]>} */
  requests() {
    return this.#ask('GET', '/requests');
  }

  /**
   * Returns a token straight from the signer, also an unusual one.
   *
   * @param {TokenWish} wish
   * @returns {Promise<{ value: string, expirationDate: string, usage: string }>}
   */
  mintToken(wish) {
    return this.#ask('POST', '/client-tokens', wish);
  }

  /**
   * @param {string} id
   * @returns {Promise<CardState>}
   */
  card(id) {
    return this.#ask('GET', `/state/payment-cards/${id}`);
  }

  /**
   * Returns whether the card's stored hash is the hash of this PIN.
   *
   * @param {string} id
   * @param {string} pin
   * @returns {Promise<boolean>}
   */
  async pinIs(id, pin) {
    return (await this.#ask('POST', `/state/payment-cards/${id}/verify-pin`, { pin })).matches;
  }

  /**
   * @param {string} id the id of a payment card
   * @returns {Promise<CardDetails>} values that only a browser with the right token may show
   */
  cardDetails(id) {
    return this.#ask('GET', `/state/payment-cards/${id}/restricted-details`);
  }

  /**
   * @param {"direct-deposit-details" | "external-bank-account-details"} kind
   * @param {string} id
   * @returns {Promise<AccountDetails>} values that only a browser with the right token may show
   */
  accountDetails(kind, id) {
    return this.#ask('GET', `/state/${kind}/${id}`);
  }

  /**
   * @returns {Promise<HolderState[]>} persons, businesses and authorized users, oldest first
   */
  accountHolders() {
    return this.#ask('GET', '/state/account-holders');
  }

  /**
   * Returns whether the stored hash is the hash of this tax number.
   *
   * @param {string} id the id of an account holder
   * @param {string} number
   * @param {string} [pointer] a JSON pointer into the details of the account holder; by default its
   * own tax number
   * @returns {Promise<boolean>}
   */
  async taxIdIs(id, number, pointer) {
    return (
      await this.#ask('POST', `/state/account-holders/${id}/verify-tax-id`, { number, pointer })
    ).matches;
  }

  /** @returns {Promise<DraftState[]>} the account holders behind tokens */
  drafts() {
    return this.#ask('GET', '/state/account-holder-tokens');
  }

  /**
   * @param {string} id
   * @returns {Promise<UploadSessionState>}
   */
  uploadSession(id) {
    return this.#ask('GET', `/state/document-upload-sessions/${id}`);
  }
}
