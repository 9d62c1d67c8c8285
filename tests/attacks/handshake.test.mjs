// @ts-check
// Rows 7 to 9: frames that are navigated away, answer the hello first, or repeat the handshake.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { until } from '../browser/support/wait.mjs';
import { clickOn, press } from '../browser/support/keys.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { HELD, holdTime } from './support/time.mjs';
import { CARD, PIN, USES, Victim } from './support/victim.mjs';

describe('the handshake', () => {
  const scene = useAttackScene();

  row('7 vault or field navigated away', ({ attack, control }) => {
    /** @param {Victim} victim @param {string} secret */
    async function gotNothing(victim, secret) {
      await victim.heard('session', 'error', (detail) => detail.code === 'frame-unavailable');
      const outcome = await victim.call();
      assert.equal('error' in outcome && outcome.error.code, 'frame-unavailable');
      assert.equal(
        await victim.run("return document.querySelectorAll('iframe').length"),
        0,
        'fields are gone',
      );
      assert.ok(!scene.attacker.log().includes(secret));
    }

    attack('before the handshake', async () => {
      const secret = await scene.tokenFor('card');
      const victim = await scene.victimPage();
      await victim.run(
        `const url = arguments[0];
        const { src } = Object.getOwnPropertyDescriptors(HTMLIFrameElement.prototype);
        Object.defineProperty(HTMLIFrameElement.prototype, "src", {
          ...src,
          set(value) { src.set.call(this, value.endsWith("vault.html") ? url : value); },
        });`,
        scene.evil('hello.html'),
      );
      const isMade = () => scene.attacker.log().includes('GET /hello.html');
      const end = await victim.openUnder({ ...USES.card, token: secret }, isMade);
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
      await gotNothing(victim, secret);
      assert.deepEqual(await scene.sent(), []);
    });

    attack('during the handshake', async () => {
      const secret = await scene.tokenFor('pin');
      const victim = await scene.victimPage();
      await victim.run(
        `const url = arguments[0];
        addEventListener("message", (event) => {
          if (event.data?.sordino && !window.turned) {
            window.turned = true;
            event.source.location.replace(url);
          }
        }, true);`,
        scene.evil('hello.html'),
      );
      // The session may be ready for a moment, because a navigation takes time.
      await victim.open({ ...USES.pin, token: secret });
      assert.equal(await victim.run('return turned'), true, 'the attack was made');
      await gotNothing(victim, secret);
      assert.deepEqual(await scene.sent(), []);
    });

    attack('while a card is revealed', async () => {
      const secret = await scene.tokenFor('card');
      const victim = await scene.viewedCard({ token: secret });
      assert.match((await victim.reveal('number')).seen, /^4012/);
      await victim.run(
        "document.querySelector('iframe.sordino-vault').src = arguments[0]",
        scene.evil('hello.html'),
      );
      await gotNothing(victim, secret);
      assert.ok(scene.attacker.log().includes('GET /hello.html'), 'the attacker was there');
      assert.ok(!scene.attacker.log().includes(CARD.number));
    });

    attack('a field while a PIN is typed in it', async () => {
      const victim = await scene.victim('pin');
      await victim.type('pin', PIN);
      await victim.wait(
        "const [url, done] = arguments; const f = victim.frame('pin'); f.addEventListener('load', () => done()); f.src = url;",
        scene.evil('frame.html'),
      );
      await scene.settle();
      const frame = await victim.run("return victim.frame('pin')");
      const heard = JSON.stringify(await scene.inside(frame, 'return attacker.heard()'));
      assert.ok(!heard.includes(PIN), heard);
    });

    control(
      'a loader that posts its token to any document in its frame gives it away',
      async () => {
        await scene.visit('/clipboard.html');
        const frame = await scene.embed(`${scene.addresses.frame}field.html`);
        await scene.driver.executeAsyncScript(
          `const [frame, url, done] = arguments;
        frame.onload = () => { frame.contentWindow.postMessage({ token: "given-away" }, "*"); done(); };
        frame.src = url;`,
          frame,
          scene.evil('frame.html'),
        );
        await until('the attacker has it', async () =>
          JSON.stringify(await scene.inside(frame, 'return attacker.heard()')).includes(
            'given-away',
          ),
        );
      },
    );
  });

  row('8 an attacker answers the hello first, or runs its own vault', ({ attack, control }) => {
    const ANSWER = `
      const cardId = arguments[0];
      addEventListener("message", ({ source, origin, data }) => {
        if (!data?.sordino || window.port) return;
        const { port1, port2 } = new MessageChannel();
        window.port = port1;
        source.postMessage({ sordino: 1 }, origin, [port2]);
        attacker.drive(port1, cardId, [...document.querySelectorAll("iframe.sordino-field")]);
      }, true);`;

    attack('the attacker gets no digit, and the page gets no session', async () => {
      const { driver, card } = scene;
      const secret = await scene.token();
      await scene.visit('/pin.html');
      await scene.inject();
      await driver.executeScript(ANSWER, card.id);
      const timeIsUp = await holdTime(driver);
      await driver.executeScript("window.end = harness.open('form', arguments[0])", {
        token: secret,
        cardId: card.id,
        session: { timeout: HELD },
      });
      const heard = await until('the attacker has a session', async () => {
        const text = JSON.stringify(await driver.executeScript('return attacker.heard()'));
        return text.includes('"ready"') ? text : undefined;
      });
      await timeIsUp();
      const end = /** @type {object} */ (await driver.executeAsyncScript('end.then(arguments[0])'));
      assert.ok('error' in end, "the loader's own port came too late");
      assert.ok(!heard.includes(secret), "the attacker has the page's token");
      assert.deepEqual(await scene.sent(), []);
    });

    attack(
      "with the page's token the attacker sets the PIN that the user types, but sees no digit",
      async () => {
        const { driver } = scene;
        const secret = await scene.tokenFor('pin');
        const victim = await scene.victimPage();
        await scene.inject();
        await victim.run(ANSWER, CARD.id);
        await victim.run('void victim.open(arguments[0])', {
          ...USES.pin,
          token: secret,
          session: { timeout: 60_000 },
        });
        await until("the attacker's fields are built", async () => {
          const heard = JSON.stringify(await driver.executeScript('return attacker.heard()'));
          return heard.split('"type":"ready"').length === 3;
        });
        await victim.type('pin', PIN);
        await victim.type('again', PIN);
        await victim.run(
          `const [cardId, token] = arguments;
        window.stolenToken = token;
        port.postMessage({ call: { id: 8, operation: "setPaymentCardPin", input: { paymentCardId: cardId } } });`,
          CARD.id,
          secret,
        );
        await until('the PIN is set', () => scene.control.pinIs(CARD.id, PIN));
        const heard = JSON.stringify(await driver.executeScript('return attacker.heard()'));
        assert.ok(!heard.includes(PIN), heard);
      },
    );

    attack(
      "an attacker's vault that takes over a ready field gets nothing of its content",
      async () => {
        const { driver, addresses, card } = scene;
        const page = await scene.pinPage();
        await page.enter(PIN);
        await scene.inject();
        await driver.executeAsyncScript(
          `const [url, cardId, done] = arguments;
        const vault = document.createElement("iframe");
        addEventListener("message", ({ source, origin, data }) => {
          if (source !== vault.contentWindow || !data?.sordino) return;
          const { port1, port2 } = new MessageChannel();
          source.postMessage({ sordino: 1 }, origin, [port2]);
          attacker.drive(port1, cardId, [...document.querySelectorAll("iframe.sordino-field")]);
        });
        vault.setAttribute("sandbox", "allow-scripts allow-same-origin");
        vault.src = url + "vault.html";
        document.body.append(vault);
        done();`,
          addresses.frame,
          card.id,
        );
        const heard = await until('the attacker has both fields', async () => {
          // A vault does not take a field that another vault has built, so this makes the fields
          // announce themselves again.
          const text = JSON.stringify(
            await driver.executeScript(
              `for (const frame of document.querySelectorAll("iframe.sordino-field")) frame.contentWindow.postMessage(0, "*");
            return attacker.heard();`,
            ),
          );
          return text.split('"type":"ready"').length === 3 ? text : undefined;
        });
        assert.equal(await page.pin.value(), '', 'the content is wiped');
        assert.ok(!heard.includes(PIN), heard);
        assert.equal(await scene.control.pinIs(card.id, PIN), false);
      },
    );

    control(
      'a frame that accepts every port and reports its input gives the PIN to the attacker',
      async () => {
        const { driver } = scene;
        await scene.visit('/clipboard.html');
        await scene.inject();
        const frame = await scene.embed(scene.evil('gullible.html'));
        await driver.switchTo().frame(frame);
        await clickOn(driver, await driver.findElement(By.id('i')));
        await press(driver, PIN);
        await driver.switchTo().defaultContent();
        await driver.executeScript("attacker.attack(arguments[0].contentWindow, 'cd')", frame);
        await until('the attacker has the PIN', async () =>
          JSON.stringify(await driver.executeScript('return attacker.heard()')).includes(PIN),
        );
      },
    );
  });

  row('9 a second port or handshake', ({ attack, control }) => {
    attack('the second port and the second handshake are ignored', async () => {
      const { driver, card, control: state } = scene;
      const page = await scene.pinPage();
      await scene.inject();
      await driver.executeScript(
        `const { port1, port2 } = new MessageChannel();
        const vault = document.querySelector("iframe.sordino-vault");
        vault.contentWindow.postMessage({ sordino: 1 }, arguments[1], [port2]);
        attacker.drive(port1, arguments[0]);`,
        card.id,
        scene.frameOrigin,
      );
      await scene.settle();
      assert.deepEqual(await driver.executeScript('return attacker.heard()'), []);
      await page.enter(PIN);
      expectSuccess(await page.press());
      assert.ok(await state.pinIs(card.id, PIN));
    });
    control('the first port is taken', async () => {
      const { driver, addresses, card } = scene;
      await scene.visit('/clipboard.html');
      await scene.inject();
      await driver.executeScript(
        `const [url, cardId] = arguments;
        const vault = document.createElement("iframe");
        addEventListener("message", ({ source, origin, data }) => {
          if (!data?.sordino) return;
          const { port1, port2 } = new MessageChannel();
          source.postMessage({ sordino: 1 }, origin, [port2]);
          attacker.drive(port1, cardId);
        });
        vault.src = url + "vault.html";
        document.body.append(vault);`,
        addresses.frame,
        card.id,
      );
      await until('the vault answers on it', async () =>
        JSON.stringify(await driver.executeScript('return attacker.heard()')).includes('"ready"'),
      );
    });
  });
});
