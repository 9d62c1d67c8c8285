// @ts-check
// Rows 5 and 12: similar origins, and pages that are not allowed to embed the frame.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { PinPage } from '../browser/support/pin-page.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { USES, Victim } from './support/victim.mjs';

/** Milliseconds until a session ends that can't reach its vault. */
const TIMEOUT = 1_500;

describe('origins', () => {
  const scene = useAttackScene();

  row('5 similar origins', ({ attack, control }) => {
    /**
     * Makes the vault's iframe load another address, from a script of the page, before it has
     * loaded the loader's.
     *
     * @param {Victim} victim
     * @param {string} url
     */
    const divert = (victim, url) =>
      victim.run(
        `const url = arguments[0];
        const { src } = Object.getOwnPropertyDescriptors(HTMLIFrameElement.prototype);
        Object.defineProperty(HTMLIFrameElement.prototype, "src", {
          ...src,
          set(value) { src.set.call(this, value.endsWith("vault.html") ? url : value); },
        });
        window.hellos = [];
        addEventListener("message", ({ origin, data }) => { if (data?.sordino) hellos.push(origin); });`,
        url,
      );

    attack(
      'the loader sends nothing to a vault at another host, port or behind user info',
      async () => {
        const { driver, addresses } = scene;
        const frame = new URL(addresses.frame);
        const urls = [
          `http://localhost:${frame.port}${frame.pathname}vault.html`,
          scene.evil('hello.html'),
          `http://${frame.host.replace(':', '%3A')}@${new URL(scene.attacker.origin).host}/hello.html`,
        ];
        for (const url of urls) {
          const victim = await scene.victimPage();
          await divert(victim, url);
          const options = { ...USES.card, tokens: [{ give: 'unused' }] };
          const hellos = () => driver.executeScript('return hellos');
          // Firefox asks the person before it loads an address with user info in a frame.
          const end = url.includes('@')
            ? await victim.open({ ...options, session: { timeout: TIMEOUT } })
            : await victim.openUnder(
                options,
                async () => /** @type {string[]} */ (await hellos()).length > 0,
              );
          assert.equal('error' in end && end.error.code, 'frame-unavailable', url);
          assert.deepEqual(await victim.asked(), [], url);
          if (!url.includes('@'))
            assert.deepEqual(await hellos(), [new URL(url).origin], 'nothing else was sent to it');
        }
      },
    );

    attack('a hello that claims a similar origin is ignored', async () => {
      const victim = await scene.victimPage();
      const { host } = new URL(scene.addresses.frame);
      const origins = [
        `https://${host}`,
        `http://${host}.evil.test`,
        `http://${host}@evil.test`,
        `http://127.0.0.1.:${host.split(':')[1]}`,
        `HTTP://${host}`,
        `http://xn--127-0-0-1:${host.split(':')[1]}`,
        `http://${host}/`,
        'null',
        '',
      ];
      // This vault can't send its own hello, so only the forged ones can be accepted.
      await divert(victim, 'about:blank');
      await victim.run(
        `const origins = arguments[0];
        window.ports = 0;
        window.MessageChannel = class extends MessageChannel { constructor() { super(); window.ports += 1; } };
        new MutationObserver(() => {
          const source = document.querySelector("iframe.sordino-vault")?.contentWindow;
          if (!source || window.forged) return;
          window.forged = origins.map((origin) => dispatchEvent(new MessageEvent("message", { source, origin, data: { sordino: 1 } })));
        }).observe(document.body, { childList: true });`,
        origins,
      );
      const end = await victim.open({
        ...USES.card,
        token: 'unused',
        session: { timeout: TIMEOUT },
      });
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
      assert.equal(await victim.run('return forged.length'), origins.length, 'the attack was made');
      assert.equal(await victim.run('return ports'), 0);
    });

    attack("the app's page under another host name gets no session", async () => {
      for (const host of ['127.0.0.1', '[::1]']) {
        const url = new URL('/pin.html', scene.addresses.app);
        url.hostname = host;
        await visit(scene.driver, url);
        const page = new PinPage(scene.driver);
        const options = {
          token: 'unused',
          callback: true,
          cardId: scene.card.id,
          session: { timeout: TIMEOUT },
        };
        const end = await page.open(options);
        assert.equal('error' in end && end.error.code, 'frame-unavailable', host);
        assert.equal(await page.tokensGiven(), 0);
      }
    });

    control('under its own host name it gets a session', async () => {
      await scene.victim('card', { session: { timeout: 5_000 } });
    });

    control(
      'a loader that compares only the start of an origin accepts the similar one',
      async () => {
        await scene.visit('/clipboard.html');
        const { origin } = new URL(scene.addresses.frame);
        const taken = await scene.driver.executeScript(
          `const expected = arguments[0];
        const taken = [];
        addEventListener("message", ({ origin }) => { if (origin.startsWith(expected)) taken.push(origin); });
        dispatchEvent(new MessageEvent("message", { origin: expected + ".evil.test" }));
        return taken;`,
          origin,
        );
        assert.deepEqual(taken, [`${origin}.evil.test`]);
      },
    );
  });

  row('12 embedded by an origin that is not allowed', ({ attack, control }) => {
    /** @param {string} url */
    async function embedInEvil(url) {
      const embedder = new URL('/embedder.html', scene.attacker.origin);
      embedder.searchParams.set('embed', url);
      await visit(scene.driver, embedder);
    }
    attack('neither document is displayed there', async () => {
      const { driver, addresses } = scene;
      for (const file of ['vault.html', 'field.html']) {
        await embedInEvil(addresses.frame + file);
        await driver.executeScript(
          "attacker.attack(document.getElementById('victim').contentWindow, 'cd')",
        );
        await scene.settle();
        assert.deepEqual(await driver.executeScript('return attacker.heard()'), [], file);
        await driver.switchTo().frame(await driver.findElement(By.id('victim')));
        const text = await driver
          .executeScript('return document.documentElement.outerHTML')
          .catch(() => '');
        assert.ok(
          !String(text).includes('sordino:api') && !String(text).includes('onmessage'),
          `${file} is not shown`,
        );
        await driver.switchTo().defaultContent();
      }
    });
    attack('without the headers, the vault refuses to run', async () => {
      scene.middleman.onFrame(({ headers }) => void delete headers['content-security-policy']);
      await embedInEvil(`${scene.middleman.frameUrl}vault.html`);
      await scene.driver.executeScript(
        "attacker.attack(document.getElementById('victim').contentWindow, 'cd')",
      );
      await scene.settle();
      assert.deepEqual(await scene.driver.executeScript('return attacker.heard()'), []);
      await scene.driver.switchTo().frame(await scene.driver.findElement(By.id('victim')));
      const metas = "return document.querySelectorAll('meta[name^=sordino]').length";
      assert.ok(/** @type {number} */ (await scene.driver.executeScript(metas)) > 0, 'it is shown');
    });
    attack(
      "neither document runs in the app's page when an attacker's page embeds that page",
      async () => {
        const { driver, addresses, card } = scene;
        await embedInEvil(new URL('/pin.html', addresses.app).href);
        await driver.switchTo().frame(await driver.findElement(By.id('victim')));
        const page = new PinPage(driver);
        await until("the app's page is there", () =>
          driver.executeScript("return 'harness' in window"),
        );
        const end = await page.open({
          token: 'unused',
          callback: true,
          cardId: card.id,
          session: { timeout: TIMEOUT },
        });
        assert.equal('error' in end && end.error.code, 'frame-unavailable');
        assert.equal(await page.tokensGiven(), 0);
        await driver.switchTo().defaultContent();
        assert.deepEqual(await driver.executeScript('return attacker.heard()'), []);
      },
    );
    control('a frame without the headers and the checks runs there', async () => {
      await embedInEvil(scene.evil('gullible.html'));
      await until('it says hello', async () =>
        JSON.stringify(await scene.driver.executeScript('return attacker.heard()')).includes(
          '"sordino":1',
        ),
      );
    });
  });
});
