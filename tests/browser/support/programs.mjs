// @ts-check
// Finds the browsers and their drivers, by the environment or in their usual places.
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/libexec',
];

/** MiniBrowser is not in PATH: each distribution has it in another folder. */
const MINI_BROWSERS = LIBRARIES.map((folder) => join(folder, 'webkit2gtk-4.1', 'MiniBrowser'));

/** @type {Record<string, { variable: string, names: string[] }>} */
const PROGRAMS = {
  chromium: {
    variable: 'SORDINO_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome'],
  },
  chromedriver: { variable: 'SORDINO_CHROMEDRIVER', names: ['chromedriver'] },
  firefox: { variable: 'SORDINO_FIREFOX', names: ['firefox-esr', 'firefox'] },
  geckodriver: { variable: 'SORDINO_GECKODRIVER', names: ['geckodriver'] },
  minibrowser: { variable: 'SORDINO_MINIBROWSER', names: MINI_BROWSERS },
  webkitdriver: { variable: 'SORDINO_WEBKITDRIVER', names: ['WebKitWebDriver'] },
  xvfb: { variable: 'SORDINO_XVFB', names: ['Xvfb'] },
};

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name a key of PROGRAMS
 * @returns {string} its path
 * @throws when this machine does not have it; the message says how to name it
 */
export function find(name) {
  const { variable, names } = PROGRAMS[name];
  const named = process.env[variable];
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const candidate of names) {
    const paths = isAbsolute(candidate)
      ? [candidate]
      : folders.map((folder) => join(folder, candidate));
    const found = paths.find(executable);
    if (found) return found;
  }
  throw new Error(
    `this machine has none of ${names.join(', ')}: install one, or name it in ${variable}`,
  );
}
