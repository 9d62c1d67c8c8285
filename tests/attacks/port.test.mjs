// @ts-check
// Rows 10 and 11: listening to the port, and sending messages through it.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { expectError, expectSuccess } from '../browser/support/outcomes.mjs';
import { PinPage } from '../browser/support/pin-page.mjs';
import { digitStreams, holding, readTrace } from '../browser/support/trace.mjs';
import { until } from '../browser/support/wait.mjs';
import { clickOn, copyElsewhere, press } from '../browser/support/keys.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { PIN } from './support/victim.mjs';

describe('the port', () => {
  const scene = useAttackScene();

  row('10 built-in functions patched before anything is loaded', ({ attack, control }) => {
    attack(
      'they never see the PIN, and see the token only in the one message that passes it on',
      async () => {
        const token = await scene.token();
        await copyElsewhere(scene.driver, scene.addresses.app, PIN);
        const page = await scene.pinPage({ page: '/recorded.html', token });
        // Does everything that a user may do: enters PINs that differ, types letters, pastes,
        // unmasks and masks the PIN, gets an error, and succeeds.
        await page.enter(PIN, PIN.slice(0, 3));
        await page.press();
        await page.confirm.erase();
        await page.confirm.type('abc');
        await page.confirm.erase();
        await page.confirm.paste();
        await page.pin.toggle();
        await page.pin.toggle();
        await scene.control.fault({ kind: 'status', status: 500, times: 100 });
        expectError(await page.press(), 'server-error');
        await scene.control.clearFaults();
        expectSuccess(await page.press());
        assert.ok(await scene.control.pinIs(scene.card.id, PIN));

        const trace = await readTrace(scene.driver);
        assert.ok(trace.length > 50, 'the recorder has entries');
        assert.deepEqual(holding(trace, PIN), [], 'the PIN as a whole');
        assert.deepEqual(digitStreams(trace, PIN), {}, 'its digits, key by key');
        const [passed, ...others] = holding(trace, token).filter((entry) => !entry.inner);
        assert.equal(
          passed?.channel,
          'port-out',
          'the one message that passes the token to the vault',
        );
        assert.deepEqual(others, [], 'the token anywhere else');
        await page.call('session', 'destroy');
        const after = await readTrace(scene.driver);
        assert.deepEqual(holding(after, PIN), []);
        assert.equal(holding(after, token).filter((entry) => !entry.inner).length, 1);
      },
    );
    control('they see PIN and token where the page has its own inputs', async () => {
      const { driver, addresses, card } = scene;
      const token = await scene.token();
      await scene.visit('/plain.html');
      await driver.executeScript('harness.open(arguments[0])', {
        api: addresses.api,
        token,
        cardId: card.id,
      });
      await clickOn(driver, await driver.findElement(By.id('pin')));
      await press(driver, PIN);
      await clickOn(driver, await driver.findElement(By.id('again')));
      await press(driver, PIN);
      await driver.findElement(By.css('button')).click();
      await until('the plain page sets the PIN', () =>
        driver.executeScript('return harness.outcomes()[0]'),
      );
      assert.ok(await scene.control.pinIs(card.id, PIN), 'the plain page sets the PIN too');

      const trace = await readTrace(driver);
      const heardOn = new Set(holding(trace, PIN).map(({ channel, name }) => `${channel} ${name}`));
      for (const place of [
        'event input',
        'network fetch',
        'look values',
        'builtin JSON.stringify',
      ]) {
        assert.ok(
          heardOn.has(place),
          `the whole PIN on ${place}; it is on ${[...heardOn].join(', ')}`,
        );
      }
      const streams = digitStreams(trace, PIN);
      for (const stream of [
        'event keydown key',
        'event keyup key',
        'event beforeinput data',
        'event input data',
      ]) {
        assert.ok(
          streams[stream]?.includes(PIN),
          `the digits on ${stream}: ${JSON.stringify(streams)}`,
        );
      }
      assert.ok(
        holding(trace, token).some(({ channel }) => channel === 'network'),
        'the token in a request',
      );
    });
    control('the recorder records every channel that it listens to', () => hearsEverything(scene));
  });

  row('11 malformed messages on a stolen port', ({ attack, control }) => {
    const STEAL = `
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (...args) { window.stolen = this; return post.apply(this, args); };`;

    /** Opens the PIN page with a stolen port, and types a PIN. */
    async function typedPin() {
      await scene.visit('/pin.html');
      await scene.driver.executeScript(STEAL);
      const page = new PinPage(scene.driver);
      await page.ready({ cardId: scene.card.id, token: await scene.token() });
      await page.enter(PIN);
      return page;
    }

    /** Asserts that the session still sets the PIN. @param {PinPage} page */
    async function setsPin(page) {
      expectSuccess(await page.press());
      assert.ok(await scene.control.pinIs(scene.card.id, PIN));
    }

    attack('malformed messages end in an error, and the session keeps working', async () => {
      const page = await typedPin();
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
        // A value that can't be cloned throws here, and never reaches the vault.
        for (const message of messages) try { stolen.postMessage(message); } catch {}
        const { port1 } = new MessageChannel();
        stolen.postMessage({ call: port1 }, [port1]);
        stolen.postMessage({ call: { id: 903, operation: "viewPaymentCard", input: new ArrayBuffer(8) } });
        return messages.length;`);
      assert.ok(/** @type {number} */ (count) > 40);
      await page.heard('session', 'error', (detail) => detail.code === 'protocol');
      assert.equal(await page.pin.value(), PIN);
      await setsPin(page);
    });

    attack('a flood of messages only delays the session', async () => {
      const page = await typedPin();
      await scene.driver.executeScript(
        'for (let i = 0; i < 5_000; i += 1) stolen.postMessage({ hide: {} });',
      );
      await page.heard('session', 'error', (detail) => detail.code === 'protocol');
      // The limit refills with time. When no message is refused, the page can continue.
      const refused = async () => (await page.told()).filter(({ type }) => type === 'error').length;
      await until('nothing is refused any more', async () => {
        const before = await refused();
        await scene.driver.executeScript(
          'for (let i = 0; i < 5; i += 1) stolen.postMessage({ hide: {} });',
        );
        await scene.settle();
        return (await refused()) === before;
      });
      await setsPin(page);
    });

    control('a well-formed message on the stolen port is obeyed', async () => {
      const victim = await scene.victimPage();
      await victim.run(STEAL);
      await scene.open(victim, 'pin');
      await victim.type('pin', PIN);
      await victim.run(
        "stolen.postMessage({ commandField: { id: victim.frame('pin').name, command: 'clear' } })",
      );
      await until('it is cleared', async () => (await victim.field('pin').value()) === '');
    });
  });
});

/**
 * The channel on which each careless action of plain.js must be recorded.
 *
 * @type {Record<string, string>}
 */
const HEARD = {
  event: 'event keydown',
  dispatch: 'dispatch change',
  message: 'event message',
  'port-out': 'port-out post',
  'port-in': 'port-in message',
  broadcast: 'post broadcast',
  console: 'console debug',
  error: 'event error',
  rejection: 'event unhandledrejection',
  fetch: 'network fetch',
  xhr: 'network xhr',
  beacon: 'network beacon',
  address: 'look location',
  localStorage: 'look localStorage',
  sessionStorage: 'look sessionStorage',
  cookie: 'look cookie',
  attribute: 'document attributes',
  text: 'document childList',
  resource: 'look performance',
  'frame name': 'look frame name',
  'shadow root': 'document childList',
  stringify: 'builtin JSON.stringify',
  promise: 'builtin then',
  array: 'builtin Array.map',
  assign: 'builtin Object.assign',
  setter: 'builtin set pin',
};

/** @param {import("./support/scene.mjs").AttackScene} scene */
async function hearsEverything(scene) {
  const { driver } = scene;
  await scene.visit('/plain.html');
  /** @type {string[]} */
  const deeds = await driver.executeScript('return Object.keys(careless)');
  assert.deepEqual(deeds.toSorted(), Object.keys(HEARD).toSorted());
  for (const deed of deeds) {
    await driver.executeScript(
      "careless[arguments[0]]('secret-of-' + arguments[0].replace(' ', '-'))",
      deed,
    );
  }
  for (const deed of deeds) {
    const secret = `secret-of-${deed.replace(' ', '-')}`;
    await until(`${secret} is heard on ${HEARD[deed]}`, async () => {
      const heard = holding(await readTrace(driver), secret);
      return heard.some(({ channel, name }) => `${channel} ${name}` === HEARD[deed]);
    });
  }
  // Clears the storage of the plain page for the next test.
  await driver.executeScript(
    "localStorage.clear(); sessionStorage.clear(); document.cookie = 'careless=; max-age=0'",
  );
}
