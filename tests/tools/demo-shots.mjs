// @ts-check
// Visits each page of the demo as a person would, narrow and wide, light and dark: runs its use
// case, and takes a picture before and after.
//
//   node tests/tools/demo-shots.mjs [--out DIR] [--page NAME]… [--theme light|dark] [--width
//   PIXELS]…
//
// Before: `cargo xtask build` and `cargo build -p sordino-sandbox`. Exit code 1 when a page can't
// be used, overflows or shifts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from '../browser/support/browser.mjs';
import { DEMO, startSandbox } from '../browser/support/sandbox.mjs';
import { devtools, picture, resize } from '../demo/devtools.mjs';
import { layout } from '../demo/layout.mjs';
import { PAGES, fill, open, reveal, run } from '../demo/pages.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'target/demo-shots' },
    page: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    width: { type: 'string', multiple: true, default: ['1280', '360'] },
  },
});

/** A document that the sandbox accepts for its first bytes. */
const PDF = '%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n';

const names = values.page ?? Object.keys(PAGES);
process.env.SORDINO_BROWSER = 'chromium';
const folder = await mkdtemp(join(tmpdir(), 'sordino-shots-'));
const files = [
  join(folder, 'passport.pdf'),
  join(folder, 'a-bill-with-a-rather-long-name-from-last-month.pdf'),
];
for (const file of files) await writeFile(file, PDF);
await mkdir(values.out, { recursive: true });

let failed = 0;
const browser = await openBrowser();
try {
  const { driver } = browser;
  devtools(driver);
  for (const name of names) {
    const page = PAGES[name];
    if (!page) throw new Error(`no page ${name}; there are ${Object.keys(PAGES).join(', ')}`);
    for (const width of values.width.map(Number)) {
      for (const theme of /** @type {("light" | "dark")[]} */ (values.theme)) {
        // Each run starts with the seeded data.
        const sandbox = await startSandbox(undefined, DEMO);
        const height = width < 600 ? 800 : 900;
        const file = (/** @type {string} */ when) =>
          join(values.out, `${name}-${width}-${theme}-${when}.png`);
        const shot = (/** @type {string} */ when) => picture(driver, file(when), width, height);
        try {
          await resize(driver, width, height);
          await open(driver, sandbox.addresses.app, page, theme);
          await shot('1-before');
          if (name !== 'overview') {
            await fill(driver, page, files);
            await shot('2-filled');
            const said = await run(driver, page);
            await reveal(driver, page);
            await shot('3-after');
            console.log(`${name} ${width} ${theme}: ${said}`);
          }
          const wrong = await layout(driver);
          for (const sentence of wrong) console.error(`${name} ${width} ${theme}: ${sentence}`);
          failed += wrong.length;
        } catch (error) {
          failed += 1;
          console.error(`${name} ${width} ${theme}: ${error}`);
          await shot('failed').catch(() => {});
        } finally {
          await sandbox.stop();
        }
      }
    }
  }
} finally {
  await browser.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
