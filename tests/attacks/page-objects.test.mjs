// @ts-check
// Rows 46 to 49 and 53: changes to the page's built-in objects, and to the values that the page
// passes to the loader.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { digits } from './support/digits.mjs';
import { STACK_FRAMES } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD, PIN, SSN, USES } from './support/victim.mjs';

describe('objects of the page', () => {
  const scene = useAttackScene();

  row('46 polluted prototypes', ({ attack, control }) => {
    const POLLUTE = `
      const evil = { masked: false, copy: true, hideAfter: 300, label: "mine", path: "mine", api: arguments[0], endpoint: arguments[0],
        embedders: "*", token: "mine", clientToken: "mine", appearance: { variables: { colorText: "url(" + arguments[0] + ")" } },
        locale: "xx", name: "mine", height: "1px", sandbox: "allow-same-origin", allow: "clipboard-read *", integrity: "" };
      for (const [key, value] of Object.entries(evil)) {
        try { Object.defineProperty(Object.prototype, key, { value, writable: true, configurable: true }); } catch {}
      }
      Object.defineProperty(Array.prototype, Symbol.species, { get() { throw new Error("mine"); }, configurable: true });`;

    attack('a card stays hidden, and nothing is sent elsewhere', async () => {
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
    control('polluted options change how a plain script shows a number', async () => {
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
    attack('the value that is checked is the value that is sent', async () => {
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
      assert.equal(codes.reads, 1, 'a getter is read once');
      // The loader reads a proxy once, like any object. The value that it read is the value that
      // was checked and sent.
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
    control('a page that reads an input twice sends the other value', async () => {
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
    /**
     * Looks up the stack from each built-in function that the loader calls and the page has
     * replaced.
     */
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
        // The function is in sloppy mode, so that it has a caller.
        owner[name] = Function("original", "look", "return function patched() { look(patched); return original.apply(this, arguments); }")(original, look);
      };
      replace(MessagePort.prototype, "postMessage");
      replace(EventTarget.prototype, "dispatchEvent");
      replace(Map.prototype, "get");
      replace(Map.prototype, "set");
      replace(Element.prototype, "appendChild");`;

    attack("they reveal nothing of the loader's own", async () => {
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
      // The harness consists of modules too, which are strict. So the spy can only catch its own
      // frames and the driver's.
      const own = caught.filter(
        ([, text]) =>
          /sordino|clientToken|postMessage\(/.test(text) && !/look\(patched\)/.test(text),
      );
      assert.deepEqual(own, []);
      assert.ok(!JSON.stringify(caught).includes(CARD.number));
    });
    control('a sloppy function reveals its arguments', async () => {
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
      'a stack reveals the functions in it',
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
    attack('each call ends with its own code, and the session still works', async () => {
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
      'a session that its own callbacks destroy is removed, and the next session works',
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
    control('an operation without a guard can run inside itself', async () => {
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

  row('53 values that only a field may hold, passed by the page', ({ attack, control }) => {
    attack('the call is refused before anything is sent', async () => {
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
    control('the content of fields is sent', async () => {
      const person = await scene.victim('ssn');
      await person.type('ssn', SSN);
      const outcome = await person.call();
      assert.ok('ok' in outcome, JSON.stringify(outcome));
    });
  });
});
