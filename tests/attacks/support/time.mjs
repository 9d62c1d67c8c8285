// @ts-check
// Control over the timeout of a session.

/** The `timeout` of sessions that a test controls, in milliseconds. */
export const HELD = 60_000;

/**
 * Milliseconds that a session has left after the attack: many times what its vault needs to answer.
 */
const REST = 1_500;

/**
 * Stops the timeout of sessions that the page opens with `HELD`, until the returned function is
 * called.
 *
 * @param {import("selenium-webdriver").WebDriver} driver shows the page
 * @returns {Promise<() => Promise<void>>} lets the time run out
 */
export async function holdTime(driver) {
  // Runs as a script of the page, because Firefox's driver would use the functions of another
  // realm.
  await driver.executeScript(
    `document.head.append(Object.assign(document.createElement("script"), { textContent: arguments[0] }));`,
    `(() => {
      const later = window.setTimeout;
      const held = [];
      window.setTimeout = (act, ms, ...args) => (ms === ${HELD} ? void held.push(act) : later(act, ms, ...args));
      window.timeIsUp = () => { for (const act of held.splice(0)) later(act, ${REST}); };
    })();`,
  );
  return async () => {
    await driver.switchTo().defaultContent();
    await driver.executeScript('timeIsUp()');
  };
}
