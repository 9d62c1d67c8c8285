// @ts-check
import { find } from '../programs.mjs';

/** @type {import("../browser.mjs").Engine} */
export const firefox = {
  name: 'firefox',
  driver: (port) => ({
    program: find('geckodriver'),
    args: [`--port=${port}`, '--websocket-port=0'],
  }),
  capabilities: (args) => ({
    browserName: 'firefox',
    'moz:firefoxOptions': { binary: find('firefox'), args: ['-headless', ...args] },
  }),
};
