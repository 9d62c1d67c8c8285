// @ts-check

/**
 * Returns the classes of all iframes of the page, also of those in shadow roots, in alphabetical
 * order.
 *
 * @param {import("selenium-webdriver").WebDriver} driver
 * @returns {Promise<string[]>}
 */
export const iframeClasses = (driver) =>
  driver.executeScript(`
    const find = (root) => [...root.querySelectorAll("*")].flatMap((e) => [
      ...(e.localName === "iframe" ? [e.className] : []),
      ...(e.shadowRoot ? find(e.shadowRoot) : []),
    ]);
    return find(document).sort();`);
