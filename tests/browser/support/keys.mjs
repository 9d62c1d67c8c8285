// @ts-check
// Real key presses, made the same way in all engines: a click, then key actions. (WebKitGTK refuses
// keys that are sent to an element.)
import { By, Key } from 'selenium-webdriver';
import { visit } from './visit.mjs';
import { until } from './wait.mjs';

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */
/** @typedef {import("selenium-webdriver").WebElement} WebElement */

/**
 * @param {WebDriver} driver
 * @param {WebElement} element an element in the frame that the driver is in
 */
export async function clickOn(driver, element) {
  await driver.actions().move({ origin: element }).click().perform();
}

/**
 * Milliseconds that a pointer must have rested over a field before a press counts
 * (core/src/gesture.rs).
 */
const REST = 500;

/** Milliseconds that an engine may round by. */
const ROUNDING = 50;

/**
 * Presses a button of a field as a person does: the pointer arrives, rests for as long as the field
 * requires, by the clock of the field's document, and then presses. Two such presses are never a
 * double click, because the rest is longer than the time of a double click.
 *
 * @param {WebDriver} driver in the field's frame
 * @param {WebElement} element
 */
export async function pressAsPerson(driver, element) {
  const clock = () =>
    /** @type {Promise<number>} */ (driver.executeScript('return performance.now()'));
  // A move to the current position of the pointer would cause no event.
  await driver.actions().move({ origin: element, x: 3 }).perform();
  await driver.actions().move({ origin: element }).perform();
  const since = await clock();
  await until('the pointer has rested', async () => (await clock()) >= since + REST + ROUNDING);
  await driver.actions().move({ origin: element }).click().perform();
}

/**
 * @param {WebDriver} driver
 * @param {string} keys are pressed one after another, where the focus is
 */
export async function press(driver, keys) {
  await driver.actions().sendKeys(keys).perform();
}

/**
 * @param {WebDriver} driver
 * @param {string} key is pressed with Control held
 */
export async function control(driver, key) {
  await driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform();
}

/**
 * @param {WebDriver} driver
 * @param {string} key is pressed with Shift held
 */
export async function shift(driver, key) {
  await driver.actions().keyDown(Key.SHIFT).sendKeys(key).keyUp(Key.SHIFT).perform();
}

/**
 * Returns the element that has the focus: in the page, or in the frame that has it there.
 *
 * @param {WebDriver} driver is in the page before and after
 * @returns {Promise<{ place: string, frame?: WebElement } | undefined>} undefined while the focus
 * moves
 */
async function focusPlace(driver) {
  const outer = /** @type {WebElement} */ (
    await driver.executeScript(
      'let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at',
    )
  );
  const place = await outer.getId();
  if ((await outer.getTagName()).toLowerCase() !== 'iframe') return { place };
  await driver.switchTo().frame(outer);
  try {
    const inner = /** @type {WebElement | null} */ (
      await driver.executeScript(
        'const { activeElement, body } = document; return document.hasFocus() && activeElement !== body ? activeElement : null',
      )
    );
    return inner ? { place: `${place} ${await inner.getId()}`, frame: outer } : undefined;
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/**
 * Presses Tab and waits until the focus has moved. Between documents of two origins, which may be
 * in two processes, it takes a while, and the next key would go to the old document.
 *
 * @param {WebDriver} driver is in the page before and after
 * @param {{ isBack?: boolean }} [options] whether Shift is held
 */
export async function tab(driver, { isBack = false } = {}) {
  const before = await until('the focus is somewhere', () => focusPlace(driver));
  // Firefox's driver sends keys to the document that it is in, and not to frames in it.
  if (before.frame) await driver.switchTo().frame(before.frame);
  await (isBack ? shift(driver, Key.TAB) : press(driver, Key.TAB));
  await driver.switchTo().defaultContent();
  await until('Tab moves the focus', async () => {
    const now = await focusPlace(driver);
    return now !== undefined && now.place !== before.place;
  });
}

/**
 * Puts a text on the real clipboard from another window, so that the page under test is not
 * involved.
 *
 * @param {WebDriver} driver
 * @param {string} appOrigin
 * @param {string} text
 */
export async function copyElsewhere(driver, appOrigin, text) {
  const here = await driver.getWindowHandle();
  // Not a tab, because a new tab of WebKitGTK stays behind the old one and gets no click.
  await driver.switchTo().newWindow('window');
  await visit(driver, new URL('/clipboard.html', appOrigin));
  await clickOn(driver, await driver.findElement(By.css('input')));
  await press(driver, text);
  await control(driver, 'a');
  await control(driver, 'c');
  await driver.close();
  await driver.switchTo().window(here);
}

/**
 * Returns the text on the real clipboard, by pasting it in another window.
 *
 * @param {WebDriver} driver
 * @param {string} appOrigin
 * @returns {Promise<string>}
 */
export async function pasteElsewhere(driver, appOrigin) {
  const here = await driver.getWindowHandle();
  await driver.switchTo().newWindow('window');
  await visit(driver, new URL('/clipboard.html', appOrigin));
  await clickOn(driver, await driver.findElement(By.css('input')));
  await control(driver, 'v');
  const text = /** @type {string} */ (
    await driver.executeScript("return document.querySelector('input').value")
  );
  await driver.close();
  await driver.switchTo().window(here);
  return text;
}
