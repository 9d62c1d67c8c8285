// @ts-check
import { until } from './wait.mjs';

/**
 * Loads a page. WebKitGTK's driver sometimes takes the end of the previous load for the end of this
 * one, so this asks for the page's address.
 *
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {URL} url
 */
export async function visit(driver, url) {
  await driver.get(url.href);
  await until(`${url} is loaded`, () =>
    driver.executeScript(
      "return document.readyState === 'complete' && location.href === arguments[0]",
      url.href,
    ),
  );
}
