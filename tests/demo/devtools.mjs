// @ts-check
// Functions of Chromium's DevTools protocol that WebDriver lacks: windows as narrow as a phone, and
// pictures of a whole page.
import { writeFile } from 'node:fs/promises';
import { Command } from 'selenium-webdriver/lib/command.js';

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/** Connects the driver to the protocol, once for each driver. @param {WebDriver} driver */
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
 * @param {number} width CSS pixels, all of which the page gets
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
 * Writes a picture of the whole page, in a window that is high enough for it, because frames of
 * another process do not render what is out of sight.
 *
 * @param {WebDriver} driver
 * @param {string} file
 * @param {number} width the width that the window has
 * @param {number} height the height that the window has
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
 * Writes a picture of the visible part.
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
 * After two frames, every change is rendered, in frames of another process too.
 * @param {WebDriver} driver
 */
export const drawn = (driver) =>
  driver.executeAsyncScript(
    'requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 0)))',
  );

/** Restores the window's size. @param {WebDriver} driver */
export async function clear(driver) {
  await send(driver, 'Emulation.clearDeviceMetricsOverride');
  await send(driver, 'Emulation.setScrollbarsHidden', { hidden: false });
}
