// @ts-check
// The quick start in an empty folder, with the commands and files of the page and nothing else. The
// test replaces the registry's package by the built one, the API by the sandbox, and the page's
// ports by free ones.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { block } from '../docs/markdown.mjs';
import { engineUnderTest } from './support/browser.mjs';
import { freePort, start } from './support/child.mjs';
import { PACKAGE, startSandbox } from './support/sandbox.mjs';
import { useScene } from './support/scene.mjs';
import { Shown } from './support/shown.mjs';
import { visit } from './support/visit.mjs';
import { until } from './support/wait.mjs';

const PAGE = 'docs/quick-start.md';
const KEY = "a-key-of-the-quick-start's-test";

/**
 * Replaces a text, and fails if the text is missing.
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
function instead(text, from, to) {
  assert.ok(text.includes(from), `the page has ${from}`);
  return text.replaceAll(from, to);
}

if (engineUnderTest().name === 'chromium') {
  describe('the quick start', () => {
    const scene = useScene();

    test("leads from an empty folder to a card's number", async (context) => {
      const { driver } = scene;
      process.env.SORDINO_SANDBOX_API_KEY = KEY;
      const sandbox = await startSandbox();
      delete process.env.SORDINO_SANDBOX_API_KEY;
      context.after(() => sandbox.stop());
      const objects = await (await fetch(new URL('/objects.json', sandbox.addresses.app))).json();
      const card = objects.paymentCards.find(
        (/** @type {{ status: string }} */ { status }) => status === 'ACTIVE',
      );

      const folder = await mkdtemp(join(tmpdir(), 'sordino-quick-start-'));
      context.after(() => rm(folder, { recursive: true, force: true }));
      const outside = await mkdtemp(join(tmpdir(), 'sordino-package-'));
      context.after(() => rm(outside, { recursive: true, force: true }));
      /** @type {{ encoding: "utf8", stdio: "pipe" }} */
      const options = { encoding: 'utf8', stdio: 'pipe' };
      const tarball = execFileSync(
        'npm',
        ['pack', PACKAGE, '--pack-destination', outside, '--silent'],
        options,
      ).trim();
      const [app, frame] = [await freePort(), await freePort()];
      const ports = (/** @type {string} */ text) =>
        text
          .replaceAll('localhost:3000', `localhost:${app}`)
          .replaceAll('listen(3000', `listen(${app}`)
          .replaceAll(':4002/', `:${frame}/`);
      const env = {
        ...process.env,
        HIGHNOTE_API_URL: sandbox.addresses.api,
        HIGHNOTE_API_KEY: KEY,
        PAYMENT_CARD_ID: card.id,
        npm_config_offline: 'true',
      };
      const keys = block(PAGE, 'keys').code;
      for (const name of ['HIGHNOTE_API_URL', 'HIGHNOTE_API_KEY', 'PAYMENT_CARD_ID'])
        assert.match(keys, new RegExp(`^export ${name}=`, 'm'));

      const began = Date.now();
      const install = instead(
        block(PAGE, 'install').code,
        'npm install sordino',
        `npm install ${join(outside, tarball)}`,
      );
      execFileSync('bash', ['-ec', install], { ...options, cwd: folder, env });
      for (const name of ['server.mjs', 'index.html'])
        await writeFile(join(folder, name), ports(block(PAGE, name).code));

      /** Starts a background command, and waits for its first line. @param {string} command */
      const run = (command) => {
        const child = start('bash', ['-c', command], {
          stdio: ['ignore', 'pipe', 'pipe'],
          env,
          cwd: folder,
          detached: true,
        });
        // Ends the whole process group, because npx does not pass on the signal.
        context.after(() => {
          if (child.process.pid !== undefined) process.kill(-child.process.pid, 'SIGTERM');
          return child.stop();
        });
        return new Promise((resolve, reject) => {
          createInterface({
            input: /** @type {NodeJS.ReadableStream} */ (child.process.stdout),
          }).once('line', resolve);
          child.process.once('exit', () =>
            reject(new Error(`${command} ended: ${child.output()}`)),
          );
        });
      };
      const frameUrl = await run(`${ports(block(PAGE, 'frame').code)} --port ${frame}`);
      assert.ok(
        ports(block(PAGE, 'index.html').code).includes(`'${frameUrl}'`),
        `the page names the served frame: ${frameUrl}`,
      );
      const url = await run(block(PAGE, 'server').code);
      assert.ok(ports('http://localhost:3000') === url, url);

      await visit(driver, new URL(String(url)));
      const said = await until(
        'the page shows the result',
        async () => (await driver.findElement(By.css('[role=status]')).getText()) || undefined,
      );
      assert.equal(said, `The card that ends in ${card.last4} is there.`);
      const field = new Shown(driver, async () => driver.findElement(By.css('#card iframe')));
      const { seen } = await field.reveal('cardNumber');
      assert.match(seen.replaceAll(' ', ''), new RegExp(`^\\d{12}${card.last4}$`));
      assert.equal(
        await driver.executeScript("return document.querySelector('iframe').contentDocument"),
        null,
      );
      context.diagnostic(
        `the quick start's commands and its page took ${((Date.now() - began) / 1000).toFixed(1)} s`,
      );
    });
  });
} else {
  test('the quick start is tested in Chromium', () =>
    assert.notEqual(engineUnderTest().name, 'chromium'));
}
