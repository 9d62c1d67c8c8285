// @ts-check
// One browser and one sandbox for all test files of a process.
import { after } from 'node:test';
import { openBrowser } from './browser.mjs';
import { Control } from './control.mjs';
import { startSandbox } from './sandbox.mjs';

/**
 * @typedef {object} Stack
 * @property {import("./browser.mjs").Browser["engine"]} engine
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {string} mainWindow the handle of the window in which tests begin
 * @property {import("./sandbox.mjs").Addresses} addresses
 * @property {string} files the folder of the sandbox's uploaded documents
 * @property {Control} control
 */

/** @type {Promise<{ stack: Stack, stop: () => Promise<void> }> | undefined} */
let opened;

async function open() {
  const sandbox = await startSandbox();
  try {
    const browser = await openBrowser();
    return {
      stack: {
        engine: browser.engine,
        driver: browser.driver,
        mainWindow: await browser.driver.getWindowHandle(),
        addresses: sandbox.addresses,
        files: sandbox.files,
        control: new Control(sandbox.addresses.control),
      },
      async stop() {
        await browser.stop();
        await sandbox.stop();
      },
    };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** @returns {Promise<Stack>} */
export async function useStack() {
  opened ??= open();
  return (await opened).stack;
}

// At the top level of a process, this runs after the last test of the last file.
after(async () => {
  const running = await opened?.catch(() => undefined);
  await running?.stop();
});
