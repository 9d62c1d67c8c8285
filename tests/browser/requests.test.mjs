// @ts-check
// What servers and their logs see of a whole run, and what the frame's origin keeps.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { expectSuccess } from "./support/outcomes.mjs";
import { ownSandbox } from "./support/own-sandbox.mjs";
import { PinPage } from "./support/pin-page.mjs";
import { useScene } from "./support/scene.mjs";
import { visit } from "./support/visit.mjs";

describe("on the wire", () => {
  const scene = useScene();

  /** @param {import("./support/control.mjs").SeenRequest} request */
  const addressOf = ({ path, query }) => (query ? `${path}?${query}` : path);

  /**
   * A whole run, with a cookie on the app's host that could be sent along.
   *
   * @param {import("node:test").TestContext} context
   */
  async function run(context) {
    const { driver, card } = scene;
    // Its own: the browser has to ask for the frame's files, which it may have kept from another.
    const { addresses, control, token: mint } = await ownSandbox(context);
    const token = await mint(card.id);
    await visit(driver, new URL("/clipboard.html", addresses.app));
    await driver.executeScript("document.cookie = 'session=of-the-app; path=/'");
    await control.clearRequests();
    await visit(driver, new URL("/pin.html", addresses.app));
    const page = new PinPage(driver);
    await page.ready({ cardId: card.id, token });
    await page.enter("8264");
    expectSuccess(await page.press());
    return { page, token, addresses, requests: await control.requests() };
  }

  test("the API gets the token in its header alone, no cookie and no referrer", async (context) => {
    const { token, requests } = await run(context);
    const api = requests.filter(({ origin }) => origin === "api");
    const posts = api.filter(({ method }) => method === "POST");
    assert.equal(posts.length, 1);
    const hash = createHash("sha256").update(token).digest("hex");
    assert.equal(posts[0].headersSeen.authorization, `Bearer sha256:${hash}`);
    assert.equal(posts[0].operationName, "SetPinForPaymentCard");
    for (const request of api) {
      assert.equal(request.headersSeen.cookie, undefined);
      assert.equal(request.headersSeen.referer, undefined);
      assert.equal(addressOf(request), "/graphql");
      assert.ok(request === posts[0] || request.headersSeen.authorization === undefined);
    }
  });

  test("no address, header or referrer has the token or the card's id", async (context) => {
    const { token, requests } = await run(context);
    assert.ok(requests.some(({ origin }) => origin === "frame"));
    for (const request of requests) {
      const text = JSON.stringify([addressOf(request), request.headersSeen]);
      assert.ok(!text.includes(token) && !text.includes(scene.card.id), `${request.origin}: ${text}`);
    }
  });

  test("the frame's origin is asked for files by their names, and learns of the page no more than its origin", async (context) => {
    const { addresses, requests } = await run(context);
    for (const { origin, path, query, headersSeen } of requests) {
      if (origin !== "frame") continue;
      assert.match(path, /^\/v[^/]+\/[\w.]+$/);
      assert.equal(query, undefined);
      assert.equal(headersSeen.cookie, undefined);
      assert.equal(headersSeen.authorization, undefined);
      const { referer = "" } = headersSeen;
      assert.ok(["", `${addresses.app}/`].includes(referer), `referrer ${referer}`);
    }
  });

  test("control: the log would show each of them", async () => {
    const { addresses, card, control } = scene;
    const token = await scene.token();
    await control.clearRequests();
    await fetch(`${addresses.frame}vault.html?token=${token}&id=${card.id}`, {
      headers: { cookie: "session=1", referer: `${addresses.app}/cards/${card.id}` },
    });
    const [request] = await control.requests();
    assert.ok(addressOf(request).includes(token) && addressOf(request).includes(card.id));
    assert.ok(request.headersSeen.cookie && request.headersSeen.referer.includes(card.id));
  });

  test("the frame's origin keeps nothing", async (context) => {
    const { driver } = scene;
    const { page } = await run(context);
    const look = `
      const done = arguments[0];
      (async () => ({
        cookie: document.cookie,
        local: localStorage.length,
        session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: globalThis.caches ? (await caches.keys()).length : 0,
      }))().then(done, (error) => done(String(error)));`;
    const nothing = { cookie: "", local: 0, session: 0, databases: 0, caches: 0 };
    assert.deepEqual(await page.pin.inside(() => driver.executeAsyncScript(look)), nothing);
    await driver.switchTo().frame(await driver.findElement(By.css("iframe.sordino-vault")));
    assert.deepEqual(await driver.executeAsyncScript(look), nothing);
    // The look does see what is kept.
    await driver.executeScript("localStorage.setItem('kept', '1')");
    assert.notDeepEqual(await driver.executeAsyncScript(look), nothing);
    await driver.executeScript("localStorage.clear()");
    await driver.switchTo().defaultContent();
  });
});
