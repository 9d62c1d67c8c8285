// @ts-check
// Chromium's own instruments (Chrome DevTools Protocol): the objects of a page and of the frames in
// it. WebDriver reaches only the page.
import { WebSocket } from 'ws';

/**
 * @typedef {object} Target
 * @property {string} targetId
 * @property {string} type
 * @property {string} url
 */

/** The connection to a browser. */
export class Instruments {
  #socket;
  #last = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  /** @type {Set<(event: { method: string, params: any, sessionId?: string }) => void>} */
  #listeners = new Set();

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      const { id, result, error } = message;
      if (id === undefined) {
        for (const listener of this.#listeners) listener(message);
        return;
      }
      const waiting = this.#waiting.get(id);
      if (!waiting) return;
      this.#waiting.delete(id);
      if (error) waiting.reject(new Error(error.message));
      else waiting.resolve(result);
    });
  }

  /** @param {import("selenium-webdriver").WebDriver} driver the driver of the browser */
  static async of(driver) {
    const address = (await driver.getCapabilities()).get('goog:chromeOptions').debuggerAddress;
    const { webSocketDebuggerUrl } = await (await fetch(`http://${address}/json/version`)).json();
    const socket = new WebSocket(webSocketDebuggerUrl, { perMessageDeflate: false });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new Instruments(socket);
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  ask(method, params = {}, sessionId) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  /**
   * Listens to the events of the browser.
   *
   * @param {(event: { method: string, params: any, sessionId?: string }) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns {Promise<Target[]>} */
  async targets() {
    return (await this.ask('Target.getTargets', { filter: [{}] })).targetInfos;
  }

  /** @param {(target: Target) => boolean} which */
  async attach(which) {
    const target = (await this.targets()).find(which);
    if (!target) throw new Error('no target was found');
    const { sessionId } = await this.ask('Target.attachToTarget', {
      targetId: target.targetId,
      flatten: true,
    });
    const probe = new Probe(this, sessionId);
    await probe.begin();
    return probe;
  }

  close() {
    this.#socket.close();
  }
}

/** @typedef {Record<string, number>} Figures */

/** Objects that are counted by their constructors. */
const COUNTED = { ports: 'MessagePort', iframes: 'HTMLIFrameElement' };

/** The metrics of the page's process that are used here, with their names in the figures. */
const METRICS = new Map([
  ['Nodes', 'nodes'],
  ['JSEventListeners', 'listeners'],
  ['Documents', 'documents'],
  ['Frames', 'frames'],
  ['JSHeapUsedSize', 'heap'],
]);

/** A document and its process. */
export class Probe {
  #instruments;
  #session;

  /**
   * @param {Instruments} instruments
   * @param {string} session
   */
  constructor(instruments, session) {
    this.#instruments = instruments;
    this.#session = session;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  #ask(method, params) {
    return this.#instruments.ask(method, params, this.#session);
  }

  /**
   * Runs a script in the document and waits for its result. With WebDriver, each script would leak
   * a hundred bytes.
   *
   * @param {string} expression
   * @returns {Promise<any>}
   */
  async run(expression) {
    const how = { awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#ask('Runtime.evaluate', {
      expression,
      ...how,
    });
    if (exceptionDetails)
      throw new Error(
        `${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`,
      );
    return result.value;
  }

  async begin() {
    await this.#ask('Performance.enable');
    await this.#ask('HeapProfiler.enable');
  }

  /**
   * Sums up all living objects of a class on the engine's heap.
   *
   * @param {string} type
   * @param {string} sum a function of the array of objects
   * @returns {Promise<number>}
   */
  async #all(type, sum) {
    const group = { objectGroup: 'soak' };
    const { result } = await this.#ask('Runtime.evaluate', {
      expression: `${type}.prototype`,
      ...group,
    });
    const { objects } = await this.#ask('Runtime.queryObjects', {
      prototypeObjectId: result.objectId,
      ...group,
    });
    const call = { functionDeclaration: sum, objectId: objects.objectId, returnByValue: true };
    const answer = await this.#ask('Runtime.callFunctionOn', call);
    await this.#ask('Runtime.releaseObjectGroup', group);
    return answer.result.value;
  }

  /** @returns {Promise<Figures>} the figures after a garbage collection */
  async figures() {
    // Collects twice, because the first collection may free objects that held others.
    for (let count = 0; count < 2; count += 1) await this.#ask('HeapProfiler.collectGarbage');
    /** @type {Figures} */
    const figures = {};
    for (const [name, type] of Object.entries(COUNTED)) {
      figures[name] = await this.#all(type, 'function () { return this.length; }');
    }
    figures.wasmMemory = await this.#all(
      'WebAssembly.Memory',
      'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }',
    );
    await this.#ask('HeapProfiler.collectGarbage');
    const { metrics } = await this.#ask('Performance.getMetrics');
    for (const { name, value } of /** @type {{ name: string, value: number }[]} */ (metrics)) {
      const own = METRICS.get(name);
      if (own) figures[own] = value;
    }
    return figures;
  }
}
