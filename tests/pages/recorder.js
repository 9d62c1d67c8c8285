// @ts-check
// Everything a hostile script of the page could overhear, written down. It runs before any other
// script.
//
// It does not judge: the tests search what it wrote. `careless.html` proves for each channel that
// it would be heard.
(() => {
  /**
   * One thing that was seen. `inner` marks what was overheard inside the page's own code (a patched
   * built-in), which also sees what the page itself passes around.
   *
   * @typedef {{ channel: string, name: string, inner?: boolean, seen: unknown }} Entry
   */

  /** @type {Entry[]} */
  const entries = [];

  // Kept before anything is patched: the recorder must not record itself.
  const { push, slice } = Array.prototype;
  const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const stringify = JSON.stringify;
  /**
   * Begins what `dump` returns, so that the recorder knows its own words again: drivers hand them
   * on through promises.
   */
  const MARK = 'sordino-recorder:';
  let busy = false;

  // ---- Writing down
  // -------------------------------------------------------------------------------------------------

  const DEPTH = 7;
  const WIDTH = 2_000;
  /** Points in time hold every digit by chance and nothing of a secret. */
  const TIMES = /^(timeStamp|timeOrigin|startTime|endTime|duration|.*(Start|End))$/;

  /** @param {Element} element */
  function elementOf(element) {
    const value =
      'value' in element && typeof element.value === 'string' ? element.value : undefined;
    return {
      tag: element.tagName,
      attributes: [...element.attributes].map((a) => `${a.name}=${a.value}`),
      value,
    };
  }

  /**
   * A deep copy that is JSON, whatever it was.
   *
   * @param {any} value
   * @param {number} [depth]
   * @param {Set<unknown>} [above]
   * @returns {unknown}
   */
  function copy(value, depth = 0, above = new Set()) {
    if (value === null || value === undefined) return null;
    if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
    if (typeof value === 'function') return `function ${value.name}`;
    if (typeof value === 'string') return value.slice(0, 100).includes(MARK) ? MARK : value;
    if (typeof value !== 'object') return value;
    if (depth > DEPTH || above.has(value)) return '…';
    try {
      if (value === window || value.window === value) return 'window';
      if (value instanceof Element) return elementOf(value);
      if (value instanceof Node) return value.nodeName;
      if (ArrayBuffer.isView(value))
        return bytesOf(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      if (value instanceof ArrayBuffer) return bytesOf(new Uint8Array(value));
      if (value instanceof DataTransfer)
        return { text: value.getData('text'), types: [...value.types] };
    } catch {
      return 'not readable';
    }
    const inside = new Set(above).add(value);
    /** @param {any} part */
    const deeper = (part) => copy(part, depth + 1, inside);
    if (value instanceof Map) return [...value].map(deeper);
    if (value instanceof Set || Array.isArray(value)) return [...value].slice(0, WIDTH).map(deeper);
    /** @type {Record<string, unknown>} */
    const result = {};
    if (value instanceof Error) result.text = `${value.name}: ${value.message}\n${value.stack}`;
    // `for in` also finds the getters of prototypes: what an event has to say is there.
    const keys = new Set(ownKeys(value).filter((key) => typeof key === 'string'));
    for (const key in value) keys.add(key);
    for (const key of keys) {
      if (TIMES.test(String(key))) continue;
      try {
        const part = value[key];
        if (typeof part !== 'function') result[String(key)] = deeper(part);
      } catch {
        result[String(key)] = 'not readable';
      }
    }
    return result;
  }

  /** @param {Uint8Array} bytes */
  function bytesOf(bytes) {
    return {
      text: new TextDecoder('latin1').decode(bytes),
      wide: new TextDecoder('utf-16le').decode(bytes),
    };
  }

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
   * Replaces a method by one that tells first.
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

  // ---- Events
  // -------------------------------------------------------------------------------------------------------

  const UNLISTED = [
    ...'beforeinput compositionstart compositionupdate compositionend textInput focusin focusout'.split(
      ' ',
    ),
    ...'touchstart touchmove touchend touchcancel gesturestart gesturechange gestureend'.split(' '),
    ...'visibilitychange freeze resume fullscreenchange pointerlockchange readystatechange DOMContentLoaded'.split(
      ' ',
    ),
    ...'unhandledrejection rejectionhandled securitypolicyviolation'.split(' '),
  ];

  function eventTypes() {
    const types = new Set(UNLISTED);
    for (const object of [
      window,
      document,
      document.documentElement,
      document.createElement('video'),
    ]) {
      for (const key in object) if (key.startsWith('on')) types.add(key.slice(2));
    }
    return types;
  }

  /** An event is seen at the window and again at the document; once is enough. @type {WeakSet<Event>} */
  const known = new WeakSet();
  for (const type of eventTypes()) {
    for (const target of [window, document]) {
      target.addEventListener(type, overhear, true);
    }
  }

  /** @param {Event} event */
  function overhear(event) {
    if (known.has(event)) return;
    known.add(event);
    record('event', event.type, { event, value: valueIn(event) });
  }

  /** @param {Event} event */
  function valueIn(event) {
    const target = event.composedPath()[0];
    return target instanceof Element && 'value' in target ? target.value : undefined;
  }

  // What is said to listeners of objects outside the document, such as a session's or a field's.
  patch(EventTarget.prototype, 'dispatchEvent', (_, [event]) =>
    record('dispatch', event?.type, event),
  );

  // ---- Messages
  // -----------------------------------------------------------------------------------------------------

  window.addEventListener('message', (event) => listenAt(event.ports), true);
  patch(window, 'postMessage', (_, args) => record('post', 'window', args));
  patch(MessagePort.prototype, 'postMessage', (port, args) => {
    listenAt([port]);
    record('port-out', 'post', args[0]);
  });

  /** @type {WeakSet<MessagePort>} */
  const heard = new WeakSet();
  const addEventListener = EventTarget.prototype.addEventListener;

  /** @param {readonly MessagePort[]} ports */
  function listenAt(ports) {
    for (const port of ports) {
      if (heard.has(port)) continue;
      heard.add(port);
      apply(addEventListener, port, [
        'message',
        (/** @type {MessageEvent} */ e) => record('port-in', 'message', e.data),
      ]);
    }
  }

  patch(MessagePort.prototype, 'start', (port) => listenAt([port]));
  patch(EventTarget.prototype, 'addEventListener', (target) => {
    if (target instanceof MessagePort) listenAt([target]);
  });
  const handler = getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  if (handler?.set) {
    const { set } = handler;
    defineProperty(MessagePort.prototype, 'onmessage', {
      ...handler,
      set(listener) {
        listenAt([this]);
        apply(set, this, [listener]);
      },
    });
  }
  patch(BroadcastChannel.prototype, 'postMessage', (_, args) => record('post', 'broadcast', args));

  // ---- What the page's own code handles
  // -----------------------------------------------------------------------------

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
  // An assignment to a member that only a prototype has ends in its setter. (Not `value`: property
  // descriptors would inherit it.)
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

  // ---- Console, errors, network, storage, addresses
  // -----------------------------------------------------------------

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

  // ---- The document
  // -------------------------------------------------------------------------------------------------

  const WATCHED = {
    attributes: true,
    attributeOldValue: true,
    characterData: true,
    characterDataOldValue: true,
    childList: true,
    subtree: true,
  };
  const observer = new MutationObserver((mutations) => {
    for (const { type, target, attributeName, oldValue, addedNodes, removedNodes } of mutations) {
      const now =
        target instanceof Element ? target.getAttribute(attributeName ?? '') : target.nodeValue;
      const nodes = [...addedNodes, ...removedNodes].map((n) =>
        n instanceof Element ? n.outerHTML : n.nodeValue,
      );
      record('document', type, { attributeName, oldValue, now, nodes });
    }
  });
  observer.observe(document, WATCHED);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = apply(attachShadow, this, [init]);
    observer.observe(root, WATCHED);
    return root;
  };

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) record('performance', entry.entryType, entryOf(entry));
  }).observe({ entryTypes: PerformanceObserver.supportedEntryTypes.slice() });

  /**
   * Of a performance entry only the words: its numbers are times and sizes.
   * @param {PerformanceEntry} entry
   */
  function entryOf(entry) {
    return Object.entries(entry.toJSON()).filter(([, value]) => typeof value !== 'number');
  }

  /**
   * @param {string} name
   * @param {() => unknown} read
   */
  function look(name, read) {
    try {
      record('look', name, read());
    } catch {
      record('look', name, 'not readable');
    }
  }

  /** What is lying about, as far as a script may look. */
  async function lookAround() {
    look('location', () => location.href);
    look('referrer', () => document.referrer);
    look('history', () => history.state);
    look('cookie', () => document.cookie);
    look('title', () => document.title);
    look('localStorage', () => ({ ...localStorage }));
    look('sessionStorage', () => ({ ...sessionStorage }));
    look('document', () => document.documentElement.outerHTML);
    look('values', () =>
      [...document.querySelectorAll('input, textarea, output')].map((e) => [
        elementOf(e),
        e.textContent,
      ]),
    );
    look('selection', () => String(getSelection()));
    look('performance', () => performance.getEntries().map(entryOf));
    for (const element of frames()) {
      look('frame element', () => elementOf(element));
      look('frame name', () => element.contentWindow?.name);
      look('frame address', () => element.contentWindow?.location.href);
      look('frame document', () => element.contentDocument?.documentElement.outerHTML);
      look('frame performance', () => element.contentWindow?.performance.getEntries().map(entryOf));
      look('frame members', () =>
        ownKeys(/** @type {object} */ (element.contentWindow)).map(String),
      );
    }
    look('databases', () => undefined);
    record('look', 'databases', await indexedDB.databases?.());
    record('look', 'caches', await globalThis.caches?.keys());
  }

  /**
   * @param {Document | ShadowRoot} [root]
   * @returns {HTMLIFrameElement[]}
   */
  function frames(root = document) {
    /** @type {HTMLIFrameElement[]} */
    const found = [];
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLIFrameElement) found.push(element);
      if (element.shadowRoot) found.push(...frames(element.shadowRoot));
    }
    return found;
  }

  const recorder = {
    /** @returns {Promise<string>} all entries as JSON, behind a word that marks them */
    async dump() {
      await lookAround();
      // Deliver what observers still hold back.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return MARK + stringify(entries);
    },
  };
  defineProperty(window, 'recorder', { value: recorder });
})();
