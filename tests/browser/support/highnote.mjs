// @ts-check
// The page /highnote.html: the drop-in modules, and the callbacks that they have called.
import assert from 'node:assert/strict';
import { Field } from './field.mjs';
import { until } from './wait.mjs';

/**
 * Functions that open and use the page.
 *
 * @param {import("./scene.mjs").Scene} scene
 */
export function dropIns(scene) {
  /** @returns {Promise<any>} */
  const runScript = (/** @type {string} */ source, /** @type {unknown[]} */ ...args) =>
    scene.driver.executeScript(source, ...args);
  /** @param {string} place */
  const field = (place) =>
    new Field(
      scene.driver,
      () =>
        /** @type {Promise<any>} */ (
          // The iframe gets its title when the field in it is usable.
          until(`${place} has its field`, () =>
            runScript(
              "const f = document.querySelector(arguments[0] + ' iframe[title]'); f?.scrollIntoView({ block: 'nearest' }); return f",
              place,
            ),
          )
        ),
    );
  const frames = () => runScript("return document.querySelectorAll('iframe').length");
  /** @returns {Promise<{ name: string, what: any }[]>} */
  const allCalls = () => runScript('return harness.called()');
  /** @param {string} name @param {number} [times] */
  const callback = (name, times = 1) =>
    until(`${name} is called`, async () => {
      const calls = (await allCalls()).filter((call) => call.name === name);
      return calls.length >= times && calls[times - 1].what;
    });

  /**
   * @param {"card" | "pin" | "documents"} module
   * @param {object} options
   * @param {string} [colorScheme] the color-scheme of the page
   */
  async function open(module, options, colorScheme) {
    await scene.visit('/highnote.html');
    if (colorScheme)
      await runScript('document.documentElement.style.colorScheme = arguments[0]', colorScheme);
    await render(module, options);
  }

  /** @param {"card" | "pin" | "documents"} module @param {object} options */
  async function render(module, options) {
    const end = await scene.driver.executeAsyncScript(
      "const done = arguments[2]; harness[arguments[0]](arguments[1]).then(() => done('ok'), (e) => done(String(e)))",
      module,
      options,
    );
    assert.equal(end, 'ok');
  }

  /**
   * Returns the text of a field that shows a value.
   *
   * @param {string} place
   * @returns {Promise<string>}
   */
  const shownText = (place) =>
    field(place).inside(() => runScript("return document.querySelector('.seen').textContent"));
  /** @param {string} place @param {(text: string) => boolean} fits */
  const waitForText = (place, fits) =>
    until(`${place} shows it`, async () => fits(await shownText(place)));
  const isMasked = (/** @type {string} */ text) => text !== '' && !/\d{3}/.test(text);

  return {
    runScript,
    field,
    frames,
    allCalls,
    callback,
    open,
    render,
    shownText,
    waitForText,
    isMasked,
  };
}
