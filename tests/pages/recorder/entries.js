// @ts-check
// The recorder, 2 of 5: the list of entries, and the function that replaces a method by one that
// adds an entry for each call.

/**
 * The parts of the recorder, by the script that adds them.
 *
 * @typedef {object} Recorder
 * @property {string} MARK copy.js
 * @property {(value: any) => unknown} copy copy.js
 * @property {(element: Element) => object} elementOf copy.js
 * @property {(channel: string, name: string, seen: unknown, inner?: boolean) => void} record
 * entries.js
 * @property {(owner: any, name: string, tell: (self: any, args: any[]) => void) => void} patch
 * entries.js
 * @property {() => string} text entries.js
 * @property {() => Promise<string>} dump look.js
 */

(() => {
  /** @type {Recorder} */
  const recorder = /** @type {any} */ (window).recorder;
  const { MARK, copy } = recorder;

  /**
   * One recorded value. `inner` marks values that were passed inside the page's own code (in a
   * patched built-in function), where the page's own secrets are passed too.
   *
   * @typedef {{ channel: string, name: string, inner?: boolean, seen: unknown }} Entry
   */

  /** @type {Entry[]} */
  const entries = [];

  // Copied before anything is patched, so that the recorder does not record itself.
  const { push } = Array.prototype;
  const { apply, defineProperty } = Reflect;
  const { stringify } = JSON;
  let busy = false;

  /**
   * @param {string} channel
   * @param {string} name
   * @param {unknown} seen
   * @param {boolean} [inner]
   */
  function record(channel, name, seen, inner) {
    if (busy) return;
    busy = true;
    try {
      apply(push, entries, [{ channel, name, inner, seen: copy(seen) }]);
    } finally {
      busy = false;
    }
  }

  /**
   * Replaces a method by one that calls `tell` first.
   *
   * @param {any} owner
   * @param {string} name
   * @param {(self: any, args: any[]) => void} tell
   */
  function patch(owner, name, tell) {
    const original = owner?.[name];
    if (typeof original !== 'function') return;
    defineProperty(owner, name, {
      configurable: true,
      writable: true,
      value: new Proxy(original, {
        apply(target, self, args) {
          tell(self, args);
          return apply(target, self, args);
        },
        construct(target, args, as) {
          tell(undefined, args);
          return Reflect.construct(target, args, as);
        },
      }),
    });
  }

  /** Returns all entries as JSON, behind the mark. */
  const text = () => MARK + stringify(entries);

  Object.assign(recorder, { record, patch, text });
})();
