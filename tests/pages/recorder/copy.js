// @ts-check
// The recorder, 1 of 5: copies of any value as JSON. The scripts of the recorder run before all
// others of a page, in this order: copy, entries, channels, calls, look.

(() => {
  const { ownKeys } = Reflect;

  /**
   * The start of each dump of the recorder. Drivers pass a dump on through promises, where the
   * recorder sees its own text again.
   */
  const MARK = 'sordino-recorder:';

  const DEPTH = 7;
  const WIDTH = 2_000;
  /** Points in time, which contain every digit by chance and nothing of a secret. */
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
   * Returns a deep copy of any value that JSON can hold.
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
    // `for in` also finds the getters of prototypes, where events have their values.
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

  Object.defineProperty(window, 'recorder', { value: { MARK, copy, elementOf } });
})();
