// @ts-check
// A field as its user sees it: its state, and keys typed into it.
import { By, Key } from 'selenium-webdriver';
import { FieldFrame } from './field-frame.mjs';
import { clickOn, control, press, pressAsPerson } from './keys.mjs';
import { until } from './wait.mjs';

/**
 * The state of a field. The driver can read it because it acts for the browser's owner; the page
 * can't.
 *
 * @typedef {object} FieldState
 * @property {string} kind
 * @property {string} value
 * @property {string} type
 * @property {string} inputMode
 * @property {string} autocomplete
 * @property {string} label
 * @property {string} error
 * @property {boolean} invalid
 * @property {boolean} described whether the input refers to the error
 * @property {string} direction the direction of the document
 * @property {string} digits the direction and the alignment of the input
 * @property {string} language
 * @property {boolean} focused
 * @property {boolean} masked whether the engine hides the characters
 * @property {string | null} togglePressed the state of the button that shows the characters
 * @property {string} toggleName
 * @property {number} toggleAt the left edge of that button
 * @property {number} inputAt the left edge of the input
 * @property {string} markup the markup of the document, in which a value must never be
 */

const READ_STATE = `
  const input = document.querySelector("input, select");
  const button = document.querySelector(".box button");
  const error = document.querySelector(".error");
  return {
    kind: document.querySelector("[data-kind]").dataset.kind,
    value: input.value,
    type: input.type,
    inputMode: input.inputMode,
    autocomplete: input.getAttribute("autocomplete") ?? "",
    label: document.querySelector("label").textContent.trim(),
    error: error.textContent.trim(),
    invalid: input.getAttribute("aria-invalid") === "true",
    described: (input.getAttribute("aria-describedby") ?? "").split(" ").includes(error.id),
    direction: getComputedStyle(document.body).direction,
    digits: [getComputedStyle(input).direction, getComputedStyle(input).textAlign].join(" "),
    language: document.documentElement.lang,
    focused: document.activeElement === input && document.hasFocus(),
    masked: input.type === "password" || getComputedStyle(input).getPropertyValue("-webkit-text-security") === "disc",
    togglePressed: button?.getAttribute("aria-pressed") ?? null,
    toggleName: (button?.getAttribute("aria-label") ?? button?.textContent ?? "").trim(),
    toggleAt: button?.getBoundingClientRect().left ?? 0,
    inputAt: input.getBoundingClientRect().left,
    markup: document.documentElement.outerHTML,
  };`;

export class Field extends FieldFrame {
  /** @returns {Promise<FieldState>} */
  state() {
    return this.inside(() => this.driver.executeScript(READ_STATE));
  }

  async value() {
    return (await this.state()).value;
  }

  /** Clicks the input. */
  click() {
    return this.inside(() => this.#clickInto());
  }

  /**
   * Clicks until the input has the focus. A click misses when the layout of the page changes
   * between the measurement and the click.
   */
  #clickInto() {
    return until('the input has the focus', async () => {
      await clickOn(this.driver, await this.driver.findElement(By.css('input, select')));
      return this.driver.executeScript("return document.activeElement?.matches('input, select')");
    });
  }

  /** @param {string} text is typed key by key after the existing text */
  type(text) {
    return this.inside(async () => {
      await this.#clickInto();
      await press(this.driver, Key.END + text);
    });
  }

  /** Selects the text and deletes it, as a user does. */
  erase() {
    return this.inside(async () => {
      await this.#clickInto();
      await control(this.driver, 'a');
      await press(this.driver, Key.BACK_SPACE);
    });
  }

  /** Pastes the clipboard with the shortcut. */
  paste() {
    return this.inside(async () => {
      await this.#clickInto();
      await control(this.driver, 'v');
    });
  }

  /** Presses the button that shows or hides the characters, until it takes effect. */
  toggle() {
    return this.inside(async () => {
      const button = await this.driver.findElement(By.css('.box button'));
      const before = await button.getAttribute('aria-pressed');
      await until('the button has an effect', async () => {
        await pressAsPerson(this.driver, button);
        return (await button.getAttribute('aria-pressed')) !== before;
      });
    });
  }
}
