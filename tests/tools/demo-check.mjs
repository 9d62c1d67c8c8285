// @ts-check
// Sets a PIN on the demo page as a person would, and proves it by the hash that the sandbox stored,
// not by the page's message.
//
//   SORDINO_ADDRESSES='{"app": …, "control": …}' node tests/tools/demo-check.mjs
//
// Started by `cargo xtask demo --check`. One JSON line on standard output, exit code 0 or 1.
import { By } from 'selenium-webdriver';
import { openBrowser } from '../browser/support/browser.mjs';
import { Control } from '../browser/support/control.mjs';
import { Field } from '../browser/support/field.mjs';
import { until } from '../browser/support/wait.mjs';

/** An obviously made-up PIN. The stored hash must refuse another one. */
const PIN = '4827';
const ANOTHER = '7284';

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/**
 * @param {WebDriver} driver
 * @param {Control} control
 */
async function check(driver, control) {
  const slots = ['pin', 'pin-confirm'];
  await until('both fields are ready', async () => {
    const states = await Promise.all(
      slots.map((id) => driver.findElement(By.id(id)).getAttribute('data-state')),
    );
    if (states.includes('failed'))
      throw new Error("the page shows that its fields can't be loaded");
    return states.every((state) => state === 'ready');
  });
  const paymentCardId = await driver
    .findElement(By.css('input[name=card]:checked'))
    .getAttribute('value');
  if (!paymentCardId) throw new Error('no card is chosen');
  const before = await control.card(paymentCardId);
  if (await control.pinIs(paymentCardId, PIN))
    throw new Error(`the card's PIN is ${PIN} before anything was typed`);

  for (const id of slots) {
    await new Field(driver, async () => driver.findElement(By.css(`#${id} iframe`))).type(PIN);
  }
  await driver.findElement(By.id('set-pin')).click();
  const result = driver.findElement(By.id('result'));
  const state = await until('the page shows the result', async () => {
    const now = await result.getAttribute('data-state');
    return now === 'done' || now === 'failed' ? now : undefined;
  });
  const said = await result.getText();

  const after = await control.card(paymentCardId);
  const matches = await control.pinIs(paymentCardId, PIN);
  const matchesAnother = await control.pinIs(paymentCardId, ANOTHER);
  const once = after.pinUpdates === before.pinUpdates + 1;
  const ok = state === 'done' && after.pinSet && once && matches && !matchesAnother;
  return {
    ok,
    engine: 'chromium',
    paymentCardId,
    pinSet: after.pinSet,
    matches,
    matchesAnother,
    said,
  };
}

/** @returns {Promise<{ ok: boolean } & Record<string, unknown>>} */
async function answer() {
  const addresses = JSON.parse(process.env.SORDINO_ADDRESSES ?? '{}');
  process.env.SORDINO_BROWSER = 'chromium';
  const browser = await openBrowser();
  try {
    await browser.driver.get(addresses.app);
    return await check(browser.driver, new Control(addresses.control));
  } finally {
    await browser.stop();
  }
}

const began = performance.now();
const verdict = await answer().catch((error) => ({
  ok: false,
  engine: 'chromium',
  error: String(error),
}));
console.log(
  JSON.stringify({ ...verdict, seconds: Math.round((performance.now() - began) / 10) / 100 }),
);
process.exitCode = verdict.ok ? 0 : 1;
