// @ts-check
// Looking for secrets where a vault keeps them: in the memory of its wasm, and in the documents
// that it has built.
//
// The memory is the real one, of the real wasm: the middleman puts a script before the vault's that
// notes it when the module is instantiated, and hands it to a document of the same origin that
// outlives the vault.
import assert from 'node:assert/strict';
import { allowScript } from './middleman.mjs';

/** Notes the memory in the vault's window, and in the keeper's if there is one. */
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

/** How often each text is in the memory, as UTF-8 and as UTF-16. */
const SCAN = `
  const needles = arguments[0];
  const bytes = new Uint8Array(vaultMemory.buffer);
  const texts = [
    new TextDecoder("latin1").decode(bytes),
    new TextDecoder("utf-16le").decode(bytes),
    new TextDecoder("utf-16le").decode(bytes.subarray(1)),
  ];
  return needles.map((needle) => texts.reduce((count, text) => count + text.split(needle).length - 1, 0));`;

/** All that stands in a field's document: markup, text and values. */
const READ = `
  return document.documentElement.outerHTML + [...document.querySelectorAll("input, select")].map((e) => e.value).join("\\n");`;

export class Memory {
  #scene;
  #frameUrl;
  /** @type {import("selenium-webdriver").WebElement | undefined} */
  #keeper;

  /**
   * @param {import("./scene.mjs").AttackScene} scene
   * @param {string} [frameUrl] the middleman's, by another of its names
   */
  constructor(scene, frameUrl = scene.middleman.frameUrl) {
    this.#scene = scene;
    this.#frameUrl = frameUrl;
  }

  /** From now on, what the middleman serves as the vault notes its memory. */
  watch() {
    this.#scene.middleman.onFrame((passing) => {
      if (passing.path.endsWith('/vault.html')) allowScript(passing, NOTE);
    });
  }

  /**
   * Puts a document of the frame's origin into the page: the memory can be looked at when the vault
   * is gone.
   */
  async keep() {
    this.#keeper = await this.#scene.embed(`${this.#frameUrl}keeper.html`);
  }

  /**
   * @param {readonly string[]} needles
   * @returns {Promise<number[]>} how often each is in the memory
   */
  async count(needles) {
    assert.ok(this.#keeper, 'nobody keeps the memory');
    const counts = await this.#scene.inside(this.#keeper, SCAN, needles);
    return counts;
  }

  /** The bytes of the memory. @returns {Promise<number>} */
  async size() {
    assert.ok(this.#keeper, 'nobody keeps the memory');
    return this.#scene.inside(this.#keeper, 'return vaultMemory.buffer.byteLength');
  }

  /**
   * Everything that stands in the documents of the fields.
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
