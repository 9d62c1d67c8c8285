// @ts-check
// sordino/react with real React, 18 and 19, in StrictMode: a PIN is set, and nothing is left or made twice.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { By } from "selenium-webdriver";
import { Field } from "./support/field.mjs";
import { expectSuccess } from "./support/outcomes.mjs";
import { PACKAGE } from "./support/sandbox.mjs";
import { useScene } from "./support/scene.mjs";
import { until } from "./support/wait.mjs";

const APP = fileURLToPath(new URL("../pages/react/app.js", import.meta.url));

/**
 * The app with one of the Reacts; the development build, since only that one mounts everything twice in StrictMode.
 *
 * @param {string} react
 * @returns {Promise<string>}
 */
async function bundle(react) {
  const { outputFiles } = await build({
    entryPoints: [APP],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    minifyWhitespace: true,
    define: { "process.env.NODE_ENV": '"development"' },
    alias: { react: `react${react}`, "react-dom": `react-dom${react}`, sordino: PACKAGE, "sordino/react": join(PACKAGE, "react") },
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

for (const [alias, major] of [["18", 18], ["", 19]]) {
  describe(`React ${major}`, () => {
    const scene = useScene();
    /** @type {string} */
    let script;
    before(async () => {
      script = await bundle(String(alias));
    });

    const pin = () => field("#pin");
    const again = () => field(".again");
    /** @param {string} place */
    const field = (place) =>
      new Field(scene.driver, () =>
        /** @type {Promise<any>} */ (
          until(`${place} has its iframe`, () =>
            scene.driver.executeScript("return document.querySelector(arguments[0])?.querySelector('iframe')", place),
          )
        ),
      );
    /** @returns {Promise<any>} */
    const ask = (/** @type {string} */ source, /** @type {unknown[]} */ ...args) => scene.driver.executeScript(source, ...args);
    /** @param {string} source @param {(detail: any) => boolean} [fits] */
    const heard = (source, fits = () => true) =>
      until(`it is told of ${source}`, async () => {
        const told = /** @type {{ source: string, detail: any }[]} */ (await ask("return harness.told()"));
        return told.findLast((entry) => entry.source === source && fits(entry.detail));
      });
    /** @param {(seen: any) => boolean} fits */
    const seen = (fits) =>
      until("the hooks give it", async () => {
        const now = await ask("return harness.seen()");
        return now && fits(now) && now;
      });

    /** @param {object} [props] */
    async function open(props) {
      await scene.visit("/clipboard.html");
      await ask("document.body.replaceChildren(document.createElement('main'))");
      await ask(script);
      assert.equal(await ask("return Number(harness.version.split('.')[0])"), major);
      return rerender(props);
    }

    /** @param {object} [props] */
    async function rerender(props) {
      const usual = { frameUrl: scene.addresses.frame, token: await scene.token(), cardId: scene.card.id };
      await ask("harness.render(arguments[0])", { ...usual, ...props });
    }

    const press = async () => (await scene.driver.findElement(By.css("form button"))).click();
    /** @returns {Promise<string[]>} */
    const frames = () => ask("return [...document.querySelectorAll('iframe')].map((frame) => frame.className).sort()");

    test("a PIN typed twice is the card's PIN; StrictMode leaves one session", async () => {
      await open();
      await heard("pin ready");
      await heard("again ready");
      await seen(({ session }) => session === "ready");
      assert.equal((await ask("return harness.counts()")).sessions, 2, "control: everything is mounted twice");
      assert.deepEqual(await frames(), ["sordino-field", "sordino-field", "sordino-vault"]);

      await pin().type("8264");
      await again().type("8264");
      await heard("again", ({ complete }) => complete);
      await press();
      const { result } = await seen(({ status }) => status === "done");
      assert.deepEqual(expectSuccess({ ok: result }).id, scene.card.id);
      assert.deepEqual((await heard("returned")).detail, result);
      assert.ok(await scene.control.pinIs(scene.card.id, "8264"));
      assert.equal(await scene.control.pinIs(scene.card.id, "8265"), false, "the check can say no");
      assert.equal((await ask("return harness.counts()")).tokens, 1);
      await ask("reset()");
      await seen(({ status, result }) => status === "idle" && !result);
    });

    test("a failure is a state, and the next try is another", async () => {
      await open();
      await heard("again ready");
      await pin().type("82");
      await press();
      const { failure } = await seen(({ status }) => status === "failed");
      assert.equal(failure.code, "invalid-fields");
      assert.equal(failure.name, "SordinoError");
      assert.deepEqual(await scene.sent(), []);
      await pin().type("64");
      await again().type("8264");
      await press();
      await seen(({ status, failure }) => status === "done" && failure === null);
      assert.ok(await scene.control.pinIs(scene.card.id, "8264"));
    });

    test("another render changes what it changes: the label, the looks, a field less; what was typed stays", async () => {
      await open();
      await heard("again ready");
      await pin().type("8264");
      await rerender({ label: "A new PIN", fontSize: "20px" });
      await until("the label is new", async () => (await pin().state()).label === "A new PIN");
      const size = () => pin().inside(() => ask("return getComputedStyle(document.getElementById('i')).fontSize"));
      await until("the looks are new", async () => (await size()) === "20px");
      await rerender({ withoutConfirm: true });
      await until("a field is gone", async () => (await frames()).length === 2);
      await until("the label is the frame's own again", async () => (await pin().state()).label !== "A new PIN");
      assert.equal(await pin().value(), "8264");
      assert.equal((await ask("return harness.counts()")).sessions, 2, "still the same session");
      await press();
      await seen(({ status }) => status === "done");
      assert.ok(await scene.control.pinIs(scene.card.id, "8264"));
    });

    test("another language is another session; unmounted, nothing is left", async () => {
      await open();
      await heard("again ready");
      await rerender({ locale: "de" });
      await until("it speaks German", async () => (await pin().state().catch(() => undefined))?.language === "de");
      assert.equal((await frames()).length, 3);
      await pin().type("8264");
      await heard("pin", ({ complete }) => complete);
      await ask("pin.current.clear()");
      await until("a handle reaches the field", async () => (await pin().value()) === "");
      await ask("harness.unmount()");
      await until("no frame is left", async () => (await frames()).length === 0);
      assert.equal(await ask("return window.length"), 0);
    });

    test("a session that can't begin says so", async () => {
      await open({ frameUrl: "http://frame.example/" });
      const { error } = await seen(({ session }) => session === "failed");
      assert.equal(error.code, "invalid-options");
      assert.equal((await heard("session error")).detail.code, "invalid-options");
      assert.deepEqual(await frames(), []);
      await rerender();
      await seen(({ session, error }) => session === "ready" && error === null);
    });

    test("a hook without a provider says what is missing", async () => {
      await open();
      const message = await scene.driver.executeAsyncScript("harness.orphan().then(arguments[0])");
      assert.match(String(message), /no <SordinoProvider>/);
    });
  });
}
