// @ts-check
// Rows 36 and 37: repeated mounts, and pages that are hidden, kept or reloaded.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { digits } from './support/digits.mjs';
import { Memory } from './support/memory.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, PIN } from './support/victim.mjs';

describe('life cycle', () => {
  const scene = useAttackScene();

  // 250 sessions take only seconds. A leak of one session is found 250 times after 250 sessions.
  row('36 sessions and fields created and removed many times', ({ attack, control }) => {
    /** Counts the listeners, ports and frames in the page. */
    const COUNT = `
      const listeners = new Set();
      const ports = new Set();
      window.left = () => ({ listeners: listeners.size, ports: ports.size, frames: document.querySelectorAll("iframe").length, windows: window.length });
      const { addEventListener: add, removeEventListener: remove } = window;
      window.addEventListener = (type, listener) => { if (type === "message") listeners.add(listener); return add.call(window, type, listener); };
      window.removeEventListener = (type, listener) => { listeners.delete(listener); return remove.call(window, type, listener); };
      const Channel = MessageChannel;
      window.MessageChannel = class extends Channel { constructor() { super(); ports.add(this.port1); } };
      const { close } = MessagePort.prototype;
      MessagePort.prototype.close = function () { ports.delete(this); return close.call(this); };`;

    attack('no listener, port or frame is left in the page', async () => {
      const victim = await scene.victimPage();
      await victim.run(COUNT);
      const left = await victim.wait(
        `const [frameUrl, done] = arguments;
        (async () => {
          const { createSession } = await import("/sordino/index.js");
          const make = () => createSession({ frameUrl, clientToken: "unused" });
          for (let i = 0; i < 240; i += 1) make().destroy();
          for (let i = 0; i < 10; i += 1) {
            const session = make();
            await session.ready;
            const field = session.createField("pin");
            field.mount("main");
            if (i % 2) await new Promise((resolve) => field.addEventListener("ready", resolve));
            session.destroy();
          }
          return left();
        })().then(done, (error) => done(String(error)));`,
        scene.addresses.frame,
      );
      assert.deepEqual(left, { listeners: 0, ports: 0, frames: 0, windows: 0 });
    });
    attack("the vault's memory does not grow, and has nothing of the fields' content", async () => {
      const memory = new Memory(scene);
      memory.watch();
      const victim = await scene.victimPage();
      await memory.keep();
      await scene.open(victim, 'pin', { frameUrl: scene.middleman.frameUrl });
      await victim.type('pin', PIN);
      const CYCLE = `
        const [times, done] = arguments;
        const { pin } = victim.fields;
        (async () => {
          for (let i = 0; i < times; i += 1) {
            pin.unmount();
            pin.mount("#pin");
            if (i % 10 === 9) await new Promise((resolve) => pin.addEventListener("ready", resolve, { once: true }));
          }
        })().then(() => done());`;
      await victim.wait(CYCLE, 50);
      const before = await memory.size();
      for (let i = 0; i < 4; i += 1) await victim.wait(CYCLE, 50);
      assert.equal(await memory.size(), before);
      assert.deepEqual(await memory.count([PIN]), [0]);
      // The session still works.
      await victim.type('pin', PIN);
      await victim.type('again', PIN);
      expectSuccess(/** @type {any} */ (await victim.call()));
      assert.ok(await scene.control.pinIs(CARD.id, PIN));
    });
    control('a loader that does not remove its listeners leaves them in the page', async () => {
      const victim = await scene.victimPage();
      await victim.run(COUNT);
      await victim.run(
        `for (let i = 0; i < 10; i += 1) { window.addEventListener("message", () => {}); new MessageChannel(); document.body.append(document.createElement("iframe")); }`,
      );
      assert.deepEqual(await victim.run('return left()'), {
        listeners: 10,
        ports: 10,
        frames: 10,
        windows: 10,
      });
    });
  });

  row('37 pagehide, back/forward cache, reload, logout', ({ attack, control }) => {
    attack('after the page comes back, the frame has no value and no token', async () => {
      const { driver } = scene;
      const token = await scene.tokenFor('card');
      const memory = new Memory(scene);
      memory.watch();
      const victim = await scene.victimPage();
      await memory.keep();
      // Any three digits are somewhere in a megabyte by chance, so the test searches for the CVV
      // together with the text around it in the answer.
      const cvv = `"cvv":"${CARD.cvv}"`;
      let answer = '';
      scene.middleman.onApi(({ body }) => void (answer = String(body)));
      await scene.open(victim, 'card', { frameUrl: scene.middleman.frameUrl, token });
      expectSuccess(/** @type {any} */ (await victim.call()));
      assert.ok(answer.includes(cvv), 'the answer has the CVV in this form');
      await victim.reveal('number');
      const [tokens, numbers] = await memory.count([token, CARD.number]);
      assert.ok(tokens > 0 && numbers > 0, 'the memory has them before');
      // The browser sends this event to a page that goes into the back/forward cache.
      await victim.insideVault(
        "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))",
      );
      assert.deepEqual(await memory.count([token, CARD.number, cvv]), [0, 0, 0]);
      const { revealed, usable, seen } = await victim.shown('number');
      assert.deepEqual([revealed, usable, digits(seen)], [false, false, '']);
      assert.ok(
        !(await memory.documents(victim, ['number', 'cvv', 'expiry'])).includes(CARD.number),
      );
      await driver.navigate().refresh();
      await until('it is loaded again', () =>
        driver.executeScript("return document.readyState === 'complete' && 'victim' in window"),
      );
      assert.equal(
        await driver.executeScript("return document.querySelectorAll('iframe').length"),
        0,
      );
    });
    attack(
      'a value that was requested before the page was hidden is not shown after it is back',
      async () => {
        const tokens = [
          { give: await scene.tokenFor('card') },
          { give: await scene.tokenFor('card') },
        ];
        const victim = await scene.victim('card', { tokens });
        await scene.control.fault({ kind: 'hold', target: 'api' });
        await victim.run('window.viewing = victim.call()');
        await until('it is asked for', async () => (await scene.sent()).length > 0);
        for (const type of ['pagehide', 'pageshow']) {
          await victim.insideVault(
            'dispatchEvent(new PageTransitionEvent(arguments[0], { persisted: true }))',
            type,
          );
        }
        await scene.control.clearFaults();
        const outcome = await victim.wait('viewing.then(arguments[0])');
        assert.equal('error' in outcome && outcome.error.code, 'token-expired');
        await scene.settle();
        const { revealed, usable, seen } = await victim.shown('number');
        assert.deepEqual([revealed, usable, digits(seen)], [false, false, '']);
        // A new call with a valid token shows the card again.
        expectSuccess(/** @type {any} */ (await victim.call()));
        assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
      },
    );
    attack('a page that the browser restores shows nothing', async () => {
      const { driver } = scene;
      const victim = await scene.viewedCard();
      await victim.reveal('number');
      await victim.run(
        "window.addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });",
      );
      await visit(driver, new URL('/clipboard.html', scene.addresses.app));
      await driver.navigate().back();
      await until('it is back', () =>
        driver.executeScript("return document.readyState === 'complete' && 'victim' in window"),
      );
      // Either the page was loaded again and has no session, or the restored session has no values.
      if (await driver.executeScript('return window.persisted === true')) {
        const { revealed, usable, seen } = await victim.shown('number');
        assert.deepEqual([revealed, usable, digits(seen)], [false, false, '']);
      } else {
        assert.equal(
          await driver.executeScript("return document.querySelectorAll('iframe').length"),
          0,
        );
      }
    });
    attack('logout: destroy removes revealed values', async () => {
      const victim = await scene.viewedCard();
      await victim.reveal('number');
      await victim.run('victim.session.destroy()');
      assert.equal(await victim.run("return document.querySelectorAll('iframe').length"), 0);
      const outcome = await victim.call();
      assert.equal('error' in outcome && outcome.error.code, 'destroyed');
    });
    control('text of the page is still there after the page is hidden or comes back', async () => {
      await scene.visit('/clipboard.html');
      const { driver } = scene;
      await driver.executeScript(
        "document.body.append(arguments[0]); dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))",
        CARD.number,
      );
      assert.ok(
        String(await driver.executeScript('return document.body.textContent')).includes(
          CARD.number,
        ),
      );
    });
  });
});
