// @ts-check
// Composition of a text by an input method.

/**
 * Dispatches the events of an input method, in the order of the UI Events and Input Events
 * standards.
 */
const COMPOSE = `
  const [steps, end] = arguments;
  const input = document.querySelector("input");
  const say = (type, data) => input.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
  const write = (data) => {
    const options = { data, bubbles: true, isComposing: true, inputType: "insertCompositionText" };
    input.dispatchEvent(new InputEvent("beforeinput", { ...options, cancelable: true }));
    input.value = data;
    input.dispatchEvent(new InputEvent("input", options));
  };
  say("compositionstart", "");
  for (const step of steps) {
    say("compositionupdate", step);
    write(step);
  }
  const during = input.value;
  say("compositionupdate", end);
  write(end);
  say("compositionend", end);
  return during;`;

/**
 * Composes a text in an empty field that has the focus: with a real composition in Chromium, whose
 * driver supports it, and by dispatched events in other engines.
 *
 * @param {import("./scene.mjs").Scene} scene
 * @param {import("./field.mjs").Field} field
 * @param {readonly string[]} steps the texts of the composition, one after another
 * @param {string} end the confirmed text
 * @returns {Promise<string>} the value of the field before the confirmation
 */
export async function compose({ engine, driver }, field, steps, end) {
  if (engine !== 'chromium') return field.inside(() => driver.executeScript(COMPOSE, steps, end));

  const chromium = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (driver);
  for (const text of steps) {
    const caret = { selectionStart: text.length, selectionEnd: text.length };
    await chromium.sendDevToolsCommand('Input.imeSetComposition', { text, ...caret });
  }
  const during = await field.value();
  await chromium.sendDevToolsCommand('Input.insertText', { text: end });
  return during;
}
