// @ts-check
// Chromium with fresh tabs on demand, each with or without the caches of earlier visits.
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser } from '../../browser/support/browser.mjs';
import { until } from '../../browser/support/wait.mjs';
import { Instruments } from '../../browser/support/instruments.mjs';

/** @typedef {{ method: string, params: any, sessionId?: string }} Event */

/** Milliseconds that no measurement takes, so this limit only stops a hang. */
const LIMIT = 90_000;

/**
 * A browser is idle if it uses no more than this many seconds of processor time in this many
 * milliseconds.
 */
const [CALM_USE, CALM] = [0.011, 120];

/** One document: the page of a tab, or a frame of another site in it. */
export class Document {
  /**
   * @param {Instruments} instruments
   * @param {string} session
   */
  constructor(instruments, session) {
    this.instruments = instruments;
    this.session = session;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  async ask(method, params) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer to ${method} ${JSON.stringify(params)?.slice(0, 200)}`)),
        LIMIT,
      );
    });
    try {
      return await Promise.race([this.instruments.ask(method, params, this.session), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Runs a script and waits for its result.
   *
   * @param {string} expression
   * @returns {Promise<any>}
   */
  async run(expression) {
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails)
      throw new Error(
        `${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`,
      );
    return result.value;
  }
}

/** A tab whose page has loaded. */
export class Tab extends Document {
  /** @type {() => Promise<void>} */
  close = async () => {};

  /**
   * Returns the frames of another site whose address has this ending, in their order.
   *
   * @param {string} ending
   * @param {number} [count] the number of frames to wait for
   * @returns {Promise<Document[]>}
   */
  async frames(ending, count = 1) {
    const found = await until(`${count} frames ${ending}`, async () => {
      const targets = (await this.instruments.targets()).filter(({ url }) => url.endsWith(ending));
      // Exactly that many, because the frames of a closed tab disappear a moment later.
      return targets.length === count ? targets : undefined;
    });
    return Promise.all(
      found.map(async ({ targetId }) => {
        const { sessionId } = await this.instruments.ask('Target.attachToTarget', {
          targetId,
          flatten: true,
        });
        return new Document(this.instruments, sessionId);
      }),
    );
  }
}

/**
 * @param {readonly string[]} [args] further arguments of the browser
 * @returns {Promise<Chromium>}
 */
export async function openChromium(args = []) {
  process.env.SORDINO_BROWSER = 'chromium';
  const browser = await openBrowser(args);
  const instruments = await Instruments.of(browser.driver);
  return new Chromium(browser, instruments);
}

export class Chromium {
  #browser;

  /**
   * @param {import("../../browser/support/browser.mjs").Browser} browser
   * @param {Instruments} instruments
   */
  constructor(browser, instruments) {
    this.#browser = browser;
    this.instruments = instruments;
  }

  /**
   * Opens a page in its own tab, and waits until its script has run and the browser is idle.
   *
   * @param {URL} url
   * @param {{ isFirstVisit?: boolean }} [how] a first visit has empty caches
   * @returns {Promise<Tab>}
   */
  async visit(url, { isFirstVisit = false } = {}) {
    const { instruments } = this;
    const context = isFirstVisit ? await instruments.ask('Target.createBrowserContext') : {};
    const { targetId } = await instruments.ask('Target.createTarget', {
      url: url.href,
      ...context,
    });
    const { sessionId } = await instruments.ask('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const tab = new Tab(instruments, sessionId);
    tab.close = async () => {
      await instruments.ask('Target.closeTarget', { targetId });
      if (isFirstVisit) await instruments.ask('Target.disposeBrowserContext', context);
    };
    // The page of each tab has the focus, whichever tab is in front.
    await tab.ask('Emulation.setFocusEmulationEnabled', { enabled: true });
    await until(`${url} is loaded`, () =>
      tab.run("document.readyState === 'complete' && 'harness' in window"),
    );
    await tab.run(
      'new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(() => resolve(0))))',
    );
    if (isFirstVisit) await this.#calm();
    return tab;
  }

  /**
   * Waits until no process of the browser is busy. The window that a fresh profile opens loads its
   * own user interface, fifty files long after its page, which no page can affect.
   */
  async #calm() {
    const used = async () => {
      const { processInfo } = await this.instruments.ask('SystemInfo.getProcessInfo');
      return processInfo.reduce(
        (/** @type {number} */ sum, /** @type {{ cpuTime: number }} */ { cpuTime }) =>
          sum + cpuTime,
        0,
      );
    };
    let before = await used();
    await until('the browser is idle', async () => {
      await pause(CALM);
      const now = await used();
      const isCalm = now - before <= CALM_USE;
      before = now;
      return isCalm;
    });
  }

  async version() {
    return (await this.instruments.ask('Browser.getVersion')).product;
  }

  async stop() {
    this.instruments.close();
    await this.#browser.stop();
  }
}
