// @ts-check
// The API is not there at all, and comes back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Control } from "./support/control.mjs";
import { expectError, expectSuccess } from "./support/outcomes.mjs";
import { PinPage } from "./support/pin-page.mjs";
import { startSandbox } from "./support/sandbox.mjs";
import { useScene } from "./support/scene.mjs";

describe("when nothing answers", () => {
  const scene = useScene();

  test("the form waits for the API to come back", async () => {
    const { driver, card } = scene;
    // A sandbox of its own, whose end hurts no other test.
    let sandbox = await startSandbox();
    const { addresses } = sandbox;
    const token = async () => {
      const answer = await fetch(new URL("/client-tokens", addresses.app), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ for: "setPaymentCardPin", id: card.id }),
      });
      return (await answer.json()).value;
    };
    try {
      await driver.get(new URL("/pin.html", addresses.app).href);
      const page = new PinPage(driver);
      await page.ready({ cardId: card.id, token: await token(), callback: true });
      await page.enter("8264");

      await sandbox.stop();
      const error = expectError(await page.press(), "network");
      assert.ok(error.retryable);
      assert.equal(await page.pin.value(), "8264");

      sandbox = await startSandbox(addresses);
      // It signs with another key: the old token is refused, and the callback is asked for a new one.
      await page.giveToken(await token());
      expectSuccess(await page.press());
      assert.ok(await new Control(addresses.control).pinIs(card.id, "8264"));
    } finally {
      await sandbox.stop();
    }
  });
});
