// @ts-check
// The attributes, members, events, parts, slots and states of a custom element, found by using it.
import assert from 'node:assert/strict';

/** Members that a browser calls itself, and members that only other elements call. */
const INNER = /^(constructor|\w+Callback|adopt|release|join|lose|find)$/;

/** @param {any} element a class */
const ownMembers = (element) =>
  Object.getOwnPropertyNames(element.prototype)
    .filter((name) => !INNER.test(name))
    .sort();

/**
 * A stand-in for a session and for a field: it dispatches every event that an element listens to.
 */
class EventStandIn {
  /** @type {Map<string, ((event: { detail: unknown }) => void)[]>} */
  listeners = new Map();
  ready = Promise.resolve();
  /** @type {EventStandIn[]} */
  fields = [];

  /** @param {string} type @param {(event: { detail: unknown }) => void} listener */
  addEventListener(type, listener) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  /** Dispatches every event that has a listener. */
  dispatchAll() {
    for (const type of [...this.listeners.keys()]) {
      for (const listener of this.listeners.get(type) ?? [])
        listener({ detail: { empty: true, complete: false, valid: true } });
    }
  }
  createField() {
    const field = new EventStandIn();
    this.fields.push(field);
    return field;
  }
  /** @param {Element} place */
  mount(place) {
    place.append(document.createElement('iframe'));
    return this;
  }
  update() {}
  unmount() {}
  focus() {}
  blur() {}
  clear() {}
  destroy() {}
}

/**
 * Finds the traits of an element by using it: reads and sets each property, gives it a session, and
 * dispatches each event of session and field.
 *
 * @param {string} tagName
 * @param {any} element the class of the element
 */
export async function observe(tagName, element) {
  /** @type {Record<"attributes" | "events" | "states", Set<string>>} */
  const seen = {
    attributes: new Set(element.observedAttributes),
    events: new Set(),
    states: new Set(),
  };
  const note = {
    add: (/** @type {string} */ state) => seen.states.add(state),
    delete: (/** @type {string} */ state) => seen.states.add(state),
  };
  Object.defineProperty(ElementInternals.prototype, 'states', {
    configurable: true,
    get: () => note,
  });

  const made = /** @type {any} */ (document.createElement(tagName));
  assert.ok(made instanceof element);
  const dispatch = made.dispatchEvent.bind(made);
  made.dispatchEvent = (/** @type {Event} */ event) => {
    seen.events.add(event.type);
    return dispatch(event);
  };
  for (const method of [
    'getAttribute',
    'hasAttribute',
    'setAttribute',
    'removeAttribute',
    'toggleAttribute',
  ]) {
    const real = made[method].bind(made);
    made[method] = (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
      seen.attributes.add(name);
      return real(name, ...rest);
    };
  }

  const session = new EventStandIn();
  const host = tagName === 'sordino-session' ? made : document.createElement('sordino-session');
  host.session = session;
  if (made !== host) {
    made.setAttribute('kind', 'pin');
    host.append(made);
  }
  document.body.append(host);
  for (const name of ownMembers(element)) {
    const descriptor = Object.getOwnPropertyDescriptor(element.prototype, name);
    // The element has its session already, so this property is left alone.
    if (name === 'session' || !descriptor || 'value' in descriptor) continue;
    const value = descriptor.get?.call(made);
    descriptor.set?.call(made, value);
  }
  await session.ready;
  session.dispatchAll();
  for (const field of session.fields) field.dispatchAll();
  const { shadowRoot } = made;
  const all = [...shadowRoot.querySelectorAll('*')];
  const result = {
    attributes: [...seen.attributes].sort(),
    members: ownMembers(element),
    events: [...seen.events].sort(),
    parts: all
      .flatMap((inner) => (inner.getAttribute('part') ?? '').split(/\s+/).filter(Boolean))
      .sort(),
    slots: all
      .filter((inner) => inner.localName === 'slot')
      .map((slot) => slot.name)
      .sort(),
    states: [...seen.states].sort(),
  };
  host.remove();
  return result;
}
