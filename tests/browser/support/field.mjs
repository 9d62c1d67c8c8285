// @ts-check
// One Sordino field, as its user meets it: what it shows, and keys that go into it.
import { By, Key } from 'selenium-webdriver';
import { clickOn, control, press, pressAsPerson } from './keys.mjs';
import { until } from './wait.mjs';

/**
 * What a field shows. Only the driver can read this: it is of the browser's owner, not of the page.
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
 * @property {boolean} described whether the input points at the error
 * @property {string} direction of the document
 * @property {string} digits the direction and the alignment of the input
 * @property {string} language
 * @property {boolean} focused
 * @property {boolean} masked whether what was typed is hidden, as the engine draws it
 * @property {string | null} togglePressed of a field that hides what is typed
 * @property {string} toggleName
 * @property {number} toggleAt its left edge
 * @property {number} inputAt the input's left edge
 * @property {string} markup everything but the value: a value must never be in an attribute
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

export class Field {
  #driver;
  #findFrame;

  /**
   * @param {import("selenium-webdriver").WebDriver} driver
   * @param {() => Promise<import("selenium-webdriver").WebElement>} findFrame finds the iframe,
   * from the page
   */
  constructor(driver, findFrame) {
    this.#driver = driver;
    this.#findFrame = findFrame;
  }

  /**
   * Does something inside the frame and comes back to the page.
   *
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async inside(task) {
    await this.#driver.switchTo().defaultContent();
    await this.#driver.switchTo().frame(await this.#findFrame());
    try {
      return await task();
    } finally {
      await this.#driver.switchTo().defaultContent();
    }
  }

  /** @returns {Promise<FieldState>} */
  state() {
    return this.inside(() => this.#driver.executeScript(READ_STATE));
  }

  async value() {
    return (await this.state()).value;
  }

  /** Clicks into the input. */
  click() {
    return this.inside(() => this.#clickInto());
  }

  /**
   * Clicks until the input has the focus: a click misses when the page lays itself out between
   * looking and clicking.
   */
  #clickInto() {
    return until('the input has the focus', async () => {
      await clickOn(this.#driver, await this.#driver.findElement(By.css('input, select')));
      return this.#driver.executeScript("return document.activeElement?.matches('input, select')");
    });
  }

  /** @param {string} text typed key by key at the end of what is there */
  type(text) {
    return this.inside(async () => {
      await this.#clickInto();
      await press(this.#driver, Key.END + text);
    });
  }

  /** Selects what is there and deletes it, as a user does. */
  erase() {
    return this.inside(async () => {
      await this.#clickInto();
      await control(this.#driver, 'a');
      await press(this.#driver, Key.BACK_SPACE);
    });
  }

  /** Pastes what is on the clipboard, by the shortcut. */
  paste() {
    return this.inside(async () => {
      await this.#clickInto();
      await control(this.#driver, 'v');
    });
  }

  /** Presses the button that shows or hides the typed text, until it does. */
  toggle() {
    return this.inside(async () => {
      const button = await this.#driver.findElement(By.css('.box button'));
      const before = await button.getAttribute('aria-pressed');
      await until('the button has an effect', async () => {
        await pressAsPerson(this.#driver, button);
        return (await button.getAttribute('aria-pressed')) !== before;
      });
    });
  }
}
