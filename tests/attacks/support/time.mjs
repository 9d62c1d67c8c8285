// @ts-check
// The time that a session has to get ready, in the test's hands.

/** The `timeout` of sessions whose time is held. */
export const HELD = 60_000;

/**
 * How long a session still has after the attack was made: many times what its vault needs to
 * answer.
 */
const REST = 1_500;

/**
 * Sessions that the page opens with the timeout `HELD` have time until the test says otherwise.
 *
 * @param {import("selenium-webdriver").WebDriver} driver in the page
 * @returns {Promise<() => Promise<void>>} lets it run out
 */
export async function holdTime(driver) {
  // As a script of the page's own: Firefox's driver would put one of its own realm in.
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
