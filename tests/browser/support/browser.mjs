// @ts-check
// A browser of the engine under test, driven through WebDriver.
import { Builder } from 'selenium-webdriver';
import { start, freePort } from './child.mjs';
import { openDisplay } from './display.mjs';
import { chromium } from './engines/chromium.mjs';
import { firefox } from './engines/firefox.mjs';
import { webkit } from './engines/webkit.mjs';
import { until } from './wait.mjs';

/**
 * The details of an engine that tests need to drive it.
 *
 * @typedef {object} Engine
 * @property {"chromium" | "firefox" | "webkit"} name
 * @property {boolean} [needsDisplay]
 * @property {(port: number) => { program: string, args: string[] }} driver
 * @property {(args: readonly string[]) => object} capabilities takes further arguments for the
 * browser
 */

/** @type {Record<string, Engine>} */
const ENGINES = { chromium, firefox, webkit };

/**
 * @typedef {object} Browser
 * @property {Engine["name"]} engine
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {() => Promise<void>} stop
 */

/** @returns {Engine} the engine that SORDINO_BROWSER names, or Chromium */
export function engineUnderTest() {
  const name = process.env.SORDINO_BROWSER ?? 'chromium';
  const engine = ENGINES[name];
  if (!engine)
    throw new Error(`SORDINO_BROWSER is ${name}; it can be ${Object.keys(ENGINES).join(', ')}`);
  return engine;
}

/**
 * @param {readonly string[]} [more] further arguments for the browser
 * @returns {Promise<Browser>}
 */
export async function openBrowser(more = []) {
  const engine = engineUnderTest();
  const display = engine.needsDisplay ? await openDisplay() : undefined;
  const port = await freePort();
  const { program, args } = engine.driver(port);
  const env = display ? { ...process.env, DISPLAY: display.display } : process.env;
  const service = start(program, args, { env });
  const address = `http://127.0.0.1:${port}`;

  await until(`${program} listens`, async () => {
    if (service.process.exitCode !== null) throw new Error(`${program} ended: ${service.output()}`);
    const answer = await fetch(`${address}/status`).catch(() => undefined);
    return answer?.ok;
  });

  const driver = await new Builder()
    .usingServer(address)
    .withCapabilities(/** @type {any} */ (engine.capabilities(more)))
    .build();
  // Page loads and scripts end on their own or never, so these limits only stop a hang.
  await driver.manage().setTimeouts({ implicit: 0, pageLoad: 20_000, script: 20_000 });

  return {
    engine: engine.name,
    driver,
    async stop() {
      await driver.quit().catch(() => {});
      await service.stop();
      await display?.stop();
    },
  };
}
