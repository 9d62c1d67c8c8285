// @ts-check
// What a script of the page overhears of a whole run: no digit of the PIN, and the token only where the page passed it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { clickOn, copyElsewhere, press } from "./support/keys.mjs";
import { useScene } from "./support/scene.mjs";
import { digitStreams, holding, readTrace } from "./support/trace.mjs";
import { until } from "./support/wait.mjs";

// In no port, size or coordinate of the test machine's pages; `choosePin` makes sure of the addresses.
const PINS = ["8264", "7395", "9482"];

describe("the page's recorder", () => {
  const scene = useScene();

  /** A PIN that no address holds by chance. */
  function choosePin() {
    const addresses = Object.values(scene.addresses).join(" ");
    const pin = PINS.find((candidate) => !addresses.includes(candidate));
    assert.ok(pin);
    return pin;
  }

  test("hears neither the PIN nor the token in a whole run", { timeout: 90_000 }, async () => {
    const pin = choosePin();
    const token = await scene.token();
    await copyElsewhere(scene.driver, scene.addresses.app, pin);
    const page = await scene.pinPage({ page: "/recorded.html", token });

    // Everything a user may do on the way: a mismatch, letters, a paste, a look, a failure, and then success.
    await page.enter(pin, pin.slice(0, 3));
    await page.press();
    await page.confirm.erase();
    await page.confirm.type("abc");
    await page.confirm.erase();
    await page.confirm.paste();
    await page.pin.toggle();
    await page.pin.toggle();
    await scene.control.fault({ kind: "status", status: 500 });
    const failed = await page.press();
    assert.ok("error" in failed && failed.error.code === "server-error", JSON.stringify(failed));
    await scene.control.clearFaults();
    const set = await page.press();
    assert.ok("ok" in set, JSON.stringify(set));
    assert.ok(await scene.control.pinIs(scene.card.id, pin));

    const trace = await readTrace(scene.driver);
    assert.ok(trace.length > 50, "the recorder was not asleep");
    assert.deepEqual(holding(trace, pin), [], "the PIN as a whole");
    assert.deepEqual(digitStreams(trace, pin), {}, "its digits, key by key");

    const [passed, ...others] = holding(trace, token).filter((entry) => !entry.inner);
    assert.equal(passed?.channel, "port-out", "the one message that passes the token to the vault");
    assert.deepEqual(others, [], "the token anywhere else");
    await page.call("session", "destroy");
    const after = await readTrace(scene.driver);
    assert.deepEqual(holding(after, pin), []);
    assert.equal(holding(after, token).filter((entry) => !entry.inner).length, 1);
  });

  test("control: it hears both when the page uses inputs of its own", async () => {
    const { driver, addresses, card } = scene;
    const pin = choosePin();
    const token = await scene.token();
    await copyElsewhere(driver, addresses.app, pin);
    await scene.visit("/plain.html");
    await driver.executeScript("harness.open(arguments[0])", { api: addresses.api, token, cardId: card.id });

    await clickOn(driver, await driver.findElement(By.id("pin")));
    await press(driver, pin);
    await clickOn(driver, await driver.findElement(By.id("again")));
    await press(driver, pin);
    await driver.findElement(By.css("button")).click();
    await until("the plain page sets the PIN", () => driver.executeScript("return harness.outcomes()[0]"));
    assert.ok(await scene.control.pinIs(card.id, pin), "the control does the same job");

    const trace = await readTrace(driver);
    const heardOn = new Set(holding(trace, pin).map(({ channel, name }) => `${channel} ${name}`));
    for (const place of ["event input", "network fetch", "look values", "builtin JSON.stringify"]) {
      assert.ok(heardOn.has(place), `the whole PIN on ${place}; it is on ${[...heardOn].join(", ")}`);
    }
    const streams = digitStreams(trace, pin);
    for (const stream of ["event keydown key", "event keyup key", "event beforeinput data", "event input data"]) {
      assert.ok(streams[stream]?.includes(pin), `the digits on ${stream}: ${JSON.stringify(streams)}`);
    }
    assert.ok(holding(trace, token).some(({ channel }) => channel === "network"), "the token in a request");
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

  test("control: it hears every channel it listens to", async () => {
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
  });
});
