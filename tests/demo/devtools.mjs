// @ts-check
// What only Chromium's DevTools protocol does: windows as narrow as a phone, and pictures of a page as a whole.
import { writeFile } from "node:fs/promises";
import { Command } from "selenium-webdriver/lib/command.js";

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/** Lets the driver speak the protocol; once for each. @param {WebDriver} driver */
export function devtools(driver) {
  /** @type {any} */ (driver.getExecutor()).defineCommand("devtools", "POST", "/session/:sessionId/goog/cdp/execute");
}

/**
 * @param {WebDriver} driver
 * @param {string} cmd
 * @param {object} [params]
 * @returns {Promise<any>}
 */
const send = (driver, cmd, params = {}) =>
  driver.execute(new Command("devtools").setParameter("cmd", cmd).setParameter("params", params));

/**
 * @param {WebDriver} driver
 * @param {number} width CSS pixels
 * @param {number} height CSS pixels
 */
export const resize = (driver, width, height) =>
  send(driver, "Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });

/**
 * Writes a picture of the whole page, as if the window were high enough for it.
 *
 * @param {WebDriver} driver
 * @param {string} file
 * @param {object} [options] of `Page.captureScreenshot`
 */
export async function picture(driver, file, options = {}) {
  const { data } = await send(driver, "Page.captureScreenshot", { format: "png", captureBeyondViewport: true, ...options });
  await writeFile(file, Buffer.from(data, "base64"));
}
