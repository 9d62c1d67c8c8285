// @ts-check
// Accessibility, as far as axe-core can tell: the page with its iframes, and the inside of each field, in each state.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { expectError } from "./support/outcomes.mjs";
import { useScene } from "./support/scene.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What a whole page has and a part of one has not. */
const OF_PAGES = ["landmark-one-main", "page-has-heading-one", "region"];
const RUN = `
  const [disabled, done] = arguments;
  const rules = Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }]));
  axe.run(document, { iframes: false, resultTypes: ["violations"], rules }).then(
    ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" "))),
    (error) => done(["axe failed: " + error]),
  );`;

describe("axe-core", () => {
  const scene = useScene();

  /**
   * @param {readonly string[]} disabled rules
   * @returns {Promise<string[]>} what is wrong in the document the driver is in
   */
  async function violations(disabled = []) {
    await scene.driver.executeScript(AXE);
    return scene.driver.executeAsyncScript(RUN, disabled);
  }

  /** @param {import("./support/field.mjs").Field} field */
  const violationsIn = (field) => field.inside(() => violations(OF_PAGES));

  for (const locale of ["en", "ar"]) {
    test(`finds nothing in the page and in its fields (${locale})`, async () => {
      const page = await scene.pinPage({ session: { locale } });
      assert.deepEqual(await violations(), [], "the page");
      for (const field of [page.pin, page.confirm]) {
        assert.deepEqual(await violationsIn(field), [], "an empty field");
      }
      await page.enter("82");
      await page.pin.toggle();
      expectError(await page.press(), "invalid-fields");
      assert.notEqual((await page.pin.state()).error, "");
      assert.deepEqual(await violationsIn(page.pin), [], "a field with an error");
    });
  }

  test("control: it finds a missing label and an untitled iframe", async () => {
    const { driver } = scene;
    const page = await scene.pinPage();
    await page.pin.inside(() => driver.executeScript("document.querySelector('label').remove()"));
    assert.match((await violationsIn(page.pin)).join("\n"), /^label:/m);
    await driver.executeScript("harness.frame('form', 'pin').title = ''");
    assert.match((await violations()).join("\n"), /^frame-title:/m);
  });
});
