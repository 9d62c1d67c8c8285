// @ts-check

/** The iframe of a field, which only the driver can enter. */
export class FieldFrame {
  #findFrame;

  /**
   * @param {import("selenium-webdriver").WebDriver} driver
   * @param {() => Promise<import("selenium-webdriver").WebElement>} findFrame finds the iframe,
   * from the page
   */
  constructor(driver, findFrame) {
    /** @protected */
    this.driver = driver;
    this.#findFrame = findFrame;
  }

  /**
   * Does something inside the frame and returns to the page.
   *
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async inside(task) {
    await this.driver.switchTo().defaultContent();
    await this.driver.switchTo().frame(await this.#findFrame());
    try {
      return await task();
    } finally {
      await this.driver.switchTo().defaultContent();
    }
  }
}
