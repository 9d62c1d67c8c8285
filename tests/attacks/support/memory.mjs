// @ts-check
// Searches for secrets in the memory of a vault's wasm, and in the documents that the vault has
// built.
//
// The memory is that of the real wasm. The middleman inserts a script before the vault's script. It
// keeps the memory when the module is instantiated, and hands it to the keeper, a document of the
// same origin that outlives the vault.
import assert from 'node:assert/strict';
import { allowScript } from './middleman.mjs';

/** Stores the memory in the vault's window, and in the keeper's window if there is a keeper. */
const NOTE = `
const note = (result) => {
  const { exports } = result.instance ?? result;
  for (const memory of Object.values(exports)) if (memory instanceof WebAssembly.Memory) {
    window.vaultMemory = memory;
    for (let i = 0; i < parent.length; i += 1) try { if (parent[i].isKeeper) parent[i].vaultMemory = memory; } catch {}
  }
  return result;
};
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = (...args) => original(...args).then(note);
}
const { Instance } = WebAssembly;
WebAssembly.Instance = function (...args) { return note(new Instance(...args)); };
WebAssembly.Instance.prototype = Instance.prototype;`;

/** Counts how often each text is in the memory, as UTF-8 and as UTF-16. */
const SCAN = `
  const needles = arguments[0];
  const bytes = new Uint8Array(vaultMemory.buffer);
  const texts = [
    new TextDecoder("latin1").decode(bytes),
    new TextDecoder("utf-16le").decode(bytes),
    new TextDecoder("utf-16le").decode(bytes.subarray(1)),
  ];
  return needles.map((needle) => texts.reduce((count, text) => count + text.split(needle).length - 1, 0));`;

/** Returns the whole content of a field's document: markup, text and values. */
const READ = `
  return document.documentElement.outerHTML + [...document.querySelectorAll("input, select")].map((e) => e.value).join("\\n");`;

export class Memory {
  #scene;
  #frameUrl;
  /** @type {import("selenium-webdriver").WebElement | undefined} */
  #keeper;

  /**
   * @param {import("./scene.mjs").AttackScene} scene
   * @param {string} [frameUrl] the address of the middleman's frame, by another of its host names
   */
  constructor(scene, frameUrl = scene.middleman.frameUrl) {
    this.#scene = scene;
    this.#frameUrl = frameUrl;
  }

  /** Makes every vault that the middleman serves from now on store its memory. */
  watch() {
    this.#scene.middleman.onFrame((passing) => {
      if (passing.path.endsWith('/vault.html')) allowScript(passing, NOTE);
    });
  }

  /**
   * Inserts the keeper, a document of the frame's origin, into the page. The memory can then be
   * read when the vault is gone.
   */
  async keep() {
    this.#keeper = await this.#scene.embed(`${this.#frameUrl}keeper.html`);
  }

  /**
   * @param {readonly string[]} needles
   * @returns {Promise<number[]>} how often each text is in the memory
   */
  async count(needles) {
    assert.ok(this.#keeper, 'the page has no keeper');
    const counts = await this.#scene.inside(this.#keeper, SCAN, needles);
    return counts;
  }

  /** The size of the memory in bytes. @returns {Promise<number>} */
  async size() {
    assert.ok(this.#keeper, 'the page has no keeper');
    return this.#scene.inside(this.#keeper, 'return vaultMemory.buffer.byteLength');
  }

  /**
   * Returns the whole content of the fields' documents.
   *
   * @param {import("./victim.mjs").Victim} victim
   * @param {readonly string[]} names of the fields
   */
  async documents(victim, names) {
    const texts = [];
    for (const name of names) texts.push(await victim.inside(name, READ));
    return texts.join('\n');
  }
}
