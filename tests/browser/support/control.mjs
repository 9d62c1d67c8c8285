// @ts-check
// What the tests ask of the sandbox behind the browser's back: its state, its faults, its clock.

/**
 * @typedef {object} Fault
 * @property {"drop" | "delay" | "hold" | "status" | "malformed" | "truncated" | "redirect" | "html"
 * | "contentType" | "oversized" | "never" | "reorder" | "graphqlErrors" | "nullMember" | "extraFields" | "tokenEnded"
 * | "clockJump"} kind
 * @property {number} [status]
 * @property {number} [retryAfterSeconds]
 * @property {string} [retryAfter] the header as it is given
 * @property {boolean} [page] a gateway's page, and no answer of the API
 * @property {"null" | "absent" | "member" | "whole"} [data] beside top-level errors
 * @property {string} [errorCode] the `extensions.code` of a top-level error
 * @property {number} [delayMs]
 * @property {number} [percent] of the body that comes
 * @property {number} [seconds] that the clock jumps
 * @property {string} [operationName]
 * @property {string} [variable] only requests with this text among their variables
 * @property {string} [path] only requests whose path ends so
 * @property {number} [times]
 * @property {"api" | "upload" | "frame"} [target]
 * @property {boolean} [afterCommit] the effect happens and only the answer is hurt
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
 * @property {Record<string, unknown>} [variables] with everything hashed that could be a secret
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

  /** Where the controls are, for a page that mints odd tokens itself. */
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

  /** The seeded state again: objects, faults, clock, limits and the list of requests. */
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
   * How far clients get from now on; a change cuts the connections there are. `clearFaults` opens
   * all lines.
   *
   * @param {"open" | "once" | "refused" | "halfOpen"} reach
   * @param {"api" | "upload" | "frame"} [target]
   * @returns {Promise<void>}
   */
  line(reach, target = 'api') {
    return this.#ask('POST', '/line', { reach, target });
  }

  /**
   * @returns {Promise<{ effect: string, object: string }[]>} what took effect since the seed, in
   * order
   */
  journal() {
    return this.#ask('GET', '/state/journal');
  }

  /**
   * Makes another document upload session like a given one, not started.
   *
   * @param {string} id
   * @returns {Promise<string>} its id
   */
  async anotherUploadSession(id) {
    return (await this.#ask('POST', `/state/document-upload-sessions/${id}/another`)).id;
  }

  /**
   * Whether the API refuses account holders with a tax number that another one has, until the next
   * reset.
   *
   * @param {boolean} unique
   */
  setUniqueTaxNumbers(unique) {
    return this.#ask('POST', '/tax-numbers', { unique });
  }

  /** @param {number} offsetSeconds from the real time */
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
   * A token straight from the signer: an odd one when asked for.
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
   * Whether the card's stored hash is of this PIN.
   *
   * @param {string} id
   * @param {string} pin
   * @returns {Promise<boolean>}
   */
  async pinIs(id, pin) {
    return (await this.#ask('POST', `/state/payment-cards/${id}/verify-pin`, { pin })).matches;
  }

  /**
   * @param {string} id of a payment card
   * @returns {Promise<CardDetails>} what only a browser with the right token may show
   */
  cardDetails(id) {
    return this.#ask('GET', `/state/payment-cards/${id}/restricted-details`);
  }

  /**
   * @param {"direct-deposit-details" | "external-bank-account-details"} kind
   * @param {string} id
   * @returns {Promise<AccountDetails>} what only a browser with the right token may show
   */
  accountDetails(kind, id) {
    return this.#ask('GET', `/state/${kind}/${id}`);
  }

  /**
   * @returns {Promise<HolderState[]>} persons, businesses and authorized users, the oldest first
   */
  accountHolders() {
    return this.#ask('GET', '/state/account-holders');
  }

  /**
   * Whether the stored hash is of this tax number.
   *
   * @param {string} id of an account holder
   * @param {string} number
   * @param {string} [pointer] where in its details, as a JSON pointer; without it the holder's own
   * @returns {Promise<boolean>}
   */
  async taxIdIs(id, number, pointer) {
    return (
      await this.#ask('POST', `/state/account-holders/${id}/verify-tax-id`, { number, pointer })
    ).matches;
  }

  /** @returns {Promise<DraftState[]>} what tokens of account holders stand for */
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
