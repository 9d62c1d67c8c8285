// @ts-check
// Rows 1 to 12: the channel between page and vault.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { By } from "selenium-webdriver";
import { expectError, expectSuccess } from "../browser/support/outcomes.mjs";
import { ownSandbox } from "../browser/support/own-sandbox.mjs";
import { PinPage } from "../browser/support/pin-page.mjs";
import { digitStreams, holding, readTrace } from "../browser/support/trace.mjs";
import { visit } from "../browser/support/visit.mjs";
import { until } from "../browser/support/wait.mjs";
import { clickOn, copyElsewhere, press } from "../browser/support/keys.mjs";
import { row } from "./support/row.mjs";
import { useAttackScene } from "./support/scene.mjs";
import { CARD, PIN, USES, Victim } from "./support/victim.mjs";

/** Ends a session that the attack keeps from its vault. */
const TIMEOUT = 1_500;

describe("the channel", () => {
  const scene = useAttackScene();

  /**
   * A PIN typed, everything said to every window that can be reached from somewhere, and then: nothing has happened.
   *
   * @param {(page: PinPage) => Promise<{ attack: (script: string, ...args: unknown[]) => Promise<any> }>} begin
   */
  async function isNotObeyed(begin) {
    const { card, control } = scene;
    const { pinUpdates } = await control.card(card.id);
    const page = await scene.pinPage();
    await page.enter(PIN);
    const { attack } = await begin(page);
    const reached = await attack("return attacker.neighbours().length");
    assert.ok(reached >= 4, `${reached}: the page, the vault and both fields at least`);
    await attack("attacker.attackAll(arguments[0])", card.id);
    await scene.settle();

    assert.ok((await attack("return attacker.sent()")) >= 36);
    assert.deepEqual(await attack("return attacker.heard()"), [], "no answer");
    assert.deepEqual(await scene.sent(), [], "nothing was sent");
    assert.equal((await control.card(card.id)).pinUpdates, pinUpdates);
    assert.equal((await page.outcomes()).length, 0, "the page was told of nothing");
    assert.equal(await page.pin.value(), PIN);
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN), "the session still works");
  }

  /** @param {import("selenium-webdriver").WebElement} frame */
  const from = (frame) => ({
    attack: (/** @type {string} */ script, /** @type {unknown[]} */ ...args) => scene.inside(frame, script, ...args),
  });

  /** Attacks a frame that believes everyone, from where `begin` stands. @param {() => Promise<(script: string, ...args: unknown[]) => Promise<any>>} begin */
  async function isObeyed(begin) {
    await scene.visit("/clipboard.html");
    await scene.embed(scene.evil("gullible.html"));
    const attack = await begin();
    await attack("attacker.attackAll('cd')");
    await until("the gullible frame answers", async () => {
      return JSON.stringify(await attack("return attacker.heard()")).includes('"obeyed"');
    });
  }

  row("1 forged commands from a third origin", ({ attack, control }) => {
    /** @returns {Promise<(script: string, ...args: unknown[]) => Promise<any>>} */
    const fromPopup = async () => {
      const window = await scene.popup(scene.evil("frame.html"));
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
    attack("a window that the page opened reaches the vault by opener.frames", () =>
      isNotObeyed(async () => ({ attack: await fromPopup() })),
    );
    control("a frame that believes everyone obeys it", () => isObeyed(fromPopup));
  });

  row("2 forged commands from a sibling frame", ({ attack, control }) => {
    attack("it reaches vault and fields by parent.frames", () =>
      isNotObeyed(async () => from(await scene.embed(scene.evil("frame.html")))),
    );
    control("a sibling that believes everyone obeys it", () =>
      isObeyed(async () => from(await scene.embed(scene.evil("frame.html"))).attack),
    );
  });

  row("3 the vault opened in a window of its own and driven by its opener", ({ attack, control }) => {
    /** @param {string} url */
    async function drive(url) {
      await scene.visit("/clipboard.html");
      await scene.inject();
      await scene.popup(url);
      await scene.driver.executeScript("attacker.attack(window.popup, arguments[0])", scene.card.id);
    }
    attack("it refuses to run", async () => {
      await drive(`${scene.addresses.frame}vault.html`);
      await scene.settle();
      assert.deepEqual(await scene.driver.executeScript("return attacker.heard()"), []);
      assert.deepEqual(await scene.sent(), []);
    });
    control("another page there does answer", async () => {
      await drive(scene.evil("gullible.html"));
      await until("it obeys", async () => {
        return JSON.stringify(await scene.driver.executeScript("return attacker.heard()")).includes('"obeyed"');
      });
    });
  });

  row("4 hello, ready and results forged by another frame", ({ attack, control }) => {
    attack("the loader's callbacks do not fire, no port and no token is given", async (context) => {
      const { driver, card } = scene;
      const { addresses, control: own, token } = await ownSandbox(context);
      await own.fault({ kind: "never", target: "frame", path: "vault.html", times: 5 });
      await visit(driver, new URL("/pin.html", addresses.app));
      await driver.executeScript("window.arrived = 0; addEventListener('message', () => { window.arrived += 1; })");
      const page = new PinPage(driver);
      const secret = await token(card.id);
      const options = { cardId: card.id, token: secret, session: { timeout: 2_500 } };
      await driver.executeScript("window.end = harness.open('form', arguments[0]);", options);
      const frame = await scene.embed(scene.evil("hello.html"));
      await scene.inside(frame, "attacker.attackAll(arguments[0])", card.id);
      await until("the page hears the forgeries", () => driver.executeScript("return window.arrived >= 10"));

      const end = await driver.executeAsyncScript("const done = arguments[0]; end.then(done)");
      assert.equal(/** @type {any} */ (end).error?.code, "frame-unavailable", "it never got ready");
      assert.deepEqual((await page.told()).map(({ source, type }) => `${source} ${type}`), ["session error"]);
      assert.deepEqual(await scene.inside(frame, "return attacker.heard()"), [], "no port, no token");
      assert.ok(!scene.attacker.log().includes(secret));
    });
    control("a page that believes every hello gives its token away", async () => {
      await scene.visit("/clipboard.html");
      await scene.driver.executeScript(
        "addEventListener('message', ({ source, data }) => { if (data.sordino) source.postMessage({ token: 'given-away' }, '*'); })",
      );
      const frame = await scene.embed(scene.evil("hello.html"));
      await until("the attacker has it", async () =>
        JSON.stringify(await scene.inside(frame, "return attacker.heard()")).includes("given-away"),
      );
    });
  });

  row("5 origins that look alike", ({ attack, control }) => {
    /**
     * The page's script lets the vault's iframe load another address before the loader's own is there.
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

    attack("a vault at another host, port or behind user info is not spoken to", async () => {
      const { driver, addresses } = scene;
      const frame = new URL(addresses.frame);
      const urls = [
        `http://localhost:${frame.port}${frame.pathname}vault.html`,
        scene.evil("hello.html"),
        `http://${frame.host.replace(":", "%3A")}@${new URL(scene.attacker.origin).host}/hello.html`,
      ];
      for (const url of urls) {
        const victim = await scene.victimPage();
        await divert(victim, url);
        const end = await victim.open({ ...USES.card, tokens: [{ give: "unused" }], session: { timeout: TIMEOUT } });
        assert.equal("error" in end && end.error.code, "frame-unavailable", url);
        assert.deepEqual(await victim.asked(), [], url);
        const hellos = await driver.executeScript("return hellos");
        // Firefox loads nothing from an address with user info in a frame without asking.
        if (!url.includes("@")) assert.deepEqual(hellos, [new URL(url).origin], "the attack was made");
      }
    });

    attack("a hello said to be of a look-alike is not taken", async () => {
      const victim = await scene.victimPage();
      const { host } = new URL(scene.addresses.frame);
      const origins = [
        `https://${host}`,
        `http://${host}.evil.test`,
        `http://${host}@evil.test`,
        `http://127.0.0.1.:${host.split(":")[1]}`,
        `HTTP://${host}`,
        `http://xn--127-0-0-1:${host.split(":")[1]}`,
        `http://${host}/`,
        "null",
        "",
      ];
      // Kept from saying its own hello, so that only the forged ones are there to be taken.
      await divert(victim, "about:blank");
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
      const end = await victim.open({ ...USES.card, token: "unused", session: { timeout: TIMEOUT } });
      assert.equal("error" in end && end.error.code, "frame-unavailable");
      assert.equal(await victim.run("return forged.length"), origins.length, "the attack was made");
      assert.equal(await victim.run("return ports"), 0);
    });

    attack("the app's page under another name gets no session", async () => {
      for (const host of ["127.0.0.1", "[::1]"]) {
        const url = new URL("/pin.html", scene.addresses.app);
        url.hostname = host;
        await visit(scene.driver, url);
        const page = new PinPage(scene.driver);
        const options = { token: "unused", callback: true, cardId: scene.card.id, session: { timeout: TIMEOUT } };
        const end = await page.open(options);
        assert.equal("error" in end && end.error.code, "frame-unavailable", host);
        assert.equal(await page.tokensGiven(), 0);
      }
    });

    control("under its own name it does", async () => {
      await scene.victim("card", { session: { timeout: 5_000 } });
    });

    control("a loader that compares the beginning of an origin takes the look-alike", async () => {
      await scene.visit("/clipboard.html");
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
    });
  });

  row("6 a sender whose origin is null", ({ attack, control }) => {
    attack("it is not obeyed", () =>
      isNotObeyed(async () => from(await scene.embed(scene.evil("frame.html"), "allow-scripts"))),
    );
    attack("a page whose own origin is null gets no session", async () => {
      const { driver, addresses } = scene;
      await scene.visit("/clipboard.html");
      await driver.executeScript("window.heard = []; addEventListener('message', ({ data }) => heard.push(data));");
      // The opaque page is an allowed embedder's by its address, and says itself what it hears.
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
      const heard = await until("it is loaded", () => driver.executeScript("return heard.length > 0 && heard"));
      assert.deepEqual(heard, [{ loaded: true }]);
    });
    control("a sibling that believes everyone obeys it", () =>
      isObeyed(async () => from(await scene.embed(scene.evil("frame.html"), "allow-scripts")).attack),
    );
  });

  row("7 vault or field navigated away", ({ attack, control }) => {
    /** @param {Victim} victim @param {string} secret */
    async function gotNothing(victim, secret) {
      await victim.heard("session", "error", (detail) => detail.code === "frame-unavailable");
      const outcome = await victim.call();
      assert.equal("error" in outcome && outcome.error.code, "frame-unavailable");
      assert.equal(await victim.run("return document.querySelectorAll('iframe').length"), 0, "fields are gone");
      assert.ok(!scene.attacker.log().includes(secret));
    }

    attack("before the handshake", async () => {
      const secret = await scene.tokenFor("card");
      const victim = await scene.victimPage();
      await victim.run(
        `const url = arguments[0];
        const { src } = Object.getOwnPropertyDescriptors(HTMLIFrameElement.prototype);
        Object.defineProperty(HTMLIFrameElement.prototype, "src", {
          ...src,
          set(value) { src.set.call(this, value.endsWith("vault.html") ? url : value); },
        });`,
        scene.evil("hello.html"),
      );
      const end = await victim.open({ ...USES.card, token: secret, session: { timeout: TIMEOUT } });
      assert.equal("error" in end && end.error.code, "frame-unavailable");
      assert.ok(scene.attacker.log().includes("GET /hello.html"), "the attack was made");
      await gotNothing(victim, secret);
      assert.deepEqual(await scene.sent(), []);
    });

    attack("during the handshake", async () => {
      const secret = await scene.tokenFor("pin");
      const victim = await scene.victimPage();
      await victim.run(
        `const url = arguments[0];
        addEventListener("message", (event) => {
          if (event.data?.sordino && !window.turned) {
            window.turned = true;
            event.source.location.replace(url);
          }
        }, true);`,
        scene.evil("hello.html"),
      );
      // It may be ready for a moment: a navigation takes its time.
      await victim.open({ ...USES.pin, token: secret });
      assert.equal(await victim.run("return turned"), true, "the attack was made");
      await gotNothing(victim, secret);
      assert.deepEqual(await scene.sent(), []);
    });

    attack("while a card is revealed", async () => {
      const secret = await scene.tokenFor("card");
      const victim = await scene.viewedCard({ token: secret });
      assert.match((await victim.reveal("number")).seen, /^4012/);
      await victim.run("document.querySelector('iframe.sordino-vault').src = arguments[0]", scene.evil("hello.html"));
      await gotNothing(victim, secret);
      assert.ok(scene.attacker.log().includes("GET /hello.html"), "the attacker was there");
      assert.ok(!scene.attacker.log().includes(CARD.number));
    });

    attack("a field, while a PIN stands in it", async () => {
      const victim = await scene.victim("pin");
      await victim.type("pin", PIN);
      await victim.wait(
        "const [url, done] = arguments; const f = victim.frame('pin'); f.addEventListener('load', () => done()); f.src = url;",
        scene.evil("frame.html"),
      );
      await scene.settle();
      const frame = await victim.run("return victim.frame('pin')");
      const heard = JSON.stringify(await scene.inside(frame, "return attacker.heard()"));
      assert.ok(!heard.includes(PIN), heard);
    });

    control("a loader that posts its token to whatever is in its frame gives it away", async () => {
      await scene.visit("/clipboard.html");
      const frame = await scene.embed(`${scene.addresses.frame}field.html`);
      await scene.driver.executeAsyncScript(
        `const [frame, url, done] = arguments;
        frame.onload = () => { frame.contentWindow.postMessage({ token: "given-away" }, "*"); done(); };
        frame.src = url;`,
        frame,
        scene.evil("frame.html"),
      );
      await until("the attacker has it", async () =>
        JSON.stringify(await scene.inside(frame, "return attacker.heard()")).includes("given-away"),
      );
    });
  });

  row("8 the attacker answers the hello first, or has a vault of its own", ({ attack, control }) => {
    const ANSWER = `
      const cardId = arguments[0];
      addEventListener("message", ({ source, origin, data }) => {
        if (!data?.sordino || window.port) return;
        const { port1, port2 } = new MessageChannel();
        window.port = port1;
        source.postMessage({ sordino: 1 }, origin, [port2]);
        attacker.drive(port1, cardId, [...document.querySelectorAll("iframe.sordino-field")]);
      }, true);`;

    attack("it gets no digit, and the page no session", async () => {
      const { driver, card } = scene;
      const secret = await scene.token();
      await scene.visit("/pin.html");
      await scene.inject();
      await driver.executeScript(ANSWER, card.id);
      const page = new PinPage(driver);
      const end = await page.open({ token: secret, cardId: card.id, session: { timeout: 2_500 } });
      assert.ok("error" in end, "the loader's own port came too late");
      const heard = JSON.stringify(await driver.executeScript("return attacker.heard()"));
      assert.ok(heard.includes('"ready"'), `the attacker has a session: ${heard}`);
      assert.ok(!heard.includes(secret), "but not the page's token");
      assert.deepEqual(await scene.sent(), []);
    });

    attack("with the page's own token it sets the PIN that its user types, and still sees no digit", async () => {
      const { driver } = scene;
      const secret = await scene.tokenFor("pin");
      const victim = await scene.victimPage();
      await scene.inject();
      await victim.run(ANSWER, CARD.id);
      await victim.run("void victim.open(arguments[0])", { ...USES.pin, token: secret, session: { timeout: 60_000 } });
      await until("the attacker's fields are built", async () => {
        const heard = JSON.stringify(await driver.executeScript("return attacker.heard()"));
        return heard.split('"type":"ready"').length === 3;
      });
      await victim.type("pin", PIN);
      await victim.type("again", PIN);
      await victim.run(
        `const [cardId, token] = arguments;
        window.stolenToken = token;
        port.postMessage({ call: { id: 8, operation: "setPaymentCardPin", input: { paymentCardId: cardId } } });`,
        CARD.id,
        secret,
      );
      await until("the PIN is set", () => scene.control.pinIs(CARD.id, PIN));
      const heard = JSON.stringify(await driver.executeScript("return attacker.heard()"));
      assert.ok(!heard.includes(PIN), heard);
    });

    attack("a vault of the attacker's that takes a ready field over gets nothing of what stands in it", async () => {
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
      const heard = await until("the attacker has both fields", async () => {
        const text = JSON.stringify(await driver.executeScript("return attacker.heard()"));
        return text.split('"type":"ready"').length === 3 ? text : undefined;
      });
      assert.equal(await page.pin.value(), "", "what stood there is gone");
      assert.ok(!heard.includes(PIN), heard);
      assert.equal(await scene.control.pinIs(card.id, PIN), false);
    });

    control("a frame that takes every port and tells what is typed gives it to whoever answers", async () => {
      const { driver } = scene;
      await scene.visit("/clipboard.html");
      await scene.inject();
      const frame = await scene.embed(scene.evil("gullible.html"));
      await driver.switchTo().frame(frame);
      await clickOn(driver, await driver.findElement(By.id("i")));
      await press(driver, PIN);
      await driver.switchTo().defaultContent();
      await driver.executeScript("attacker.attack(arguments[0].contentWindow, 'cd')", frame);
      await until("the attacker has the PIN", async () =>
        JSON.stringify(await driver.executeScript("return attacker.heard()")).includes(PIN),
      );
    });
  });

  row("9 a second port or handshake", ({ attack, control }) => {
    attack("it is ignored", async () => {
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
      assert.deepEqual(await driver.executeScript("return attacker.heard()"), []);
      await page.enter(PIN);
      expectSuccess(await page.press());
      assert.ok(await state.pinIs(card.id, PIN));
    });
    control("the first port is taken", async () => {
      const { driver, addresses, card } = scene;
      await scene.visit("/clipboard.html");
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
      await until("the vault answers on it", async () =>
        JSON.stringify(await driver.executeScript("return attacker.heard()")).includes('"ready"'),
      );
    });
  });

  row("10 built-in functions patched before anything is loaded", ({ attack, control }) => {
    attack("they see neither the PIN nor, but for the one message, the token", async () => {
      const token = await scene.token();
      await copyElsewhere(scene.driver, scene.addresses.app, PIN);
      const page = await scene.pinPage({ page: "/recorded.html", token });
      // Everything a user may do on the way: a mismatch, letters, a paste, a look, a failure, and then success.
      await page.enter(PIN, PIN.slice(0, 3));
      await page.press();
      await page.confirm.erase();
      await page.confirm.type("abc");
      await page.confirm.erase();
      await page.confirm.paste();
      await page.pin.toggle();
      await page.pin.toggle();
      await scene.control.fault({ kind: "status", status: 500 });
      expectError(await page.press(), "server-error");
      await scene.control.clearFaults();
      expectSuccess(await page.press());
      assert.ok(await scene.control.pinIs(scene.card.id, PIN));

      const trace = await readTrace(scene.driver);
      assert.ok(trace.length > 50, "the recorder was not asleep");
      assert.deepEqual(holding(trace, PIN), [], "the PIN as a whole");
      assert.deepEqual(digitStreams(trace, PIN), {}, "its digits, key by key");
      const [passed, ...others] = holding(trace, token).filter((entry) => !entry.inner);
      assert.equal(passed?.channel, "port-out", "the one message that passes the token to the vault");
      assert.deepEqual(others, [], "the token anywhere else");
      await page.call("session", "destroy");
      const after = await readTrace(scene.driver);
      assert.deepEqual(holding(after, PIN), []);
      assert.equal(holding(after, token).filter((entry) => !entry.inner).length, 1);
    });
    control("they see both where the page has inputs of its own", async () => {
      const { driver, addresses, card } = scene;
      const token = await scene.token();
      await scene.visit("/plain.html");
      await driver.executeScript("harness.open(arguments[0])", { api: addresses.api, token, cardId: card.id });
      await clickOn(driver, await driver.findElement(By.id("pin")));
      await press(driver, PIN);
      await clickOn(driver, await driver.findElement(By.id("again")));
      await press(driver, PIN);
      await driver.findElement(By.css("button")).click();
      await until("the plain page sets the PIN", () => driver.executeScript("return harness.outcomes()[0]"));
      assert.ok(await scene.control.pinIs(card.id, PIN), "the control does the same job");

      const trace = await readTrace(driver);
      const heardOn = new Set(holding(trace, PIN).map(({ channel, name }) => `${channel} ${name}`));
      for (const place of ["event input", "network fetch", "look values", "builtin JSON.stringify"]) {
        assert.ok(heardOn.has(place), `the whole PIN on ${place}; it is on ${[...heardOn].join(", ")}`);
      }
      const streams = digitStreams(trace, PIN);
      for (const stream of ["event keydown key", "event keyup key", "event beforeinput data", "event input data"]) {
        assert.ok(streams[stream]?.includes(PIN), `the digits on ${stream}: ${JSON.stringify(streams)}`);
      }
      assert.ok(holding(trace, token).some(({ channel }) => channel === "network"), "the token in a request");
    });
    control("the recorder hears every channel that it listens to", () => hearsEverything(scene));
  });

  row("11 malformed messages on a stolen port", ({ attack, control }) => {
    const STEAL = `
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (...args) { window.stolen = this; return post.apply(this, args); };`;

    attack("they end in an error, and the session survives", async () => {
      const { card, control: state } = scene;
      await scene.visit("/pin.html");
      await scene.driver.executeScript(STEAL);
      const page = new PinPage(scene.driver);
      await page.ready({ cardId: card.id, token: await scene.token() });
      await page.enter(PIN);
      const count = await scene.driver.executeScript(`
        const cyclic = { call: {} };
        cyclic.call = cyclic;
        let deep = {};
        for (let depth = 0; depth < 2_000; depth += 1) deep = { deep };
        const detached = new ArrayBuffer(8);
        structuredClone(detached, { transfer: [detached] });
        const messages = [
          null, undefined, 0, NaN, "", "ready", true, [], {}, new Date(), /x/, new Map([["call", 1]]), new Set([1]),
          new Uint8Array(9), new ArrayBuffer(9), detached, 10n ** 40n, new Error("x"), cyclic, deep, { deep: "x".repeat(200_000) },
          Array.from({ length: 5_000 }, (_, i) => i), { unknown: {} }, { start: {} }, { start: { timeout: 1 } },
          { call: {} }, { call: { id: -1, operation: "setPaymentCardPin", input: {} } },
          { call: { id: 1.5, operation: "setPaymentCardPin", input: {} } },
          { call: { id: 900, operation: "__proto__", input: {} } }, { call: { id: 901, operation: "constructor" } },
          { call: { id: 902, operation: "then", input: null } }, { call: 1, abort: 2 },
          { addField: { id: {}, kind: "pin" } }, { addField: { id: "x", kind: "no-kind" } },
          { addField: { id: "x" } }, { commandField: { id: "x", command: "explode" } }, { removeField: [] },
          { token: { request: 99, value: 5 } }, { noToken: { request: "1" } }, { hide: 1 }, { destroy: { now: true, x: 1 } },
          JSON.parse('{"__proto__": {"call": {"id": 1}}}'), JSON.parse('{"call": {"__proto__": null}}'),
        ];
        // What can't be cloned throws here, and has no way to the vault.
        for (const message of messages) try { stolen.postMessage(message); } catch {}
        const { port1 } = new MessageChannel();
        stolen.postMessage({ call: port1 }, [port1]);
        stolen.postMessage({ call: { id: 903, operation: "viewPaymentCard", input: new ArrayBuffer(8) } });
        return messages.length;`);
      assert.ok(/** @type {number} */ (count) > 40);
      await page.heard("session", "error", (detail) => detail.code === "protocol");
      assert.equal(await page.pin.value(), PIN);
      expectSuccess(await page.press());
      assert.ok(await state.pinIs(card.id, PIN));
    });

    attack("a flood costs the session nothing but its place in the queue", async () => {
      const { card, control: state } = scene;
      await scene.visit("/pin.html");
      await scene.driver.executeScript(STEAL);
      const page = new PinPage(scene.driver);
      await page.ready({ cardId: card.id, token: await scene.token() });
      await page.enter(PIN);
      await scene.driver.executeScript("for (let i = 0; i < 5_000; i += 1) stolen.postMessage({ hide: {} });");
      await page.heard("session", "error", (detail) => detail.code === "protocol");
      // The bucket fills with time; when nothing is refused any more, the page can go on.
      const refused = async () => (await page.told()).filter(({ type }) => type === "error").length;
      await until("nothing is refused any more", async () => {
        const before = await refused();
        await scene.driver.executeScript("for (let i = 0; i < 5; i += 1) stolen.postMessage({ hide: {} });");
        await scene.settle();
        return (await refused()) === before;
      });
      expectSuccess(await page.press());
      assert.ok(await state.pinIs(card.id, PIN));
    });

    control("the port is the session's: a well-formed message on it is obeyed", async () => {
      const victim = await scene.victimPage();
      await victim.run(STEAL);
      await scene.open(victim, "pin");
      await victim.type("pin", PIN);
      await victim.run("stolen.postMessage({ commandField: { id: victim.frame('pin').name, command: 'clear' } })");
      await until("it is cleared", async () => (await victim.field("pin").value()) === "");
    });
  });

  row("12 embedded by an origin that is not allowed", ({ attack, control }) => {
    /** @param {string} url */
    async function embedInEvil(url) {
      const embedder = new URL("/embedder.html", scene.attacker.origin);
      embedder.searchParams.set("embed", url);
      await visit(scene.driver, embedder);
    }
    attack("neither document is even shown there", async () => {
      const { driver, addresses } = scene;
      for (const file of ["vault.html", "field.html"]) {
        await embedInEvil(addresses.frame + file);
        await driver.executeScript("attacker.attack(document.getElementById('victim').contentWindow, 'cd')");
        await scene.settle();
        assert.deepEqual(await driver.executeScript("return attacker.heard()"), [], file);
        await driver.switchTo().frame(await driver.findElement(By.id("victim")));
        const text = await driver.executeScript("return document.documentElement.outerHTML").catch(() => "");
        assert.ok(!String(text).includes("sordino:api") && !String(text).includes("onmessage"), `${file} is not shown`);
        await driver.switchTo().defaultContent();
      }
    });
    attack("without the headers, the vault itself refuses", async () => {
      scene.middleman.onFrame(({ headers }) => void delete headers["content-security-policy"]);
      await embedInEvil(`${scene.middleman.frameUrl}vault.html`);
      await scene.driver.executeScript("attacker.attack(document.getElementById('victim').contentWindow, 'cd')");
      await scene.settle();
      assert.deepEqual(await scene.driver.executeScript("return attacker.heard()"), []);
      await scene.driver.switchTo().frame(await scene.driver.findElement(By.id("victim")));
      const metas = "return document.querySelectorAll('meta[name^=sordino]').length";
      assert.ok(/** @type {number} */ (await scene.driver.executeScript(metas)) > 0, "it is shown");
    });
    attack("nor in the app's page in an attacker's page", async () => {
      const { driver, addresses, card } = scene;
      await embedInEvil(new URL("/pin.html", addresses.app).href);
      await driver.switchTo().frame(await driver.findElement(By.id("victim")));
      const page = new PinPage(driver);
      await until("the app's page is there", () => driver.executeScript("return 'harness' in window"));
      const end = await page.open({ token: "unused", callback: true, cardId: card.id, session: { timeout: TIMEOUT } });
      assert.equal("error" in end && end.error.code, "frame-unavailable");
      assert.equal(await page.tokensGiven(), 0);
      await driver.switchTo().defaultContent();
      assert.deepEqual(await driver.executeScript("return attacker.heard()"), []);
    });
    control("a frame without the headers and the checks does run there", async () => {
      await embedInEvil(scene.evil("gullible.html"));
      await until("it says hello", async () =>
        JSON.stringify(await scene.driver.executeScript("return attacker.heard()")).includes('"sordino":1'),
      );
    });
  });
});

