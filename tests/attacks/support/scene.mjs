// @ts-check
// The start of every attack: the scene of the browser tests, the attacker's server, and the page
// under attack.
import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { startAttacker } from '../../browser/support/attacker.mjs';
import { Scene } from '../../browser/support/scene.mjs';
import { until } from '../../browser/support/wait.mjs';
import { startMiddleman } from './middleman.mjs';
import { CARD, PIN, USES, Victim } from './victim.mjs';

/** The operation of each use, as the customer's server takes it in `for`. */
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

  /** @param {string} page a path on the attacker's origin */
  evil(page) {
    return new URL(page, this.attacker.origin).href;
  }

  /**
   * Returns a token for a use, minted by the customer's server.
   *
   * @param {import("./victim.mjs").Use} use
   * @param {Partial<import("../../browser/support/control.mjs").TokenWish>} [odd]
   */
  async tokenFor(use, odd = {}) {
    return (await this.control.mintToken({ ...TOKENS[use], ...odd })).value;
  }

  /** @param {string} path a path on the app's origin */
  async visit(path) {
    await super.visit(path);
    // The names of fields are random digits, and one name in hundreds would have the PIN in it. The
    // script gets the PIN minus one, because the page's recorder hears the arguments of WebKit's
    // driver.
    await this.driver.executeScript(
      `const pin = String(${Number(PIN) - 1} + 1);
      const { random } = window.Math;
      window.Math.random = () => { for (;;) { const number = random(); if (!String(number).includes(pin)) return number; } };`,
    );
  }

  /** Opens the page under attack without a session. @param {string} [page] */
  async victimPage(page = '/victim.html') {
    await this.visit(page);
    return new Victim(this.driver);
  }

  /**
   * Opens the page under attack with a ready session.
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
   * Opens the session, and fails unless it gets ready.
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
   * Opens the page with a viewed card whose values are hidden.
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
   * Inserts an iframe into the page and waits until it has loaded.
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

  /** Runs the attacker's script in the page under attack. */
  async inject() {
    await this.driver.switchTo().defaultContent();
    await this.driver.executeAsyncScript(
      `const [src, done] = arguments;
      document.head.append(Object.assign(document.createElement("script"), { src, onload: () => done() }));`,
      this.evil('attack.js'),
    );
  }

  /**
   * Opens an address in another window from the page, with a click, as `window.popup`.
   *
   * @param {string} url
   * @returns {Promise<string>} the handle of the window; the driver stays with the page
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
   * Gives messages and requests that are already under way time to arrive. Use it only before
   * asserting that something has *not* happened; wait for an event otherwise.
   */
  async settle() {
    await this.driver.switchTo().defaultContent();
    await this.driver.executeAsyncScript('const done = arguments[0]; setTimeout(done, 300)');
  }
}

/** Creates the scene of a `describe`, and resets it before each of its tests. */
export function useAttackScene() {
  const scene = new AttackScene();
  before(() => scene.begin());
  beforeEach(() => scene.reset());
  after(() => scene.end());
  return scene;
}
