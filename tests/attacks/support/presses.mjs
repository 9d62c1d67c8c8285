// @ts-check
// Keys and clicks that the page tries to redirect into a field.
import assert from 'node:assert/strict';
import { clickOn, press } from '../../browser/support/keys.mjs';
import { USES } from './victim.mjs';

/** @typedef {import("./scene.mjs").AttackScene} AttackScene */

/** Options of a session with the card number as its only field. */
export const ONLY_NUMBER = { fields: [USES.card.fields[0]] };

/** Inserts a plain frame whose button counts its clicks in the page. */
export const PLAIN_FRAME = `
  const done = arguments[arguments.length - 1];
  window.clicks = 0;
  const frame = document.createElement("iframe");
  frame.id = "plain";
  frame.style.cssText = "position:fixed;left:8px;top:200px;width:300px;height:60px";
  frame.srcdoc = "<button id=t onclick='parent.clicks += 1' style='width:60px;float:right'>show</button>";
  frame.onload = () => done();
  document.body.append(frame);`;

/**
 * Presses keys at the element that has the focus, in the page or in a frame of it.
 *
 * @param {AttackScene} scene
 * @param {...string} keys
 */
export async function pressAtFocus({ driver }, ...keys) {
  await driver.switchTo().defaultContent();
  const frame = /** @type {import("selenium-webdriver").WebElement | null} */ (
    await driver.executeScript(
      "const at = document.activeElement; return at?.tagName === 'IFRAME' ? at : null",
    )
  );
  if (frame) await driver.switchTo().frame(frame);
  for (const key of keys) await press(driver, key);
  await driver.switchTo().defaultContent();
}

/**
 * Clicks an input of the page and types into it, as a person does.
 *
 * @param {AttackScene} scene
 */
export async function typeInPage({ driver }) {
  await driver.switchTo().defaultContent();
  const input = await driver.executeScript(
    `let input = document.getElementById("search");
    if (!input) {
      input = Object.assign(document.createElement("input"), { id: "search" });
      document.body.prepend(input);
    }
    return input;`,
  );
  await clickOn(driver, /** @type {import("selenium-webdriver").WebElement} */ (input));
  await press(driver, 'shoes');
}

/**
 * Asserts that the card number is neither shown nor copied.
 *
 * @param {AttackScene} scene
 * @param {import("./victim.mjs").Victim} victim
 * @param {string} attack for the message of a failure
 */
export async function isUntouched(scene, victim, attack) {
  await scene.settle();
  assert.equal((await victim.shown('number')).revealed, false, `revealed: ${attack}`);
  assert.ok(!(await victim.told()).some(({ type }) => type === 'copy'), `copied: ${attack}`);
}