/** Where each careless deed of plain.js must have been heard. @type {Record<string, string>} */
const HEARD = {
  event: "event keydown",
  dispatch: "dispatch change",
  message: "event message",
  "port-out": "port-out post",
  "port-in": "port-in message",
  broadcast: "post broadcast",
  console: "console debug",
  error: "event error",
  rejection: "event unhandledrejection",
  fetch: "network fetch",
  xhr: "network xhr",
  beacon: "network beacon",
  address: "look location",
  localStorage: "look localStorage",
  sessionStorage: "look sessionStorage",
  cookie: "look cookie",
  attribute: "document attributes",
  text: "document childList",
  resource: "look performance",
  "frame name": "look frame name",
  "shadow root": "document childList",
  stringify: "builtin JSON.stringify",
  promise: "builtin then",
  array: "builtin Array.map",
  assign: "builtin Object.assign",
  setter: "builtin set pin",
};

/** @param {import("./support/scene.mjs").AttackScene} scene */
async function hearsEverything(scene) {
  const { driver } = scene;
  await scene.visit("/plain.html");
  /** @type {string[]} */
  const deeds = await driver.executeScript("return Object.keys(careless)");
  assert.deepEqual(deeds.toSorted(), Object.keys(HEARD).toSorted());
  for (const deed of deeds) {
    await driver.executeScript("careless[arguments[0]]('secret-of-' + arguments[0].replace(' ', '-'))", deed);
  }
  for (const deed of deeds) {
    const secret = `secret-of-${deed.replace(" ", "-")}`;
    await until(`${secret} is heard on ${HEARD[deed]}`, async () => {
      const heard = holding(await readTrace(driver), secret);
      return heard.some(({ channel, name }) => `${channel} ${name}` === HEARD[deed]);
    });
  }
  // Of the plain page's own storage nothing may stay for the next test.
  await driver.executeScript("localStorage.clear(); sessionStorage.clear(); document.cookie = 'careless=; max-age=0'");
}
