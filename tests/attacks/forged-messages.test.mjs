// @ts-check
// Rows 1 to 4 and 6: messages to the vault and to the page from windows of other origins.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { ownSandbox } from '../browser/support/own-sandbox.mjs';
import { PinPage } from '../browser/support/pin-page.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { PIN } from './support/victim.mjs';

describe('forged messages', () => {
  const scene = useAttackScene();

  /**
   * Types a PIN, sends every message to every window that can be reached, and asserts that nothing
   * has happened.
   *
   * @param {(page: PinPage) => Promise<{ attack: (script: string, ...args: unknown[]) =>
   * Promise<any> }>} begin
   */
  async function isNotObeyed(begin) {
    const { card, control } = scene;
    const { pinUpdates } = await control.card(card.id);
    const page = await scene.pinPage();
    await page.enter(PIN);
    const { attack } = await begin(page);
    const reached = await attack('return attacker.neighbours().length');
    assert.ok(reached >= 4, `${reached} windows, without the page, the vault and both fields`);
    await attack('attacker.attackAll(arguments[0])', card.id);
    await scene.settle();

    assert.ok((await attack('return attacker.sent()')) >= 36);
    assert.deepEqual(await attack('return attacker.heard()'), [], 'no answer');
    assert.deepEqual(await scene.sent(), [], 'nothing was sent');
    assert.equal((await control.card(card.id)).pinUpdates, pinUpdates);
    assert.equal((await page.outcomes()).length, 0, 'the page got no event');
    assert.equal(await page.pin.value(), PIN);
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN), 'the session still works');
  }

  /** @param {import("selenium-webdriver").WebElement} frame */
  const from = (frame) => ({
    attack: (/** @type {string} */ script, /** @type {unknown[]} */ ...args) =>
      scene.inside(frame, script, ...args),
  });

  /**
   * Attacks a frame that trusts every origin, from the window that `begin` opens.
   * @param {() => Promise<(script: string, ...args: unknown[]) => Promise<any>>} begin
   */
  async function isObeyed(begin) {
    await scene.visit('/clipboard.html');
    await scene.embed(scene.evil('gullible.html'));
    const attack = await begin();
    await attack("attacker.attackAll('cd')");
    await until('the gullible frame answers', async () => {
      return JSON.stringify(await attack('return attacker.heard()')).includes('"obeyed"');
    });
  }

  row('1 forged commands from a third origin', ({ attack, control }) => {
    /** @returns {Promise<(script: string, ...args: unknown[]) => Promise<any>>} */
    const fromPopup = async () => {
      const window = await scene.popup(scene.evil('frame.html'));
      const here = await scene.driver.getWindowHandle();
      return async (script, ...args) => {
        await scene.driver.switchTo().window(window);
        try {
          return await scene.driver.executeScript(script, ...args);
        } finally {
          await scene.driver.switchTo().window(here);
        }
      };
    };
    attack("a window that the page opened can't control the vault through opener.frames", () =>
      isNotObeyed(async () => ({ attack: await fromPopup() })),
    );
    control('a frame that trusts every origin obeys it', () => isObeyed(fromPopup));
  });

  row('2 forged commands from a sibling frame', ({ attack, control }) => {
    attack("a sibling can't control vault and fields through parent.frames", () =>
      isNotObeyed(async () => from(await scene.embed(scene.evil('frame.html')))),
    );
    control('a sibling that trusts every origin obeys it', () =>
      isObeyed(async () => from(await scene.embed(scene.evil('frame.html'))).attack),
    );
  });

  row(
    '3 the vault opened in its own window and controlled by its opener',
    ({ attack, control }) => {
      /** @param {string} url */
      async function drive(url) {
        await scene.visit('/clipboard.html');
        await scene.inject();
        await scene.popup(url);
        await scene.driver.executeScript(
          'attacker.attack(window.popup, arguments[0])',
          scene.card.id,
        );
      }
      attack('the vault refuses to run', async () => {
        await drive(`${scene.addresses.frame}vault.html`);
        await scene.settle();
        assert.deepEqual(await scene.driver.executeScript('return attacker.heard()'), []);
        assert.deepEqual(await scene.sent(), []);
      });
      control('another page in that window answers', async () => {
        await drive(scene.evil('gullible.html'));
        await until('it obeys', async () => {
          return JSON.stringify(
            await scene.driver.executeScript('return attacker.heard()'),
          ).includes('"obeyed"');
        });
      });
    },
  );

  row('4 hello, ready and results forged by another frame', ({ attack, control }) => {
    attack('the loader calls no callback, and gives away no port and no token', async (context) => {
      const { driver, card } = scene;
      const { addresses, control: own, token } = await ownSandbox(context);
      await own.fault({ kind: 'never', target: 'frame', path: 'vault.html', times: 5 });
      await visit(driver, new URL('/pin.html', addresses.app));
      await driver.executeScript(
        "window.arrived = 0; addEventListener('message', () => { window.arrived += 1; })",
      );
      const page = new PinPage(driver);
      const secret = await token(card.id);
      const options = { cardId: card.id, token: secret, session: { timeout: 2_500 } };
      await driver.executeScript("window.end = harness.open('form', arguments[0]);", options);
      const frame = await scene.embed(scene.evil('hello.html'));
      await scene.inside(frame, 'attacker.attackAll(arguments[0])', card.id);
      await until('the page hears the forgeries', () =>
        driver.executeScript('return window.arrived >= 10'),
      );

      const end = await driver.executeAsyncScript('const done = arguments[0]; end.then(done)');
      assert.equal(
        /** @type {any} */ (end).error?.code,
        'frame-unavailable',
        'the session is not ready',
      );
      assert.deepEqual(
        (await page.told()).map(({ source, type }) => `${source} ${type}`),
        ['session error'],
      );
      assert.deepEqual(
        await scene.inside(frame, 'return attacker.heard()'),
        [],
        'no port, no token',
      );
      assert.ok(!scene.attacker.log().includes(secret));
    });
    control('a page that trusts every hello gives its token away', async () => {
      await scene.visit('/clipboard.html');
      await scene.driver.executeScript(
        "addEventListener('message', ({ source, data }) => { if (data.sordino) source.postMessage({ token: 'given-away' }, '*'); })",
      );
      const frame = await scene.embed(scene.evil('hello.html'));
      await until('the attacker has it', async () =>
        JSON.stringify(await scene.inside(frame, 'return attacker.heard()')).includes('given-away'),
      );
    });
  });

  row('6 a sender whose origin is null', ({ attack, control }) => {
    attack('messages from an opaque origin are ignored', () =>
      isNotObeyed(async () => from(await scene.embed(scene.evil('frame.html'), 'allow-scripts'))),
    );
    attack('a page with an opaque origin gets no session', async () => {
      const { driver, addresses } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeScript(
        "window.heard = []; addEventListener('message', ({ data }) => heard.push(data));",
      );
      // The opaque page has the address of an allowed embedder, and reports the messages that it
      // gets.
      await driver.executeScript(
        `const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", "allow-scripts");
        frame.srcdoc = \`<script>
          addEventListener("message", ({ data }) => parent.postMessage({ hello: data.sordino }, "*"));
          const vault = document.createElement("iframe");
          vault.src = "\${arguments[0]}vault.html";
          vault.onload = () => setTimeout(() => parent.postMessage({ loaded: true }, "*"), 300);
          document.documentElement.append(vault);
        <\\/script>\`;
        document.body.append(frame);`,
        addresses.frame,
      );
      const heard = await until('it is loaded', () =>
        driver.executeScript('return heard.length > 0 && heard'),
      );
      assert.deepEqual(heard, [{ loaded: true }]);
    });
    control('a sibling that trusts every origin obeys it', () =>
      isObeyed(
        async () => from(await scene.embed(scene.evil('frame.html'), 'allow-scripts')).attack,
      ),
    );
  });
});
