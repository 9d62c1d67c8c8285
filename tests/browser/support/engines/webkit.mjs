// @ts-check
import { find } from '../programs.mjs';

/** @type {import("../browser.mjs").Engine} */
export const webkit = {
  name: 'webkit',
  needsDisplay: true,
  driver: (port) => ({ program: find('webkitdriver'), args: [`--port=${port}`] }),
  capabilities: (args) => ({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: find('minibrowser'), args: ['--automation', ...args] },
  }),
};
