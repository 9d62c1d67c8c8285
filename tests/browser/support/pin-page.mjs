// @ts-check
// Controls the page /pin.html: its forms, its events and its button.
import { By } from 'selenium-webdriver';
import { Field } from './field.mjs';
import { until } from './wait.mjs';

/** @typedef {import("../../pages/pin.js").FormOptions} FormOptions */
/** @typedef {import("../../pages/tell.js").Outcome} Outcome */
/** @typedef {import("../../pages/tell.js").Told} Told */
/** @typedef {import("../../pages/tell.js").ToldError} ToldError */

export class PinPage {
  #driver;
  #form;

  /**
   * @param {import("selenium-webdriver").WebDriver} driver
   * @param {string} [form] the name of one form, when the page has several
   */
  constructor(driver, form = 'form') {
    this.#driver = driver;
    this.#form = form;
    this.pin = new Field(driver, () => this.#frame('pin'));
    this.confirm = new Field(driver, () => this.#frame('pinConfirm'));
  }

  /** @param {string} kind */
  #frame(kind) {
    return this.#driver.executeScript(
      'return harness.frame(arguments[0], arguments[1])',
      this.#form,
      kind,
    );
  }

  /**
   * Opens the form and returns the outcome.
   *
   * @param {FormOptions} options
   * @returns {Promise<{ ok: true } | { error: ToldError }>}
   */
  open(options) {
    return this.#driver.executeAsyncScript(
      'const done = arguments[2]; harness.open(arguments[0], arguments[1]).then(done, (e) => done({ error: { message: String(e) } }))',
      this.#form,
      options,
    );
  }

  /**
   * Opens the form, and fails unless it is ready.
   *
   * @param {FormOptions} options
   */
  async ready(options) {
    const end = await this.open(options);
    if ('error' in end) throw new Error(`the form did not get ready: ${JSON.stringify(end.error)}`);
  }

  /**
   * Types into both fields.
   *
   * @param {string} pin
   * @param {string} [again]
   */
  async enter(pin, again = pin) {
    await this.pin.type(pin);
    await this.confirm.type(again);
  }

  /**
   * Returns the recorded report, and the names of the logged events.
   *
   * @returns {Promise<{ report: import("../../../host/src/diagnostics.js").DiagnosticsReport,
   * logged: string[] }>}
   */
  diagnostics() {
    return this.#driver.executeAsyncScript(
      'const done = arguments[1]; harness.diagnostics(arguments[0]).then(done)',
      this.#form,
    );
  }

  /** Clicks the page's button. */
  async click() {
    await this.#driver.switchTo().defaultContent();
    await this.#driver.findElement(By.css(`#${this.#form} button`)).click();
  }

  /** @returns {Promise<Outcome[]>} one for each finished press of the button */
  outcomes() {
    return this.#driver.executeScript('return harness.outcomes(arguments[0])', this.#form);
  }

  /**
   * Waits until the given number of presses has ended.
   *
   * @param {number} count
   * @returns {Promise<Outcome>} the last
   */
  async outcome(count) {
    return until('the press of the button ends', async () => (await this.outcomes())[count - 1]);
  }

  /**
   * Presses the button and waits for the outcome.
   *
   * @returns {Promise<Outcome>}
   */
  async press() {
    const before = (await this.outcomes()).length;
    await this.click();
    return this.outcome(before + 1);
  }

  /**
   * Calls the operation with an input of the test, and waits for the outcome.
   *
   * @param {unknown} input
   * @param {unknown} [signal] replaces a genuine one
   * @returns {Promise<Outcome>}
   */
  async submit(input, signal) {
    const before = (await this.outcomes()).length;
    await this.#driver.executeScript('harness.submit(...arguments)', this.#form, input, signal);
    return this.outcome(before + 1);
  }

  /** @returns {Promise<number>} how often the page's callback was called */
  tokensGiven() {
    return this.#driver.executeScript('return harness.tokensGiven(arguments[0])', this.#form);
  }

  /** @returns {Promise<string[]>} the reasons that it was called with */
  reasons() {
    return this.#driver.executeScript('return harness.reasons(arguments[0])', this.#form);
  }

  /** Aborts the last call. */
  async abort() {
    await this.#driver.executeScript('harness.abort(arguments[0])', this.#form);
  }

  /** @returns {Promise<Told[]>} all events since the form was opened */
  told() {
    return this.#driver.executeScript('return harness.told(arguments[0])', this.#form);
  }

  /**
   * Waits for an event.
   *
   * @param {string} source "session", "pin" or "pinConfirm"
   * @param {string} type
   * @param {(detail: any) => boolean} [fits]
   * @returns {Promise<Told>}
   */
  heard(source, type, fits = () => true) {
    return until(`${source} says ${type}`, async () =>
      (await this.told()).findLast(
        (entry) => entry.source === source && entry.type === type && fits(entry.detail),
      ),
    );
  }

  /** @param {string} token the token that the page's callback returns from now on */
  async giveToken(token) {
    await this.#driver.executeScript(
      'harness.giveToken(arguments[0], arguments[1])',
      this.#form,
      token,
    );
  }

  /**
   * Calls a method of a session or a field by name.
   *
   * @param {"session" | "pin" | "pinConfirm"} target
   * @param {string} method
   * @param {...unknown} args
   */
  call(target, method, ...args) {
    return this.#driver.executeScript(
      'return harness.call(...arguments)',
      this.#form,
      target,
      method,
      ...args,
    );
  }
}
