// @ts-check
// Records the name of each message that crosses a port of the page in either direction, and of each
// message to its window. It runs before all other scripts. It keeps no content of a message.
(() => {
  /**
   * `out` of a port, `in` by a port, or `window`, with the name of the message.
   *
   * @type {string[]}
   */
  const crossed = [];

  /**
   * Returns the only member of a message of the protocol, and the type of a field's event.
   * @param {any} message
   */
  function nameOf(message) {
    const name = Object.keys(Object(message))[0] ?? String(message);
    return name === 'field' ? `field ${message.field.event.type}` : name;
  }

  const { postMessage } = MessagePort.prototype;
  /** @type {WeakSet<MessagePort>} */
  const heard = new WeakSet();
  MessagePort.prototype.postMessage = function (
    /** @type {any} */ message,
    /** @type {any} */ ...rest
  ) {
    // The loader sends the first message over a port, so nothing has arrived on it before.
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', ({ data }) => crossed.push(`in ${nameOf(data)}`));
    }
    crossed.push(`out ${nameOf(message)}`);
    return postMessage.call(this, message, ...rest);
  };
  addEventListener('message', ({ data }) => crossed.push(`window ${nameOf(data)}`));

  Object.assign(window, { counter: { crossed: () => crossed } });
})();
