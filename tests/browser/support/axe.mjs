// @ts-check
// Runs axe-core in the document that the driver is in.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules for a whole page, which do not apply to a part of it. */
export const OF_PAGES = ['landmark-one-main', 'page-has-heading-one', 'region'];

const RUN = `
  const [disabled, done] = arguments;
  const rules = Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }]));
  axe.run(document, { iframes: false, resultTypes: ["violations"], rules }).then(
    ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" "))),
    (error) => done(["axe failed: " + error]),
  );`;

/**
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {readonly string[]} [disabled] rules
 * @returns {Promise<string[]>} the violations
 */
export async function violations(driver, disabled = []) {
  if (!(await driver.executeScript("return typeof axe === 'object'")))
    await driver.executeScript(AXE);
  return driver.executeAsyncScript(RUN, disabled);
}
