// @ts-check
// Takes the README's picture again in both themes: the card viewer, its revealed values, and the
// events of the page.
//
//   node tests/tools/readme-pictures.mjs [DIR]
//
// Before: `cargo xtask build` and `cargo build -p sordino-sandbox`; the demo's own ports must be
// free.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '../browser/support/browser.mjs';
import { DEMO, startSandbox } from '../browser/support/sandbox.mjs';
import { devtools, drawn, resize, visible } from '../demo/devtools.mjs';
import { PAGES, open, reveal, run } from '../demo/pages.mjs';
import { ROOT } from '../docs/markdown.mjs';

const folder = process.argv[2] ?? join(ROOT, 'docs', 'images');
/** The ports of `cargo xtask demo`, which the picture shows. */
const ADDRESSES = {
  app: 'http://localhost:4001',
  frame: 'http://127.0.0.1:4002',
  api: 'http://localhost:4003',
  upload: 'http://127.0.0.1:4004',
  control: 'http://127.0.0.1:4005',
};

process.env.SORDINO_BROWSER = 'chromium';
await mkdir(folder, { recursive: true });
const sandbox = await startSandbox(ADDRESSES, DEMO);
const browser = await openBrowser();
try {
  const { driver } = browser;
  devtools(driver);
  await resize(driver, 1280, 860);
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await open(driver, sandbox.addresses.app, PAGES['card-viewer'], theme);
    await run(driver, PAGES['card-viewer']);
    await reveal(driver, { ...PAGES['card-viewer'], shown: ['cardNumber', 'expirationDate'] });
    await driver.executeScript('scrollTo(0, 0); document.activeElement.blur()');
    await drawn(driver);
    await visible(driver, join(folder, `demo-${theme}.webp`), { format: 'webp', quality: 82 });
  }
} finally {
  await browser.stop();
  await sandbox.stop();
}
