// @ts-check
// A field that shows values of the API, as its user sees it.
import { By } from 'selenium-webdriver';
import { FieldFrame } from './field-frame.mjs';
import { pressAsPerson } from './keys.mjs';
import { until } from './wait.mjs';

/**
 * The state of one value. The driver can read it because it acts for the browser's owner; the page
 * can't.
 *
 * @typedef {object} ShownState
 * @property {string} kind
 * @property {string} label
 * @property {string} seen the visible text: the value, or its mask
 * @property {string} spoken the text for screen readers
 * @property {boolean} revealed the state of the button
 * @property {boolean} disabled whether there is no value to reveal
 * @property {boolean} copies whether it can be copied
 * @property {string} status
 * @property {string} statusColor the variable of the appearance that has the status's colour
 * @property {number} width the width of the value's box, in CSS pixels
 */

const READ_STATE = `
  const colorOf = (element) => getComputedStyle(element).color;
  const nameOf = (color) => ["success", "danger"].find((name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--" + name + ")";
    const same = colorOf(probe) === color;
    probe.remove();
    return same;
  });
  return [...document.querySelectorAll(".shown")].map((field) => {
    const [reveal, copy] = field.querySelectorAll("button");
    return {
      kind: field.dataset.kind,
      label: field.querySelector(".label").textContent,
      seen: field.querySelector(".seen").textContent,
      spoken: field.querySelector(".spoken").textContent,
      revealed: reveal.getAttribute("aria-pressed") === "true",
      disabled: reveal.disabled,
      copies: !copy.hidden && !copy.disabled,
      status: field.querySelector(".status").textContent,
      statusColor: nameOf(colorOf(field.querySelector(".status"))),
      width: field.querySelector(".value").getBoundingClientRect().width,
    };
  });`;

export class Shown extends FieldFrame {
  /** @returns {Promise<ShownState[]>} all values of the field; a card's face has several */
  states() {
    return this.inside(() => this.driver.executeScript(READ_STATE));
  }

  /**
   * @param {string} kind
   * @returns {Promise<ShownState>}
   */
  async state(kind) {
    const found = (await this.states()).find((state) => state.kind === kind);
    if (!found) throw new Error(`the field shows no ${kind}`);
    return found;
  }

  /** @returns {Promise<string>} the markup of the field's document */
  markup() {
    return this.inside(() =>
      this.driver.executeScript('return document.documentElement.outerHTML'),
    );
  }

  /**
   * Presses a button of a value, as a person does.
   *
   * @param {string} kind
   * @param {"reveal" | "copy"} button
   */
  click(kind, button) {
    const selector = By.css(`[data-kind="${kind}"] button.${button}`);
    return this.inside(async () =>
      pressAsPerson(this.driver, await this.driver.findElement(selector)),
    );
  }

  /**
   * Presses until the value is revealed. An engine that reports whether a field is covered needs a
   * moment for it.
   *
   * @param {string} kind
   * @returns {Promise<ShownState>}
   */
  reveal(kind) {
    return until(`${kind} is revealed`, async () => {
      await this.click(kind, 'reveal');
      const state = await this.state(kind);
      return state.revealed ? state : undefined;
    });
  }
}
