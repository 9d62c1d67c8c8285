// @ts-check
// Real key presses, the same way in all engines: a click, then key actions. (WebKitGTK refuses keys
// sent to an element.)
import { By, Key } from 'selenium-webdriver';
import { visit } from './visit.mjs';
import { until } from './wait.mjs';

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */
/** @typedef {import("selenium-webdriver").WebElement} WebElement */

/**
 * @param {WebDriver} driver
 * @param {WebElement} element in the frame the driver is in
 */
export async function clickOn(driver, element) {
  await driver.actions().move({ origin: element }).click().perform();
}

/** How long a pointer must have rested over a field before a press counts (core/src/gesture.rs). */
const REST = 500;

/** More than what an engine may round. */
const ROUNDING = 50;

/**
 * Presses a button of a field as a person does: the pointer comes, rests for as long as the field
 * asks for, by the clock of the field's document, and then presses. A press of its own is never the
 * second of a double click, because that time is longer than a double click's.
 *
 * @param {WebDriver} driver in the field's frame
 * @param {WebElement} element
 */
export async function pressAsPerson(driver, element) {
  const clock = () =>
    /** @type {Promise<number>} */ (driver.executeScript('return performance.now()'));
  // A move to the place where the pointer is already is no event.
  await driver.actions().move({ origin: element, x: 3 }).perform();
  await driver.actions().move({ origin: element }).perform();
  const since = await clock();
  await until('the pointer has rested', async () => (await clock()) >= since + REST + ROUNDING);
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
 * Where the focus is: the page's element, and that within when it is a frame.
 *
 * @param {WebDriver} driver in the page, where it is left
 * @returns {Promise<{ place: string, frame?: WebElement } | undefined>} nothing while it is on its
 * way
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
 * Presses Tab and waits until the focus is elsewhere: between documents of two origins, which may
 * be two processes, it takes its time, and the next key would go where it was.
 *
 * @param {WebDriver} driver in the page, where it is left
 * @param {{ isBack?: boolean }} [options] whether Shift is held
 */
export async function tab(driver, { isBack = false } = {}) {
  const before = await until('the focus is somewhere', () => focusPlace(driver));
  // Firefox's driver gives keys to the document that it is in, and to no frame within.
  if (before.frame) await driver.switchTo().frame(before.frame);
  await (isBack ? shift(driver, Key.TAB) : press(driver, Key.TAB));
  await driver.switchTo().defaultContent();
  await until('Tab moves the focus', async () => {
    const now = await focusPlace(driver);
    return now !== undefined && now.place !== before.place;
  });
}

/**
 * Puts a text on the real clipboard, from a window of its own, so that the page under test has no
 * part in it.
 *
 * @param {WebDriver} driver
 * @param {string} appOrigin
 * @param {string} text
 */
export async function copyElsewhere(driver, appOrigin, text) {
  const here = await driver.getWindowHandle();
  // Not a tab: WebKitGTK's new tab stays behind the old one and never sees a click.
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
 * What is on the real clipboard, pasted in a window of its own.
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
