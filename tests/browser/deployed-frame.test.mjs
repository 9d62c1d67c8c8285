// @ts-check
// A deployed frame in a page whose origin is not allowed, protected by the headers alone and by the
// vault alone (attack 12 of the threat model). And in a page that is allowed: `sordino frame
// --serve` is enough for a page under development.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { startAttacker } from './support/attacker.mjs';
import { deployFrame, host, serveFrame } from './support/deployed.mjs';
import { expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { visit } from './support/visit.mjs';
import { until } from './support/wait.mjs';

describe('a deployed frame', () => {
  const scene = useScene();
  /** @type {import("./support/attacker.mjs").Attacker} */
  let attacker;
  before(async () => {
    attacker = await startAttacker();
  });
  after(() => attacker.stop());

  const configuration = () => ({
    api: scene.addresses.api,
    embedders: [new URL(scene.addresses.app).origin],
    uploads: [scene.addresses.upload],
  });

  /** @param {string} frame */
  async function embedByAttacker(frame) {
    const url = new URL('/embedder.html', attacker.origin);
    url.searchParams.set('embed', `${frame}vault.html`);
    await visit(scene.driver, url);
  }

  /** Sends the embedded vault every message that a page can send, and returns its answers. */
  async function attack() {
    await scene.driver.executeScript(
      "attacker.attack(document.getElementById('victim').contentWindow, arguments[0])",
      scene.card.id,
    );
    // Waits for a round trip through the event loops of both documents, after which posted messages
    // have arrived.
    await scene.driver.executeAsyncScript('const done = arguments[0]; setTimeout(done, 300)');
    return /** @type {unknown[]} */ (await scene.driver.executeScript('return attacker.heard()'));
  }

  /** @template T @param {string} script @returns {Promise<T>} */
  async function inside(script) {
    await scene.driver.switchTo().frame(await scene.driver.findElement(By.id('victim')));
    try {
      return await scene.driver.executeScript(script);
    } finally {
      await scene.driver.switchTo().defaultContent();
    }
  }

  /** Returns whether the vault has loaded and run its wasm. @param {string} frame */
  const vaultHasRun = (frame) =>
    until('the vault has loaded its wasm', () =>
      inside(
        `return document.readyState === "complete" && performance.getEntriesByName("${frame}sordino_bg.wasm").some((entry) => entry.responseEnd > 0)`,
      ),
    );

  test('without its headers, the vault itself gives nothing to an origin that is not allowed', async (context) => {
    const { folder } = await deployFrame(context, configuration());
    const { url } = await host(context, folder, (_, type) => type);
    await embedByAttacker(url);
    await vaultHasRun(url);
    assert.deepEqual(await attack(), [], 'no hello, no answer on any port');
    assert.deepEqual(await scene.sent(), []);
  });

  test('the headers alone keep the vault out of a page that is not allowed', async (context) => {
    const deceived = await deployFrame(context, {
      ...configuration(),
      embedders: [attacker.origin],
    });
    const { manifest } = await deployFrame(context, configuration());
    const { url, asked } = await host(
      context,
      deceived.folder,
      (name) => manifest.files[name].headers,
    );
    await embedByAttacker(url);
    assert.deepEqual(await attack(), []);
    assert.deepEqual(
      asked().filter((name) => name === 'vault.js' || name === 'sordino_bg.wasm'),
      [],
      'its script did not run',
    );
    assert.deepEqual(await scene.sent(), []);
  });

  /**
   * Tries a request and a script of another origin inside the vault, as an injected script would.
   *
   * @returns {Promise<{ fetched: boolean, ran: boolean }>}
   */
  async function breakOut() {
    await scene.driver.switchTo().frame(await scene.driver.findElement(By.id('victim')));
    try {
      return await scene.driver.executeAsyncScript(
        `const [origin, done] = arguments;
        // A policy stops every attempt; a connection that broke on a busy machine works at a later
        // attempt.
        const reach = (tries) => fetch(origin + '/embedder.html', { mode: 'no-cors' })
          .then(() => true, () => tries > 0 && reach(tries - 1));
        const fetched = reach(5);
        const ran = new Promise((resolve) => {
          const script = document.createElement('script');
          Object.assign(script, { src: 'vault.js', onload: () => resolve(true), onerror: () => resolve(false) });
          document.documentElement.append(script);
        });
        Promise.all([fetched, ran]).then(([fetched, ran]) => done({ fetched, ran }));`,
        attacker.origin,
      );
    } finally {
      await scene.driver.switchTo().defaultContent();
    }
  }

  /**
   * The engines that enforce each header. An engine that starts to enforce one fails the test until
   * it is added here.
   */
  const ENFORCED = {
    'Connection-Allowlist': ['chromium'],
    'Integrity-Policy': ['chromium', 'firefox', 'webkit'],
  };

  test('without its policy, the newer headers still let nothing out and no script in', async (context) => {
    const { folder, manifest } = await deployFrame(context, configuration());
    const enforces = (/** @type {keyof typeof ENFORCED} */ header) =>
      ENFORCED[header].includes(scene.engine);
    for (const isWithout of [false, true]) {
      const { url } = await host(context, folder, (name, type) => {
        const headers = Object.fromEntries(
          Object.keys(ENFORCED).map((header) => [header, manifest.files[name].headers[header]]),
        );
        return isWithout || !name.endsWith('.html') ? type : { ...type, ...headers };
      });
      await embedByAttacker(url);
      await vaultHasRun(url);
      // Control: without any header both succeed.
      const { fetched, ran } = await breakOut();
      assert.equal(ran, isWithout || !enforces('Integrity-Policy'));
      // In other engines a fetch may fail for another reason: a busy Firefox ends the requests of a
      // frame that was just refused.
      if (enforces('Connection-Allowlist')) assert.equal(fetched, isWithout);
    }
  });

  test('control: without headers and checks, the vault talks to the attacker', async (context) => {
    const { folder } = await deployFrame(context, {
      ...configuration(),
      embedders: [attacker.origin],
    });
    const { url } = await host(context, folder, (_, type) => type);
    await embedByAttacker(url);
    await vaultHasRun(url);
    await until('it says hello', async () =>
      JSON.stringify(await scene.driver.executeScript('return attacker.heard()')).includes(
        '"sordino":1',
      ),
    );
    assert.match(
      JSON.stringify(await attack()),
      /"ready"/,
      'and the attacker has a session with it',
    );
  });

  test('a frame served by `sordino frame --serve` sets a PIN in a page that is allowed', async (context) => {
    const { card, control, driver } = scene;
    const frameUrl = await serveFrame(context, configuration());
    await scene.visit('/pin.html');
    const page = new PinPage(driver);
    await page.ready({ cardId: card.id, token: await scene.token(), frameUrl });
    await page.enter('7391');
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, '7391'));
  });
});
