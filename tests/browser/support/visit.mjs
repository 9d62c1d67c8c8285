// @ts-check
import { until } from './wait.mjs';

/**
 * Loads a page. WebKitGTK's driver sometimes takes the end of the page before for the end of this
 * one, so it is asked where it is.
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
