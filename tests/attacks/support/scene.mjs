// @ts-check
// What every attack starts from: the scene of the browser tests, the attacker's server, and the
// page under attack.
import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { startAttacker } from '../../browser/support/attacker.mjs';
import { Scene } from '../../browser/support/scene.mjs';
import { until } from '../../browser/support/wait.mjs';
import { startMiddleman } from './middleman.mjs';
import { CARD, PIN, USES, Victim } from './victim.mjs';

/** The name of each use in what the customer's server takes for `for`. */
const TOKENS = {
  pin: { for: 'setPaymentCardPin', id: CARD.id },
  card: { for: 'viewPaymentCard', id: CARD.id },
  ssn: { for: 'tokenizeAccountHolder' },
};

export class AttackScene extends Scene {
  /** @type {import("../../browser/support/attacker.mjs").Attacker | undefined} */
  #attacker;
  /** @type {import("./middleman.mjs").Middleman | undefined} */
  #middleman;

  async begin() {
    await super.begin();
    this.#attacker = await startAttacker();
    this.#middleman = await startMiddleman(this.addresses);
  }

  async end() {
    await this.#attacker?.stop();
    await this.#middleman?.stop();
  }

  async reset() {
    this.middleman.reset();
    await super.reset();
  }

  get attacker() {
    assert.ok(this.#attacker);
    return this.#attacker;
  }

  get middleman() {
    assert.ok(this.#middleman);
    return this.#middleman;
  }

  /** @param {string} page of the attacker's origin */
  evil(page) {
    return new URL(page, this.attacker.origin).href;
  }

  /**
   * A token for a use, as the customer's server mints it.
   *
   * @param {import("./victim.mjs").Use} use
   * @param {Partial<import("../../browser/support/control.mjs").TokenWish>} [odd]
   */
  async tokenFor(use, odd = {}) {
    return (await this.control.mintToken({ ...TOKENS[use], ...odd })).value;
  }

  /** @param {string} path of the app's origin */
  async visit(path) {
    await super.visit(path);
    // The names of fields are random digits: one in hundreds would have the PIN in it. (It is not
    // passed as it is: the page's recorder would hear it from WebKit's driver.)
    await this.driver.executeScript(
      `const pin = String(${Number(PIN) - 1} + 1);
      const { random } = window.Math;
      window.Math.random = () => { for (;;) { const number = random(); if (!String(number).includes(pin)) return number; } };`,
    );
  }

  /** The page under attack, without a session yet. @param {string} [page] */
  async victimPage(page = '/victim.html') {
    await this.visit(page);
    return new Victim(this.driver);
  }

  /**
   * The page under attack, with a session that is ready.
   *
   * @param {import("./victim.mjs").Use} use
   * @param {Partial<import("../../pages/victim.js").VictimOptions> & { page?: string }} [options]
   */
  async victim(use, { page, ...options } = {}) {
    const victim = await this.victimPage(page);
    await this.open(victim, use, options);
    return victim;
  }

  /**
   * Opens the session; anything but one that is ready is a failure.
   *
   * @param {Victim} victim
   * @param {import("./victim.mjs").Use} use
   * @param {Partial<import("../../pages/victim.js").VictimOptions>} [options]
   */
  async open(victim, use, options = {}) {
    const token = options.token ?? (options.tokens ? undefined : await this.tokenFor(use));
    const end = await victim.open({ ...USES[use], ...options, token });
    assert.ok('ok' in end, `the session did not get ready: ${JSON.stringify(end)}`);
  }

  /**
   * The page with a card that is there to be revealed.
   *
   * @param {Partial<import("../../pages/victim.js").VictimOptions> & { page?: string }} [options]
   */
  async viewedCard(options) {
    const victim = await this.victim('card', options);
    const outcome = await victim.call();
    assert.ok('ok' in outcome, JSON.stringify(outcome));
    return victim;
  }

  /**
   * Puts an iframe into the page and waits for its load.
   *
   * @param {string} url
   * @param {string} [sandbox]
   */
  async embed(url, sandbox) {
    await this.driver.switchTo().defaultContent();
    return /** @type {import("selenium-webdriver").WebElement} */ (
      await this.driver.executeAsyncScript(
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
   * Runs a script in a frame of the page.
   *
   * @param {import("selenium-webdriver").WebElement} frame
   * @param {string} script
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async inside(frame, script, ...args) {
    await this.driver.switchTo().frame(frame);
    try {
      return await this.driver.executeScript(script, ...args);
    } finally {
      await this.driver.switchTo().defaultContent();
    }
  }

  /** Runs the attacker's script in the page under test. */
  async inject() {
    await this.driver.switchTo().defaultContent();
    await this.driver.executeAsyncScript(
      `const [src, done] = arguments;
      document.head.append(Object.assign(document.createElement("script"), { src, onload: () => done() }));`,
      this.evil('attack.js'),
    );
  }

  /**
   * Opens an address in a window of its own from the page, with a click, as `window.popup`.
   *
   * @param {string} url
   * @returns {Promise<string>} the window's handle; the driver stays with the page
   */
  async popup(url) {
    const { driver } = this;
    await driver.switchTo().defaultContent();
    const button = await driver.executeScript(
      `const url = arguments[0];
      const button = document.createElement("button");
      button.onclick = () => { window.popup = window.open(url, "popup", "width=300,height=300"); };
      button.textContent = "open";
      document.body.prepend(button);
      return button;`,
      url,
    );
    const before = await driver.getAllWindowHandles();
    const here = await driver.getWindowHandle();
    await /** @type {import("selenium-webdriver").WebElement} */ (button).click();
    const there = await until('the window opens', async () =>
      (await driver.getAllWindowHandles()).find((handle) => !before.includes(handle)),
    );
    await driver.switchTo().window(there);
    await until('it is loaded', () =>
      driver.executeScript(
        "return document.readyState === 'complete' && location.href === arguments[0]",
        url,
      ),
    );
    await driver.switchTo().window(here);
    return there;
  }

  /**
   * A round trip through the event loops of all frames and through the network: what was posted or
   * asked for before has arrived. Only for what must *not* happen; what must is waited for.
   */
  async settle() {
    await this.driver.switchTo().defaultContent();
    await this.driver.executeAsyncScript('const done = arguments[0]; setTimeout(done, 300)');
  }
}

/** Call it in a `describe`: each of its tests finds the scene reset. */
export function useAttackScene() {
  const scene = new AttackScene();
  before(() => scene.begin());
  beforeEach(() => scene.reset());
  after(() => scene.end());
  return scene;
}
