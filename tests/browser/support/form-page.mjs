// @ts-check
// Controls the page /use-cases/page.html: its fields of any kind, its events and its calls.
import { By } from 'selenium-webdriver';
import { Field } from './field.mjs';
import { Shown } from './shown.mjs';
import { until } from './wait.mjs';

/** @typedef {import("../../pages/use-cases/page.js").PageOptions} PageOptions */
/** @typedef {import("../../pages/tell.js").Outcome} Outcome */
/** @typedef {import("../../pages/tell.js").Told} Told */

export class FormPage {
  #driver;

  /** @param {import("selenium-webdriver").WebDriver} driver */
  constructor(driver) {
    this.#driver = driver;
  }

  /**
   * Opens the page and waits until its fields are usable.
   *
   * @param {import("./scene.mjs").Scene} scene
   * @param {PageOptions} options
   * @param {string} [address]
   */
  static async open(scene, options, address = '/use-cases/page.html') {
    await scene.visit(address);
    const page = new FormPage(scene.driver);
    await scene.driver.executeScript('harness.open(arguments[0])', options);
    const { fields } = options;
    await until('the page is ready', async () => {
      const { end } = await page.#opened();
      if (end && 'error' in end)
        throw new Error(`the page did not get ready: ${JSON.stringify(end.error)}`);
      return end;
    }).catch(async (error) => {
      const { waiting } = await page.#opened();
      throw new Error(
        `${error.message}; of ${fields.length} fields these are not ready: ${waiting.join(', ')}`,
      );
    });
    return page;
  }

  /** @returns {Promise<{ end: { ok: true } | { error: object } | null, waiting: string[] }>} */
  #opened() {
    return this.#driver.executeScript('return harness.opened()');
  }

  /** @param {string} name */
  #frame(name) {
    return () =>
      /** @type {Promise<any>} */ (
        this.#driver.executeScript('return harness.frame(arguments[0])', name)
      );
  }

  /** @param {string} name of an input field */
  input(name) {
    return new Field(this.#driver, this.#frame(name));
  }

  /** @param {string} name of a field that shows a value */
  shown(name) {
    return new Shown(this.#driver, this.#frame(name));
  }

  /**
   * Types into fields, in their order.
   *
   * @param {Record<string, string>} entries the texts by the names of the fields
   */
  async type(entries) {
    for (const [name, text] of Object.entries(entries)) await this.input(name).type(text);
  }

  /**
   * Chooses from a field's list.
   *
   * @param {string} name
   * @param {string} value
   */
  choose(name, value) {
    return this.input(name).inside(() =>
      this.#driver.findElement(By.css(`select option[value="${value}"]`)).click(),
    );
  }

  /**
   * Picks files, as a person does in the system's window.
   *
   * @param {string[]} paths
   * @param {string} [name] the name of the field
   */
  pick(paths, name = 'document') {
    return this.input(name).inside(async () => {
      const input = await this.#driver.findElement(By.css('input[type=file]'));
      for (const path of paths) await input.sendKeys(path);
    });
  }

  /**
   * @param {string} operation a method of the session
   * @param {unknown} input
   */
  async begin(operation, input) {
    const before = (await this.outcomes()).length;
    await this.#driver.executeScript('harness.call(arguments[0], arguments[1])', operation, input);
    return before + 1;
  }

  /**
   * Calls an operation and waits for its outcome.
   *
   * @param {string} operation
   * @param {unknown} input
   */
  async call(operation, input) {
    return this.outcome(await this.begin(operation, input));
  }

  /** @returns {Promise<Outcome[]>} the outcomes of the calls that have ended */
  outcomes() {
    return this.#driver.executeScript('return harness.outcomes()');
  }

  /**
   * @param {number} count the number of calls that must have ended
   * @returns {Promise<Outcome>} the last
   */
  outcome(count) {
    return until('the call ends', async () => (await this.outcomes())[count - 1]);
  }

  /** Aborts the last call of the page. */
  abort() {
    return this.#driver.executeScript('harness.abort()');
  }

  /** @param {unknown} token the token that the page's callback returns from now on */
  giveToken(token) {
    return this.#driver.executeScript('harness.giveToken(arguments[0])', token);
  }

  /** @returns {Promise<Told[]>} all events since the page was opened */
  told() {
    return this.#driver.executeScript('return harness.told()');
  }

  /**
   * Waits for an event.
   *
   * @param {string} source "session", or the name of a field
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

  /**
   * @param {string} method of the session
   * @param {...unknown} args
   */
  session(method, ...args) {
    return this.#driver.executeScript('harness.session(...arguments)', method, ...args);
  }

  /**
   * @param {string} name of a field
   * @param {string} method
   * @param {...unknown} args
   */
  field(name, method, ...args) {
    return this.#driver.executeScript('harness.field(...arguments)', name, method, ...args);
  }
}
