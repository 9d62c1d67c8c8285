// @ts-check
// Opens pages of the documentation's site in Chromium, one of each kind: axe-core finds nothing in
// either theme, and in a window of 320 CSS px nothing scrolls sideways, is cut off or is too small
// for a finger.
//
//   node tests/tools/site-check.mjs FOLDER
//
// Started by `cargo xtask docs --check`. FOLDER has the site. Exit code 1 when something is wrong.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { violations } from '../browser/support/axe.mjs';
import { openBrowser } from '../browser/support/browser.mjs';
import { NARROW, tooNarrow } from '../browser/support/narrow.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { devtools, resize } from '../demo/devtools.mjs';

/**
 * The first page, code to copy, a wide table, a use case, generated types, tables of prose,
 * pictures.
 */
const PAGES = [
  'index',
  'quick-start',
  'comparison',
  'use-cases/set-pin',
  'reference/elements',
  'troubleshooting',
  'PERFORMANCE',
];

/**
 * Bars that are as wide as the window, and panels that are beside the page until they are opened.
 */
const NOT_THE_PAGE = '.VPNav, .VPLocalNav, .VPSidebar';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('the first argument is the folder of the site');

const server = createServer(async ({ url = '/' }, response) => {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  const body = await readFile(join(folder, path)).catch(() => undefined);
  response
    .writeHead(body ? 200 : 404, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    })
    .end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

process.env.SORDINO_BROWSER = 'chromium';
const browser = await openBrowser();
/** @type {string[]} */
const wrong = [];
try {
  const { driver } = browser;
  devtools(driver);
  for (const page of PAGES) {
    await resize(driver, 1280, 900);
    await visit(driver, new URL(`http://127.0.0.1:${port}/${page}.html`));
    // The theme's switch is one of the page's own scripts, so these have started when it works.
    const dark = () =>
      driver.executeScript("return document.documentElement.classList.contains('dark')");
    for (const theme of ['light', 'dark']) {
      await until(`${page} is ${theme}`, async () => {
        if ((await dark()) === (theme === 'dark')) return true;
        await driver.executeScript("document.querySelector('.VPSwitchAppearance').click()");
        return false;
      });
      wrong.push(...(await violations(driver)).map((sentence) => `${page}, ${theme}: ${sentence}`));
    }
    await resize(driver, NARROW, 800);
    const narrow = await tooNarrow(driver, { mayBeCut: NOT_THE_PAGE });
    wrong.push(...narrow.map((sentence) => `${page}, ${NARROW} px: ${sentence}`));
  }
} finally {
  await browser.stop();
  server.close();
}
// A fault of the theme may occur at every heading.
for (const sentence of wrong.slice(0, 30)) console.error(sentence);
console.log(`${PAGES.length} pages in Chromium, ${wrong.length} faults`);
process.exitCode = wrong.length === 0 ? 0 : 1;
