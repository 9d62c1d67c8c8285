// @ts-check
// What only Chromium's DevTools protocol does: windows as narrow as a phone, and pictures of a page
// as a whole.
import { writeFile } from 'node:fs/promises';
import { Command } from 'selenium-webdriver/lib/command.js';

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/** Lets the driver speak the protocol; once for each. @param {WebDriver} driver */
export function devtools(driver) {
  /** @type {any} */ (driver.getExecutor()).defineCommand(
    'devtools',
    'POST',
    '/session/:sessionId/goog/cdp/execute',
  );
}

/**
 * @param {WebDriver} driver
 * @param {string} cmd
 * @param {object} [params]
 * @returns {Promise<any>}
 */
const send = (driver, cmd, params = {}) =>
  driver.execute(new Command('devtools').setParameter('cmd', cmd).setParameter('params', params));

/**
 * @param {WebDriver} driver
 * @param {number} width CSS pixels, all of them the page's
 * @param {number} height CSS pixels
 * @param {number} [deviceScaleFactor]
 */
export async function resize(driver, width, height, deviceScaleFactor = 1) {
  await send(driver, 'Emulation.setScrollbarsHidden', { hidden: true });
  await send(driver, 'Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor,
    mobile: false,
  });
}

/**
 * Writes a picture of the whole page, in a window that is high enough for it: what is out of sight
 * in frames of another process is not drawn.
 *
 * @param {WebDriver} driver
 * @param {string} file
 * @param {number} width of the window, as it is
 * @param {number} height of the window, as it is
 */
export async function picture(driver, file, width, height) {
  const whole = await driver.executeScript(
    'scrollTo(0, 0); return document.documentElement.scrollHeight',
  );
  await resize(driver, width, Math.max(height, whole));
  await drawn(driver);
  await visible(driver, file);
  await resize(driver, width, height);
}

/**
 * Writes a picture of what is to be seen.
 *
 * @param {WebDriver} driver
 * @param {string} file
 * @param {{ format: "png" | "webp", quality?: number }} [how]
 */
export async function visible(driver, file, how = { format: 'png' }) {
  const { data } = await send(driver, 'Page.captureScreenshot', how);
  await writeFile(file, Buffer.from(data, 'base64'));
}

/**
 * Two frames later, all that was changed is drawn, in frames of another process too.
 * @param {WebDriver} driver
 */
export const drawn = (driver) =>
  driver.executeAsyncScript(
    'requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 0)))',
  );

/** The window as it was. @param {WebDriver} driver */
export async function clear(driver) {
  await send(driver, 'Emulation.clearDeviceMetricsOverride');
  await send(driver, 'Emulation.setScrollbarsHidden', { hidden: false });
}
