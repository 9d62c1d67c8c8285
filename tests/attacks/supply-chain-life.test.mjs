// @ts-check
// Rows 33 to 38: workers, what is replaced on the way, and the end of life.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { SERVICE_WORKER } from './support/features.mjs';
import { Memory } from './support/memory.mjs';
import { allowScript, insertScript } from './support/middleman.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD, PIN, USES } from './support/victim.mjs';

describe('supply chain and life', () => {
  const scene = useAttackScene();

  /** @param {string} text */
  const digits = (text) => text.replaceAll(/\D/g, '');

  row('33 a service worker of the page', ({ attack, control }) => {
    const REGISTER = `
      const done = arguments[0];
      navigator.serviceWorker.register("/sw.js");
      navigator.serviceWorker.addEventListener("controllerchange", () => done());
      if (navigator.serviceWorker.controller) done();`;
    const ASK = `
      const done = arguments[0];
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => done(data);
      navigator.serviceWorker.controller.postMessage(0, [port2]);`;
    const UNREGISTER = `
      const done = arguments[0];
      navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((r) => r.unregister()))).then(() => done());`;

    /**
     * @param {() => Promise<void>} act with the worker in charge
     * @returns {Promise<string[]>} what it saw
     */
    async function watched(act) {
      const { driver } = scene;
      await scene.visit('/victim.html');
      await driver.executeAsyncScript(REGISTER);
      try {
        await act();
        await driver.switchTo().defaultContent();
        return await driver.executeAsyncScript(ASK);
      } finally {
        await driver.switchTo().defaultContent();
        await driver.executeAsyncScript(UNREGISTER);
      }
    }

    attack(
      'it sees no document of the frame, no wasm and no call of the API',
      async () => {
        const seen = await watched(async () => {
          const victim = await scene.viewedCard({ frameUrl: scene.middleman.frameUrl });
          await victim.reveal('number');
        });
        const { origin } = new URL(scene.addresses.app);
        assert.ok(
          seen.some((url) => url.endsWith('/victim.html')),
          'it was in charge',
        );
        assert.deepEqual(
          seen.filter((url) => !url.startsWith(origin)),
          [],
        );
        assert.ok(
          scene.middleman.log().some((path) => path.endsWith('.wasm')),
          'which were asked for',
        );
      },
      SERVICE_WORKER,
    );
    control(
      "it sees frames and requests of the page's own",
      async () => {
        const { driver, addresses } = scene;
        const seen = await watched(async () => {
          await scene.embed(new URL('/plain.html', addresses.app).href);
          await driver.executeAsyncScript(
            'const [url, done] = arguments; fetch(url).then(() => done(), () => done());',
            `${addresses.api}?plain`,
          );
        });
        assert.ok(seen.some((url) => url.endsWith('/plain.html')));
        assert.ok(seen.some((url) => url === `${addresses.api}?plain`));
      },
      SERVICE_WORKER,
    );
  });

  row('34 script or wasm replaced on the way', ({ attack, control }) => {
    const EVIL = `;parent.postMessage({ evil: document.querySelector("meta[name='sordino:api']").content }, "*");`;

    /** @param {import("./support/victim.mjs").Victim} victim */
    const listen = (victim) =>
      victim.run(
        "window.evil = []; addEventListener('message', ({ data }) => { if (data?.evil) evil.push(data.evil); });",
      );
    const options = () => ({ ...USES.card, token: 'unused', frameUrl: scene.middleman.frameUrl });
    const isAsked = (/** @type {string} */ file) => () =>
      scene.middleman.log().some((path) => path.endsWith(file));

    attack("the vault's script with a line more does not run", async () => {
      scene.middleman.onFrame((passing) => {
        if (passing.path.endsWith('/vault.js')) passing.body += EVIL;
      });
      const victim = await scene.victimPage();
      await listen(victim);
      const end = await victim.openUnder(options(), isAsked('/vault.js'));
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
      assert.deepEqual(await victim.run('return evil'), []);
    });
    attack('another wasm, however right, does not run', async () => {
      scene.middleman.onFrame((passing) => {
        if (!passing.path.endsWith('.wasm')) return;
        // A custom section of one byte at its end: valid, and without any effect but on the hash.
        passing.body = Buffer.concat([
          Buffer.from(/** @type {Uint8Array} */ (passing.body)),
          Buffer.from([0, 2, 1, 120]),
        ]);
      });
      const victim = await scene.victimPage();
      const end = await victim.openUnder(options(), isAsked('.wasm'));
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
    });
    control('without the hash, the line more runs', async () => {
      scene.middleman.onFrame((passing) => {
        if (passing.path.endsWith('/vault.js')) passing.body += EVIL;
        if (!passing.path.endsWith('/vault.html')) return;
        passing.body = String(passing.body).replace(/ integrity="?[^ ">]+"?/, '');
        // It lets no script run that has no hash.
        delete passing.headers['integrity-policy'];
        const policy = passing.headers['content-security-policy'];
        passing.headers['content-security-policy'] = policy.replace(
          /script-src [^;]*/,
          "script-src 'self' 'wasm-unsafe-eval'",
        );
      });
      const victim = await scene.victimPage();
      await listen(victim);
      await victim.run('void victim.open(arguments[0])', options());
      await until('the script says so', async () => (await victim.run('return evil.length')) > 0);
    });
  });

  row("35 script injected into the frame's documents", ({ attack, control }) => {
    const EVIL = `parent.postMessage({ evil: location.pathname }, "*");`;
    const MARKUP = (/** @type {string} */ origin) =>
      `<base href="${origin}/"><img src="x:" onerror='${EVIL}'><form action="javascript:${EVIL.replaceAll('"', "'")}"></form>` +
      `<script src="${origin}/attack.js"></script><link rel="stylesheet" href="${origin}/leak?style"><object data="${origin}/leak?object"></object>` +
      `<iframe src="${origin}/frame.html"></iframe>`;
    const LISTEN =
      "window.evil = []; addEventListener('message', ({ data }) => { if (data?.evil) evil.push(data.evil); });";

    attack('the policy stops it, in vault and fields', async () => {
      const { origin } = scene.attacker;
      scene.middleman.onFrame((passing) => {
        if (!passing.path.endsWith('.html')) return;
        insertScript(passing, EVIL);
        passing.body = String(passing.body).replace('</html>', '') + MARKUP(origin);
      });
      const victim = await scene.victimPage();
      await victim.run(LISTEN);
      await victim.open({
        ...USES.card,
        token: 'unused',
        frameUrl: scene.middleman.frameUrl,
        session: { timeout: 3_000 },
      });
      await scene.settle();
      assert.deepEqual(await victim.run('return evil'), []);
      assert.doesNotMatch(scene.attacker.log(), /leak\?|frame\.html|attack\.js|vault\.js/);
    });
    attack(
      'markup made a script by DOM injection is stopped by Trusted Types or the policy',
      async () => {
        const victim = await scene.victim('card', { frameUrl: scene.middleman.frameUrl });
        await victim.run(LISTEN);
        // As a fault in the vault would do it.
        for (const run of [
          (/** @type {string} */ script) => victim.insideVault(script),
          (/** @type {string} */ script) => victim.inside('number', script),
        ]) {
          await run(
            // Later, when it is no longer the driver who acts: it may do what the policy forbids.
            `const act = (deed) => setTimeout(() => { try { deed(); } catch {} });
          const evil = ${JSON.stringify(EVIL)};
          act(() => document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='" + evil + "'>"));
          act(() => { const s = document.createElement("script"); s.text = evil; document.documentElement.append(s); });
          act(() => { const s = document.createElement("script"); s.src = "data:text/javascript," + encodeURIComponent(evil); document.documentElement.append(s); });
          act(() => window.setTimeout(evil));
          act(() => window.Function(evil)());
          act(() => { location.href = "javascript:" + evil; });`,
          );
        }
        await scene.settle();
        assert.deepEqual(await victim.run('return evil'), []);
      },
    );
    control('with the right to run it does', async () => {
      scene.middleman.onFrame((passing) => {
        if (passing.path.endsWith('.html')) allowScript(passing, EVIL);
      });
      const victim = await scene.victimPage();
      await victim.run(LISTEN);
      await victim.open({ ...USES.card, token: 'unused', frameUrl: scene.middleman.frameUrl });
      await until('vault and field say so', async () => {
        const evil = /** @type {string[]} */ (await victim.run('return evil'));
        return (
          evil.some((path) => path.endsWith('/vault.html')) &&
          evil.some((path) => path.endsWith('/field.html'))
        );
      });
    });
  });

  // A thousand in all, in an order that a quick machine is through in seconds: what one leaves, 250
  // leave 250 times.
  row('36 a thousand times mount, unmount, create and destroy', ({ attack, control }) => {
    /** Counts what a page can be left with. */
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
    attack(
      "the vault's memory does not grow, and has nothing of what stood in the fields",
      async () => {
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
        // And it still works.
        await victim.type('pin', PIN);
        await victim.type('again', PIN);
        expectSuccess(/** @type {any} */ (await victim.call()));
        assert.ok(await scene.control.pinIs(CARD.id, PIN));
      },
    );
    control('a loader that forgets to take its listeners away leaves them', async () => {
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
    attack('when the page comes back there is nothing to reveal and no token', async () => {
      const { driver } = scene;
      const token = await scene.tokenFor('card');
      const memory = new Memory(scene);
      memory.watch();
      const victim = await scene.victimPage();
      await memory.keep();
      // Three digits stand somewhere in a megabyte by chance: the CVV is looked for with what
      // stands around it in the answer.
      const cvv = `"cvv":"${CARD.cvv}"`;
      let answer = '';
      scene.middleman.onApi(({ body }) => void (answer = String(body)));
      await scene.open(victim, 'card', { frameUrl: scene.middleman.frameUrl, token });
      expectSuccess(/** @type {any} */ (await victim.call()));
      assert.ok(answer.includes(cvv), 'that is how the answer says it');
      await victim.reveal('number');
      const [tokens, numbers] = await memory.count([token, CARD.number]);
      assert.ok(tokens > 0 && numbers > 0, 'they are there to be found');
      // As the browser tells it, in a page that is kept.
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
      await until('it is loaded anew', () =>
        driver.executeScript("return document.readyState === 'complete' && 'victim' in window"),
      );
      assert.equal(
        await driver.executeScript("return document.querySelectorAll('iframe').length"),
        0,
      );
    });
    attack(
      'what was being read when the page went is shown to nobody when it is back',
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
        // Whoever is allowed to is shown it again.
        expectSuccess(/** @type {any} */ (await victim.call()));
        assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
      },
    );
    attack('a page that is really kept and brought back shows nothing', async () => {
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
      // Either it is a page that has no session any more, or the one from before with nothing
      // behind its masks.
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
    attack('logout: destroy, whatever was revealed', async () => {
      const victim = await scene.viewedCard();
      await victim.reveal('number');
      await victim.run('victim.session.destroy()');
      assert.equal(await victim.run("return document.querySelectorAll('iframe').length"), 0);
      const outcome = await victim.call();
      assert.equal('error' in outcome && outcome.error.code, 'destroyed');
    });
    control(
      "a page's own text is still there when it comes back, or when it is hidden",
      async () => {
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
      },
    );
  });

  row('38 an API that answers what it should not', ({ attack, control }) => {
    const MARKUP = `<img src=x: onerror="parent.postMessage({evil: 1}, '*')"><script>parent.postMessage({evil: 1}, '*')</script>`;

    /** @param {(answer: any) => unknown} change */
    function answerWith(change) {
      scene.middleman.onApi((passing) => {
        const answer = JSON.parse(String(passing.body));
        passing.body = JSON.stringify(change(answer) ?? answer);
      });
    }
    /** @type {Record<string, { change: (answer: any) => unknown, code: string | undefined }>} */
    const ANSWERS = {
      'another card': {
        change: ({ data }) => void (data.node.id = OTHER_CARD.id),
        code: 'unexpected-response',
      },
      'markup as a number': {
        change: ({ data }) => void (data.node.restrictedDetails.number = MARKUP),
        code: 'unexpected-response',
      },
      'markup as a status': {
        change: ({ data }) => void (data.node.status = MARKUP),
        code: 'unexpected-response',
      },
      'a number as last4': {
        change: ({ data }) => void (data.node.last4 = data.node.restrictedDetails.number),
        code: 'unexpected-response',
      },
      'an object as a CVV': {
        change: ({ data }) => void (data.node.restrictedDetails.cvv = { toString: '012' }),
        code: 'unexpected-response',
      },
      'another type': {
        change: ({ data }) => void (data.node.__typename = 'User'),
        code: 'unexpected-response',
      },
      nothing: { change: () => ({}), code: 'unexpected-response' },
      'a list': { change: () => [], code: 'unexpected-response' },
      'an error that says it all': {
        change: ({ data }) => ({
          data: null,
          errors: [{ message: data.node.restrictedDetails.number + MARKUP, path: [CARD.cvv] }],
        }),
        code: 'server-error',
      },
      'an endless number': {
        change: ({ data }) => void (data.node.restrictedDetails.number = 1e308),
        code: 'unexpected-response',
      },
      'members nobody asked for': {
        change: ({ data }) => {
          data.node.pan = data.node.restrictedDetails.number;
          // biome-ignore lint/suspicious/noProto: the attack.
          data.node.__proto__ = { pan: 1 };
          data.extra = data.node.restrictedDetails;
        },
        code: undefined,
      },
    };

    attack(
      'nothing runs, nothing but the allow-list reaches the page, and no other card is shown',
      async () => {
        const victim = await scene.victimPage();
        await victim.run(
          "window.evil = 0; addEventListener('message', ({ data }) => { if (data?.evil) window.evil += 1; });",
        );
        scene.middleman.onApi(() => {});
        await scene.open(victim, 'card', { frameUrl: scene.middleman.frameUrl });
        for (const [what, { change, code }] of Object.entries(ANSWERS)) {
          answerWith(change);
          const outcome = await victim.call();
          if (code === undefined) {
            assert.ok('ok' in outcome, `${what}: ${JSON.stringify(outcome)}`);
            assert.deepEqual(Object.keys(/** @type {object} */ (outcome.ok)).toSorted(), [
              'id',
              'last4',
              'network',
              'status',
            ]);
          } else {
            assert.equal('error' in outcome && outcome.error.code, code, what);
            assert.equal((await victim.shown('number')).usable, false, what);
          }
          const { requestId, ...rest } = /** @type {any} */ (outcome).error ?? {};
          void requestId;
          assert.doesNotMatch(
            JSON.stringify([rest, 'ok' in outcome && outcome.ok]),
            /4012888888881881|<img|onerror/,
            what,
          );
          assert.equal(
            await victim.inside('number', "return document.querySelectorAll('img, script').length"),
            0,
            what,
          );
        }
        assert.equal(await victim.run('return evil'), 0);
      },
    );
    attack('an answer without an end, and none at all, have one', async () => {
      const victim = await scene.victim('card', { session: { timeout: 4_000 } });
      await scene.control.fault({ kind: 'oversized' });
      const huge = await victim.call();
      assert.equal('error' in huge && huge.error.code, 'unexpected-response');
      await scene.control.fault({ kind: 'never' });
      const never = await victim.call();
      assert.equal('error' in never && never.error.code, 'timeout');
      assert.ok('ok' in (await victim.call()));
      assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
    });
    control('a page that writes the answer into its document runs what is in it', async () => {
      scene.middleman.onApi(
        (passing) => void (passing.body = JSON.stringify({ data: { node: { number: MARKUP } } })),
      );
      await scene.visit('/clipboard.html');
      await scene.driver.executeAsyncScript(
        `window.evil = 0;
        addEventListener("message", ({ data }) => { if (data?.evil) window.evil += 1; });
        const [url, done] = arguments;
        fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: "{ ping }" }) })
          .then((answer) => answer.json())
          .then(({ data }) => { document.body.innerHTML = data.node.number; })
          .then(done, done);`,
        `${scene.middleman.origin}/graphql`,
      );
      await until('it runs', () => scene.driver.executeScript('return evil > 0'));
    });
  });
});
