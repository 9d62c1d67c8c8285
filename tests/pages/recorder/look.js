// @ts-check
// The recorder, 5 of 5: changes of the document, and everything that a script can read when the
// test asks for the entries.

(() => {
  const { apply, ownKeys } = Reflect;
  /** @type {import('./entries.js').Recorder} */
  const recorder = /** @type {any} */ (window).recorder;
  const { record, elementOf } = recorder;

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
   * Returns the strings of a performance entry, because its numbers are times and sizes.
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

  /** Records everything that a script can read at this moment. */
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

  /** @returns {Promise<string>} all entries as JSON, behind the mark */
  recorder.dump = async () => {
    await lookAround();
    // Delivers the records that observers still hold.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return recorder.text();
  };
})();
