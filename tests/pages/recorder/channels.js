// @ts-check
// The recorder, 3 of 5: events and messages.

(() => {
  const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
  /** @type {import('./entries.js').Recorder} */
  const { record, patch } = /** @type {any} */ (window).recorder;

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

  /**
   * Events that were recorded at the window and are not recorded again at the document.
   *
   * @type {WeakSet<Event>}
   */
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

  // Events that are dispatched to objects outside of the document, such as a session or a field.
  patch(EventTarget.prototype, 'dispatchEvent', (_, [event]) =>
    record('dispatch', event?.type, event),
  );

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
})();
