// @ts-check
// The recorder, 4 of 5: calls of built-in functions, the console, the network and the storage.

(() => {
  const { slice } = Array.prototype;
  const { apply, defineProperty } = Reflect;
  /** @type {import('./entries.js').Recorder} */
  const { record, patch } = /** @type {any} */ (window).recorder;

  patch(JSON, 'parse', (_, args) => record('builtin', 'JSON.parse', args[0], true));
  patch(JSON, 'stringify', (_, args) => record('builtin', 'JSON.stringify', args[0], true));
  patch(window, 'structuredClone', (_, args) =>
    record('builtin', 'structuredClone', args[0], true),
  );
  patch(Map.prototype, 'set', (_, args) => record('builtin', 'Map.set', args, true));
  patch(Object, 'assign', (_, args) => record('builtin', 'Object.assign', args, true));
  patch(Object, 'freeze', (_, args) => record('builtin', 'Object.freeze', args, true));
  patch(Array.prototype, 'push', (_, args) => record('builtin', 'Array.push', args, true));
  patch(Array.prototype, 'map', (self) =>
    record('builtin', 'Array.map', apply(slice, self, []), true),
  );
  patch(String.prototype, 'split', (self, args) =>
    record('builtin', 'String.split', [self, args[0]], true),
  );
  patch(String.prototype, 'replace', (self) => record('builtin', 'String.replace', self, true));
  patch(TextEncoder.prototype, 'encode', (_, args) =>
    record('builtin', 'TextEncoder.encode', args, true),
  );
  const then = Promise.prototype.then;
  defineProperty(Promise.prototype, 'then', {
    configurable: true,
    writable: true,
    /** @param {any} resolved @param {any} rejected */
    value(resolved, rejected) {
      /** @param {string} name @param {any} next */
      const tell = (name, next) =>
        typeof next !== 'function'
          ? next
          : (/** @type {unknown} */ value) => {
              record('builtin', name, value, true);
              return next(value);
            };
      return apply(then, this, [tell('then', resolved), tell('catch', rejected)]);
    },
  });
  // An assignment to a member that only a prototype has calls its setter. (Without `value`, which
  // property descriptors would inherit.)
  for (const name of ['pin', 'newPin', 'secret', 'digits']) {
    defineProperty(Object.prototype, name, {
      configurable: true,
      get: () => undefined,
      set(value) {
        record('builtin', `set ${name}`, value, true);
        defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }

  for (const name of Object.keys(console))
    patch(console, name, (_, args) => record('console', name, args));
  patch(window, 'reportError', (_, args) => record('console', 'reportError', args));

  patch(window, 'fetch', (_, args) => record('network', 'fetch', args));
  patch(XMLHttpRequest.prototype, 'open', (_, args) => record('network', 'xhr', args));
  patch(XMLHttpRequest.prototype, 'send', (_, args) => record('network', 'xhr', args));
  patch(XMLHttpRequest.prototype, 'setRequestHeader', (_, args) => record('network', 'xhr', args));
  patch(navigator, 'sendBeacon', (_, args) => record('network', 'beacon', args));
  patch(window, 'open', (_, args) => record('network', 'open', args));
  patch(window, 'WebSocket', (_, args) => record('network', 'socket', args));
  patch(window, 'Worker', (_, args) => record('network', 'worker', args));

  patch(Storage.prototype, 'setItem', (_, args) => record('storage', 'setItem', args));
  patch(history, 'pushState', (_, args) => record('address', 'pushState', args));
  patch(history, 'replaceState', (_, args) => record('address', 'replaceState', args));
})();
