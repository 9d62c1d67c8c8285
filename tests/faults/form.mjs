// @ts-check
// Controls a form of the page /faults/page.html.
import { Field } from '../browser/support/field.mjs';

/** @import { WebDriver } from "selenium-webdriver" */
/** @import { FormOptions } from "../pages/faults/page.js" */

/**
 * Returns the content of a field: the typed value, the number of its documents, or whether it has a
 * value to reveal.
 */
const READ = `
  const files = document.querySelector(".files");
  if (files) return String(files.childElementCount);
  const input = document.querySelector("input, select");
  if (input) return input.value;
  return String([...document.querySelectorAll("button.reveal")].filter((button) => !button.disabled).length);`;

/** Picks a file, without the system's window. */
const PICK = `
  const [text, name] = arguments;
  const input = document.querySelector("input[type=file]");
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "application/pdf" }));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));`;

export class Form {
  #driver;

  /**
   * @param {WebDriver} driver
   * @param {string} name
   */
  constructor(driver, name) {
    this.#driver = driver;
    this.name = name;
  }

  /** @param {FormOptions} options */
  async open(options) {
    const end = await this.#driver.executeAsyncScript(
      'const done = arguments[2]; harness.open(arguments[0], arguments[1]).then(done, (e) => done({ error: { message: String(e) } }))',
      this.name,
      options,
    );
    const { error } = /** @type {{ error?: object }} */ (end);
    if (error) throw new Error(`the form ${this.name} did not get ready: ${JSON.stringify(error)}`);
  }

  close() {
    return this.#driver.executeScript('harness.close(arguments[0])', this.name);
  }

  /** @param {string} field */
  field(field) {
    return new Field(
      this.#driver,
      () =>
        /** @type {Promise<any>} */ (
          this.#driver.executeScript('return harness.frame(...arguments)', this.name, field)
        ),
    );
  }

  /** @param {string} field @returns {Promise<string>} */
  holds(field) {
    return this.field(field).inside(() => this.#driver.executeScript(READ));
  }

  /** @param {string} field */
  clear(field) {
    return this.#driver.executeScript(
      "harness.field(arguments[0], arguments[1], 'clear')",
      this.name,
      field,
    );
  }

  /** @param {string} field @param {Uint8Array} document plain text */
  pick(field, document) {
    const text = new TextDecoder().decode(document);
    return this.field(field).inside(() => this.#driver.executeScript(PICK, text, 'document.pdf'));
  }
}
