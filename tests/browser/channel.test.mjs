// @ts-check
// Attacks on the channel between page and vault. Each is made for real, and each has a control in which it works against
// something that does not defend itself. The numbers are those of the threat model.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { startAttacker } from "./support/attacker.mjs";
import { expectError, expectSuccess } from "./support/outcomes.mjs";
import { ownSandbox } from "./support/own-sandbox.mjs";
import { PinPage } from "./support/pin-page.mjs";
import { useScene } from "./support/scene.mjs";
import { visit } from "./support/visit.mjs";
import { until } from "./support/wait.mjs";

const PIN = "8264";
/** Ends a session that the attack keeps from its vault. */
const TIMEOUT = 1_500;

describe("the channel", () => {
  const scene = useScene();
  /** @type {import("./support/attacker.mjs").Attacker} */
  let attacker;
  before(async () => {
    attacker = await startAttacker();
  });
  after(() => attacker.stop());

  /** @param {string} page */
  const evil = (page) => new URL(page, attacker.origin).href;

  /**
   * Puts an iframe into the page and waits for its load.
   *
   * @param {string} url
   * @param {string} [sandbox]
   */
  async function embed(url, sandbox) {
    await scene.driver.switchTo().defaultContent();
    return /** @type {import("selenium-webdriver").WebElement} */ (
      await scene.driver.executeAsyncScript(
        `const [url, sandbox, done] = arguments;
        const frame = document.createElement("iframe");
        if (sandbox) frame.setAttribute("sandbox", sandbox);
        Object.assign(frame, { src: url, onload: () => done(frame) });
        document.body.append(frame);`,
        url,
        sandbox ?? null,
      )
    );
  }

  /**
   * @template T
   * @param {import("selenium-webdriver").WebElement} frame
   * @param {string} script
   * @param {...unknown} args
   * @returns {Promise<T>}
   */
  async function inside(frame, script, ...args) {
    await scene.driver.switchTo().frame(frame);
    try {
      return await scene.driver.executeScript(script, ...args);
    } finally {
      await scene.driver.switchTo().defaultContent();
    }
  }

  /** Runs the attacker's script in the page under test. */
  async function inject() {
    await scene.driver.executeAsyncScript(
      `const [src, done] = arguments;
      document.head.append(Object.assign(document.createElement("script"), { src, onload: () => done() }));`,
      evil("attack.js"),
    );
  }

  /** A round trip through the event loops of all frames: what was posted before has arrived. */
  async function settle() {
    await scene.driver.executeAsyncScript("const done = arguments[0]; setTimeout(done, 300)");
  }

  for (const [name, sandbox] of [
    ["1, 2: a frame of a third origin, next to the vault", undefined],
    ["6: a frame whose origin is opaque", "allow-scripts"],
  ]) {
    test(`${name}, is not obeyed`, async () => {
      const { card, control } = scene;
      const { pinUpdates } = await control.card(card.id);
      const page = await scene.pinPage();
      await page.enter(PIN);
      const frame = await embed(evil("frame.html"), sandbox);
      const reached = await inside(frame, "return attacker.neighbours().length");
      assert.equal(reached, 4, "the page, the vault and both fields");
      await inside(frame, "attacker.attackAll(arguments[0])", card.id);
      await settle();

      assert.ok(/** @type {number} */ (await inside(frame, "return attacker.sent()")) >= 36);
      assert.deepEqual(await inside(frame, "return attacker.heard()"), [], "no answer");
      assert.deepEqual(await scene.sent(), [], "nothing was sent");
      assert.equal((await control.card(card.id)).pinUpdates, pinUpdates);
      assert.equal((await page.outcomes()).length, 0, "the page was told of nothing");
      assert.equal(await page.pin.value(), PIN);
      expectSuccess(await page.press());
      assert.ok(await control.pinIs(card.id, PIN), "the session still works");
    });
  }

  test("1, 2, control: a frame that believes everyone obeys", async () => {
    await scene.visit("/clipboard.html");
    await embed(evil("gullible.html"));
    const frame = await embed(evil("frame.html"));
    await inside(frame, "attacker.attackAll('cd')");
    await until("the gullible frame answers", async () => {
      const heard = await inside(frame, "return attacker.heard()");
      return JSON.stringify(heard).includes('"obeyed"');
    });
  });

  /**
   * Opens an address in a window of its own from the page, with a click, and attacks it from there.
   *
   * @param {string} url
   * @returns {Promise<unknown[]>} what the page heard from it
   */
  async function attackPopup(url) {
    const { driver, card } = scene;
    await scene.visit("/clipboard.html");
    await inject();
    await driver.executeScript(
      `const url = arguments[0];
      const button = document.createElement("button");
      button.onclick = () => { window.popup = window.open(url, "popup", "width=300,height=300"); };
      button.textContent = "open";
      document.body.append(button);`,
      url,
    );
    const here = await driver.getWindowHandle();
    await driver.findElement(By.css("button")).click();
    const there = await until("the window opens", async () =>
      (await driver.getAllWindowHandles()).find((handle) => handle !== here),
    );
    await driver.switchTo().window(there);
    await until("it is loaded", () =>
      driver.executeScript("return document.readyState === 'complete' && location.href === arguments[0]", url),
    );
    await driver.switchTo().window(here);
    await driver.executeScript("attacker.attack(window.popup, arguments[0])", card.id);
    await settle();
    return driver.executeScript("return attacker.heard()");
  }

  test("3: the vault in a window of its own refuses to run", async () => {
    assert.deepEqual(await attackPopup(`${scene.addresses.frame}vault.html`), []);
    assert.deepEqual(await scene.sent(), []);
  });

  test("3, control: another page in a window of its own does answer", async () => {
    const heard = await attackPopup(evil("gullible.html"));
    assert.match(JSON.stringify(heard), /"sordino":1/);
    assert.match(JSON.stringify(heard), /"obeyed"/);
  });

  test("4: hello, ready and results from another frame are no vault's", async (context) => {
    const { driver, card } = scene;
    const { addresses, control, token } = await ownSandbox(context);
    await control.fault({ kind: "never", target: "frame", path: "vault.html", times: 5 });
    await visit(driver, new URL("/pin.html", addresses.app));
    await driver.executeScript("window.arrived = 0; addEventListener('message', () => { window.arrived += 1; })");
    const page = new PinPage(driver);
    const secret = await token(card.id);
    await driver.executeScript(
      "window.end = harness.open('form', arguments[0]);",
      { cardId: card.id, token: secret, session: { timeout: 2_500 } },
    );
    const frame = await embed(evil("hello.html"));
    await inside(frame, "attacker.attackAll(arguments[0])", card.id);
    await until("the page hears the forgeries", () => driver.executeScript("return window.arrived >= 10"));

    const end = await driver.executeAsyncScript("const done = arguments[0]; end.then(done)");
    assert.equal(/** @type {any} */ (end).error?.code, "frame-unavailable", "it never got ready");
    assert.deepEqual((await page.told()).map(({ source, type }) => `${source} ${type}`), ["session error"]);
    assert.deepEqual(await inside(frame, "return attacker.heard()"), [], "no port, no token");
    assert.ok(!attacker.log().includes(secret));
  });

  test("4, control: a page that believes every hello gives its token away", async () => {
    await scene.visit("/clipboard.html");
    await scene.driver.executeScript(
      "addEventListener('message', ({ source, data }) => { if (data.sordino) source.postMessage({ token: 'given-away' }, '*'); })",
    );
    const frame = await embed(evil("hello.html"));
    await until("the attacker has it", async () =>
      JSON.stringify(await inside(frame, "return attacker.heard()")).includes("given-away"),
    );
  });

  for (const host of ["127.0.0.1", "[::1]"]) {
    test(`5, 12: the app's page under another name (${host}) gets no session`, async () => {
      const url = new URL("/pin.html", scene.addresses.app);
      url.hostname = host;
      await visit(scene.driver, url);
      const page = new PinPage(scene.driver);
      const end = await page.open({ token: "unused", callback: true, cardId: scene.card.id, session: { timeout: TIMEOUT } });
      assert.equal("error" in end && end.error.code, "frame-unavailable");
      assert.equal(await page.tokensGiven(), 0);
    });
  }

  test("5, 12, control: under its own name it does", async () => {
    await scene.pinPage({ session: { timeout: TIMEOUT } });
  });

  for (const file of ["vault.html", "field.html"]) {
    test(`12: ${file} does not run in an attacker's page`, async () => {
      const { driver, addresses } = scene;
      const url = new URL("/embedder.html", attacker.origin);
      url.searchParams.set("embed", addresses.frame + file);
      await visit(driver, url);
      await driver.executeScript("attacker.attack(document.getElementById('victim').contentWindow, 'cd')");
      await settle();
      assert.deepEqual(await driver.executeScript("return attacker.heard()"), []);
      await driver.switchTo().frame(await driver.findElement(By.id("victim")));
      const text = await driver.executeScript("return document.documentElement.outerHTML").catch(() => "");
      assert.ok(!String(text).includes("sordino:api") && !String(text).includes("onmessage"), "it is not even shown");
      await driver.switchTo().defaultContent();
    });
  }

  test("12: nor in the app's page in an attacker's page", async () => {
    const { driver, addresses, card } = scene;
    const url = new URL("/embedder.html", attacker.origin);
    url.searchParams.set("embed", new URL("/pin.html", addresses.app).href);
    await visit(driver, url);
    await driver.switchTo().frame(await driver.findElement(By.id("victim")));
    const page = new PinPage(driver);
    await until("the app's page is there", () => driver.executeScript("return 'harness' in window"));
    const end = await page.open({ token: "unused", callback: true, cardId: card.id, session: { timeout: TIMEOUT } });
    assert.equal("error" in end && end.error.code, "frame-unavailable");
    assert.equal(await page.tokensGiven(), 0);
    await driver.switchTo().defaultContent();
    assert.deepEqual(await driver.executeScript("return attacker.heard()"), []);
  });

  test("12, control: a frame without the headers does run there", async () => {
    const url = new URL("/embedder.html", attacker.origin);
    url.searchParams.set("embed", evil("gullible.html"));
    await visit(scene.driver, url);
    await until("it says hello", async () =>
      JSON.stringify(await scene.driver.executeScript("return attacker.heard()")).includes('"sordino":1'),
    );
  });

  test("7: a vault that is navigated away during the handshake gets no token", async () => {
    const { driver, card } = scene;
    const secret = await scene.token();
    await scene.visit("/pin.html");
    await driver.executeScript(
      `const url = arguments[0];
      addEventListener("message", (event) => {
        if (event.data?.sordino && !window.turned) {
          window.turned = true;
          event.source.location.replace(url);
        }
      }, true);`,
      evil("hello.html"),
    );
    const page = new PinPage(driver);
    // It may be ready for a moment: a navigation takes its time.
    await page.open({ token: secret, cardId: card.id });
    assert.equal(await driver.executeScript("return window.turned"), true, "the attack was made");
    await page.heard("session", "error", (detail) => detail.code === "frame-unavailable");
    expectError(await page.submit({ paymentCardId: card.id }), "frame-unavailable");
    assert.ok(!attacker.log().includes(secret));
    assert.deepEqual(await scene.sent(), []);
  });

  test("7: a vault that is navigated away later ends the session, and what was typed is gone with it", async () => {
    const { driver, card } = scene;
    const secret = await scene.token();
    const page = await scene.pinPage({ token: secret });
    await page.enter(PIN);
    await driver.executeScript("document.querySelector('iframe.sordino-vault').src = arguments[0]", evil("hello.html"));
    await page.heard("session", "error", (detail) => detail.code === "frame-unavailable");
    expectError(await page.submit({ paymentCardId: card.id }), "frame-unavailable");
    assert.equal(await driver.executeScript("return document.querySelectorAll('iframe').length"), 0);
    assert.deepEqual(await scene.sent(), []);
    assert.ok(!attacker.log().includes(secret));
    assert.ok(attacker.log().includes("GET /hello.html"), "the attacker was there");
  });

  test("7: a field that is navigated away takes nothing with it", async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.enter(PIN);
    await driver.executeAsyncScript(
      "const [url, done] = arguments; const f = harness.frame('form', 'pin'); f.addEventListener('load', () => done()); f.src = url;",
      evil("frame.html"),
    );
    await settle();
    const frame = await driver.executeScript("return harness.frame('form', 'pin')");
    const heard = await inside(/** @type {any} */ (frame), "return attacker.heard()");
    assert.ok(!JSON.stringify(heard).includes(PIN), JSON.stringify(heard));
  });

  test("8: a script that answers the hello first gets no digit, and the page no session", async () => {
    const { driver, card } = scene;
    const secret = await scene.token();
    await scene.visit("/pin.html");
    await inject();
    await driver.executeScript(
      `const cardId = arguments[0];
      addEventListener("message", ({ source, origin, data }) => {
        if (!data?.sordino || window.port) return;
        const { port1, port2 } = new MessageChannel();
        window.port = port1;
        source.postMessage({ sordino: 1 }, origin, [port2]);
        const fields = [...document.querySelectorAll("iframe.sordino-field")];
        attacker.drive(port1, cardId, fields.map((field) => field.name));
        // As the loader does, so that the fields announce themselves.
        for (const field of fields) {
          const tell = () => field.contentWindow.postMessage(0, origin);
          field.addEventListener("load", tell);
          tell();
        }
        window.fields = fields;
      }, true);`,
      card.id,
    );
    const page = new PinPage(driver);
    const end = await page.open({ token: secret, cardId: card.id, session: { timeout: 2_500 } });
    assert.ok("error" in end, "the loader's own port came too late");
    const heard = JSON.stringify(await driver.executeScript("return attacker.heard()"));
    assert.ok(heard.includes('"ready"'), `the attacker has a session: ${heard}`);
    assert.ok(!heard.includes(secret), "but not the page's token");
    assert.deepEqual(await scene.sent(), []);
  });

  test("8: nor does one that takes a ready field over", async () => {
    // The attacker has a vault of its own, in the page, and the names of the fields.
    const { driver, addresses, card } = scene;
    const page = await scene.pinPage();
    await page.enter(PIN);
    await inject();
    await driver.executeAsyncScript(
      `const [url, cardId, done] = arguments;
      const vault = document.createElement("iframe");
      addEventListener("message", ({ source, origin, data }) => {
        if (source !== vault.contentWindow || !data?.sordino) return;
        const { port1, port2 } = new MessageChannel();
        source.postMessage({ sordino: 1 }, origin, [port2]);
        const fields = [...document.querySelectorAll("iframe.sordino-field")];
        attacker.drive(port1, cardId, fields.map((field) => field.name));
        for (const field of fields) field.contentWindow.postMessage(0, origin);
        setTimeout(done, 500);
      });
      vault.setAttribute("sandbox", "allow-scripts allow-same-origin");
      vault.src = url + "vault.html";
      document.body.append(vault);`,
      addresses.frame,
      card.id,
    );
    const heard = JSON.stringify(await driver.executeScript("return attacker.heard()"));
    assert.ok(heard.includes('"ready"'), `the attacker has a session: ${heard}`);
    assert.ok(!heard.includes(PIN), heard);
    assert.equal(await scene.control.pinIs(card.id, PIN), false);
  });

  test("9: a second port is ignored", async () => {
    const { driver, card, control } = scene;
    const page = await scene.pinPage();
    await inject();
    await driver.executeScript(
      `const { port1, port2 } = new MessageChannel();
      const vault = document.querySelector("iframe.sordino-vault");
      vault.contentWindow.postMessage({ sordino: 1 }, arguments[1], [port2]);
      attacker.drive(port1, arguments[0]);`,
      card.id,
      scene.frameOrigin,
    );
    await settle();
    assert.deepEqual(await driver.executeScript("return attacker.heard()"), []);
    await page.enter(PIN);
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN));
  });

  test("9, control: the first port is taken", async () => {
    const { driver, addresses, card } = scene;
    await scene.visit("/clipboard.html");
    await inject();
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

  test("11: malformed messages on a stolen port end in an error, and the session survives", async () => {
    const { driver, card, control } = scene;
    await scene.visit("/pin.html");
    await driver.executeScript(`
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (...args) { window.stolen = this; return post.apply(this, args); };`);
    const page = new PinPage(driver);
    await page.ready({ cardId: card.id, token: await scene.token() });
    await page.enter(PIN);
    const count = await driver.executeScript(`
      const cyclic = { call: {} };
      cyclic.call = cyclic;
      let deep = {};
      for (let depth = 0; depth < 2_000; depth += 1) deep = { deep };
      const detached = new ArrayBuffer(8);
      structuredClone(detached, { transfer: [detached] });
      const messages = [
        null, undefined, 0, NaN, "", "ready", true, [], {}, new Date(), /x/, new Map([["call", 1]]), new Set([1]),
        new Uint8Array(9), new ArrayBuffer(9), 10n ** 40n, new Error("x"), cyclic, deep, { deep: "x".repeat(200_000) },
        Array.from({ length: 5_000 }, (_, i) => i), { unknown: {} }, { start: {} }, { start: { timeout: 1 } },
        { call: {} }, { call: { id: -1, operation: "setPaymentCardPin", input: {} } },
        { call: { id: 1.5, operation: "setPaymentCardPin", input: {} } },
        { call: { id: 900, operation: "__proto__", input: {} } }, { call: { id: 901, operation: "constructor" } },
        { call: { id: 902, operation: "then", input: null } }, { call: 1, abort: 2 },
        { addField: { id: {}, kind: "pin" } }, { addField: { id: "x", kind: "no-kind" } },
        { updateField: { id: "x" } }, { commandField: { id: "x", command: "explode" } }, { removeField: [] },
        { token: { request: 99, value: 5 } }, { noToken: { request: "1" } }, { hide: 1 }, { destroy: { now: true, x: 1 } },
        JSON.parse('{"__proto__": {"call": {"id": 1}}}'), JSON.parse('{"call": {"__proto__": null}}'),
      ];
      for (const message of messages) stolen.postMessage(message);
      return messages.length;`);
    assert.ok(/** @type {number} */ (count) > 40);
    await page.heard("session", "error", (detail) => detail.code === "protocol");
    assert.equal(await page.pin.value(), PIN);
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, PIN));
  });
});
