// @ts-check
// Writes down the name of each message that crosses a port of the page, either way, and of each
// that its window gets. It runs before any other script. No message is kept: what is in it is
// nobody's business here.
(() => {
  /** `out` of a port, `in` by a port, or `window`; and what the message calls itself. @type {string[]} */
  const crossed = [];

  /**
   * The one member of a message of the protocol, and what happened when it is an event of a field.
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
    // The first word over a port is the loader's: nothing has come by it before.
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
