// @ts-check
// Rows 13 to 16: traces of a viewed card in addresses, logs, consoles and storage.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { holding, readTrace } from '../browser/support/trace.mjs';
import { visit } from '../browser/support/visit.mjs';
import { allowScript } from './support/middleman.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD } from './support/victim.mjs';

/**
 * The ways in which a card's digits may be written: in one piece, in groups, or spaced out for a
 * screen reader.
 */
const WRITTEN = [
  CARD.number,
  CARD.number.replace(/(.{4})(?!$)/g, '$1 '),
  [...CARD.number].join(' '),
];

describe('addresses, logs and storage', () => {
  const scene = useAttackScene();

  /**
   * @param {import("../browser/support/trace.mjs").Entry[]} trace
   * @param {readonly string[]} texts
   */
  const found = (trace, texts) => texts.flatMap((text) => holding(trace, text));

  row('13 performance entries, iframe attributes and mutations', ({ attack, control }) => {
    attack('they hold no token, no card id and no digit of a revealed card', async () => {
      const token = await scene.tokenFor('card');
      const victim = await scene.viewedCard({ page: '/victim-recorded.html', token });
      const shown = await victim.reveal('number');
      assert.equal(shown.seen.replaceAll(' ', ''), CARD.number, 'the number is revealed');
      const trace = await readTrace(scene.driver);
      const outside = trace.filter(
        ({ channel, inner }) => !inner && ['document', 'look', 'performance'].includes(channel),
      );
      assert.ok(outside.some(({ channel }) => channel === 'performance'));
      assert.ok(outside.some(({ channel }) => channel === 'document'));
      assert.deepEqual(found(outside, [token, CARD.id, ...WRITTEN]), []);
      assert.deepEqual(found(trace, WRITTEN), [], 'no other channel of the recorder has them');
    });
    control(
      "they hold the card when its number is in the address of the viewer's frame",
      async () => {
        const token = await scene.tokenFor('card');
        await scene.visit('/plain.html');
        const address = new URL(scene.evil('frame.html'));
        address.search = String(
          new URLSearchParams({ token, paymentCardId: CARD.id, number: CARD.number }),
        );
        await scene.embed(address.href);
        const trace = await readTrace(scene.driver);
        for (const text of [token, CARD.id, CARD.number]) {
          const channels = new Set(holding(trace, text).map(({ channel }) => channel));
          for (const channel of ['document', 'look', 'performance']) {
            assert.ok(channels.has(channel), `${text} in ${channel}: ${[...channels].join(', ')}`);
          }
        }
      },
    );
  });

  /** @param {import("../browser/support/control.mjs").SeenRequest} request */
  const wordsOf = ({ path, query, headersSeen }) =>
    JSON.stringify([path, query ?? '', headersSeen]);

  row('14 access logs and referrers', ({ attack, control }) => {
    attack("no address, and no header but one, holds the token or the card's id", async () => {
      const token = await scene.tokenFor('card');
      await scene.visit('/clipboard.html');
      await scene.driver.executeScript("document.cookie = 'session=of-the-app; path=/'");
      // Goes through the middleman, which allows no caching, so the browser requests every file.
      await scene.control.clearRequests();
      const victim = await scene.viewedCard({ token, frameUrl: scene.middleman.frameUrl });
      await victim.reveal('number');
      const requests = await scene.control.requests();
      const ofFrame = requests.filter(({ origin }) => origin === 'frame');
      assert.ok(ofFrame.length >= 5, 'vault, field, script, wasm, style');
      for (const request of requests) {
        assert.ok(
          ![token, CARD.id, CARD.number].some((text) => wordsOf(request).includes(text)),
          wordsOf(request),
        );
      }
      for (const { path, query, headersSeen } of ofFrame) {
        assert.match(path, /^\/v[^/]+\/[\w.]+$/);
        assert.equal(query, undefined);
        assert.equal(headersSeen.cookie, undefined);
        assert.equal(headersSeen.authorization, undefined);
        const { referer = '' } = headersSeen;
        const own = [`${scene.addresses.app}/`, `${scene.middleman.origin}/`];
        assert.ok(
          ['', ...own].includes(referer) || referer.startsWith(scene.middleman.frameUrl),
          `referrer ${referer}`,
        );
      }
      const ofApi = requests.filter(
        ({ origin, headersSeen }) =>
          origin === 'api' && !headersSeen.authorization?.startsWith('Basic'),
      );
      const posts = ofApi.filter(({ method }) => method === 'POST');
      assert.equal(posts.length, 1);
      assert.equal(
        posts[0].headersSeen.authorization,
        `Bearer sha256:${createHash('sha256').update(token).digest('hex')}`,
      );
      for (const { path, query, headersSeen } of ofApi) {
        assert.deepEqual(
          [path, query, headersSeen.cookie, headersSeen.referer],
          ['/graphql', undefined, undefined, undefined],
        );
      }
    });
    control('the log shows them when a page sends them', async () => {
      const { addresses, control: state } = scene;
      const token = await scene.tokenFor('card');
      await state.clearRequests();
      await fetch(`${addresses.frame}vault.html?token=${token}&id=${CARD.id}`, {
        headers: { cookie: 'session=1', referer: `${addresses.app}/cards/${CARD.id}` },
      });
      const [request] = await state.requests();
      assert.ok(wordsOf(request).includes(token) && request.query?.includes(CARD.id));
      assert.ok(request.headersSeen.cookie && request.headersSeen.referer.includes(CARD.id));
    });
  });

  row('15 consoles, errors and policy reports, a panic among them', ({ attack, control }) => {
    /** Records all console calls and errors of a frame's document. */
    const LISTEN = `
      window.said = [];
      for (const name of Object.keys(console)) if (typeof console[name] === "function") {
        console[name] = (...args) => said.push(name + " " + args.map(String).join(" "));
      }
      for (const type of ["error", "unhandledrejection", "securitypolicyviolation"]) {
        addEventListener(type, (event) => {
          said.push([type, event.message, event.reason, event.reason?.stack, event.error?.stack, event.blockedURI, event.sample].map(String).join(" "));
        });
      }`;
    /**
     * Answers with a number that throws when it is read. The vault expects no such error, so the
     * wasm stops.
     */
    const BREAK = `
      window.fetch = () => {
        parent.postMessage("broken", "*");
        return Promise.resolve(Object.defineProperty(new Response('"${CARD.number}"'), "headers", { get() { throw "broken"; } }));
      };`;

    attack("the page gets only a code, and the vault's own console has no secret", async () => {
      // Stores the records outside of the vault, because the vault unloads itself.
      scene.middleman.onFrame((passing) => {
        if (!passing.path.endsWith('/vault.html')) return;
        const KEEP =
          'for (let i = 0; i < parent.length; i += 1) try { if (parent[i].isKeeper) window.said = parent[i].said; } catch {}';
        allowScript(passing, LISTEN + KEEP);
      });
      const token = await scene.tokenFor('card');
      const victim = await scene.victimPage('/victim-recorded.html');
      await victim.run(
        "addEventListener('message', ({ data }) => { if (data === 'broken') window.broken = true; });",
      );
      const keeper = await scene.embed(`${scene.middleman.frameUrl}keeper.html`);
      await scene.open(victim, 'card', { token, frameUrl: scene.middleman.frameUrl });
      await victim.insideVault(BREAK);
      await victim.inside('number', LISTEN);
      const outcome = await victim.wait(
        "const done = arguments[0]; Promise.race([victim.call(), new Promise((r) => victim.session.addEventListener('error', (e) => r({ error: { code: e.detail.code } })))]).then(done)",
      );
      // The vault has unloaded itself, with everything that it held.
      assert.equal(outcome.error?.code, 'frame-unavailable');
      assert.equal(await victim.run('return window.broken'), true, 'the attack was made');
      const said = String(await scene.inside(keeper, "return said.join('\\n')"));
      assert.notEqual(said, '', "the vault's own errors were recorded");
      for (const secret of [token, CARD.id, CARD.number]) assert.ok(!said.includes(secret), said);
      const trace = await readTrace(scene.driver);
      assert.deepEqual(found(trace, WRITTEN), []);
      const told = trace.filter(
        ({ channel, name }) =>
          channel === 'console' ||
          /^(error|unhandledrejection|securitypolicyviolation)$/.test(name),
      );
      assert.deepEqual(found(told, [token, CARD.id]), []);
    });
    attack('the consoles of vault and fields have no secret when a card is viewed', async () => {
      const token = await scene.tokenFor('card');
      const victim = await scene.victim('card', { token });
      await victim.insideVault(LISTEN);
      await victim.inside('number', LISTEN);
      await victim.call();
      await victim.reveal('number');
      assert.deepEqual(await victim.insideVault('return said'), []);
      assert.deepEqual(await victim.inside('number', 'return said'), []);
    });
    control('a page that logs its errors reveals the secret', async () => {
      await scene.visit('/plain.html');
      await scene.driver.executeScript(
        `const secret = arguments[0];
        console.error("could not show", secret);
        Promise.reject(new Error(secret));`,
        CARD.number,
      );
      const heard = holding(await readTrace(scene.driver), CARD.number).map(
        ({ channel }) => channel,
      );
      assert.ok(heard.includes('console'), heard.join(', '));
    });
  });

  row("16 storage of the frame's origin", ({ attack, control }) => {
    const LOOK = `
      const done = arguments[arguments.length - 1];
      (async () => ({
        cookie: document.cookie,
        local: localStorage.length,
        session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: globalThis.caches ? (await caches.keys()).length : 0,
        workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
      }))().then(done, (error) => done(String(error)));`;
    const NOTHING = { cookie: '', local: 0, session: 0, databases: 0, caches: 0, workers: 0 };

    attack('it is empty after a whole session', async () => {
      const { driver } = scene;
      const victim = await scene.viewedCard();
      await victim.reveal('number');
      assert.deepEqual(
        await victim.field('number').inside(() => driver.executeAsyncScript(LOOK)),
        NOTHING,
      );
      await victim.run('victim.session.destroy()');
      // Looks from a document of the frame's origin, after the session.
      await visit(driver, new URL(`${scene.addresses.frame}field.html`));
      assert.deepEqual(await driver.executeAsyncScript(LOOK), NOTHING);
    });
    control('stored values are found', async () => {
      const { driver } = scene;
      const victim = await scene.victim('card');
      const look = async () => {
        await driver.switchTo().defaultContent();
        await driver.switchTo().frame(await driver.findElement(By.css('iframe.sordino-vault')));
        return driver.executeAsyncScript(LOOK);
      };
      await victim.insideVault("localStorage.setItem('kept', '1')");
      assert.notDeepEqual(await look(), NOTHING);
      await driver.executeScript('localStorage.clear()');
      assert.deepEqual(await look(), NOTHING);
      await driver.switchTo().defaultContent();
    });
  });
});
