// @ts-check
// Real key presses, the same way in all engines: a click, then key actions. (WebKitGTK refuses keys sent to an element.)
import { By, Key } from "selenium-webdriver";
import { visit } from "./visit.mjs";

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */
/** @typedef {import("selenium-webdriver").WebElement} WebElement */

/**
 * @param {WebDriver} driver
 * @param {WebElement} element in the frame the driver is in
 */
export async function clickOn(driver, element) {
  await driver.actions().move({ origin: element }).click().perform();
}

/**
 * @param {WebDriver} driver
 * @param {string} keys pressed one after another, wherever the focus is
 */
export async function press(driver, keys) {
  await driver.actions().sendKeys(keys).perform();
}

/**
 * @param {WebDriver} driver
 * @param {string} key pressed with Control held
 */
export async function control(driver, key) {
  await driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform();
}

/**
 * @param {WebDriver} driver
 * @param {string} key pressed with Shift held
 */
export async function shift(driver, key) {
  await driver.actions().keyDown(Key.SHIFT).sendKeys(key).keyUp(Key.SHIFT).perform();
}

/**
 * Puts a text on the real clipboard, from a window of its own, so that the page under test has no part in it.
 *
 * @param {WebDriver} driver
 * @param {string} appOrigin
 * @param {string} text
 */
export async function copyElsewhere(driver, appOrigin, text) {
  const here = await driver.getWindowHandle();
  // Not a tab: WebKitGTK's new tab stays behind the old one and never sees a click.
  await driver.switchTo().newWindow("window");
  await visit(driver, new URL("/clipboard.html", appOrigin));
  await clickOn(driver, await driver.findElement(By.css("input")));
  await press(driver, text);
  await control(driver, "a");
  await control(driver, "c");
  await driver.close();
  await driver.switchTo().window(here);
}

/**
 * What is on the real clipboard, pasted in a window of its own.
 *
 * @param {WebDriver} driver
 * @param {string} appOrigin
 * @returns {Promise<string>}
 */
export async function pasteElsewhere(driver, appOrigin) {
  const here = await driver.getWindowHandle();
  await driver.switchTo().newWindow("window");
  await visit(driver, new URL("/clipboard.html", appOrigin));
  await clickOn(driver, await driver.findElement(By.css("input")));
  await control(driver, "v");
  const text = /** @type {string} */ (await driver.executeScript("return document.querySelector('input').value"));
  await driver.close();
  await driver.switchTo().window(here);
  return text;
}
