// @ts-check
import { find } from '../programs.mjs';

/** @type {import("../browser.mjs").Engine} */
export const chromium = {
  name: 'chromium',
  driver: (port) => ({ program: find('chromedriver'), args: [`--port=${port}`] }),
  capabilities: (args) => ({
    browserName: 'chrome',
    'goog:chromeOptions': {
      binary: find('chromium'),
      args: [
        '--headless=new',
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...args,
      ],
    },
  }),
};
