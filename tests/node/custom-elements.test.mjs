// @ts-check
// The custom-elements manifest names what the elements are: what they are is seen by using them,
// and their types are those of the API report, which `cargo xtask test --only docs` holds to the
// code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
// @ts-expect-error: it has no types of its own
import { JSDOM } from 'jsdom';
import { ROOT, read } from '../docs/markdown.mjs';

const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');

/** @typedef {{ name: string, type: { text: string } }} Named */
/** @typedef {Named & { kind: string, readonly?: true, attribute?: string, reflects?: true, parameters?: (Named & { optional?: true })[], return?: { type: { text: string } } }} Member */
/** @typedef {{ kind: string, name: string, declaration: { name: string, module: string } }} Export */
/**
 * @typedef {object} Declaration
 * @property {string} name
 * @property {string} tagName
 * @property {(Named & { fieldName?: string })[]} attributes
 * @property {Member[]} members
 * @property {Named[]} events
 * @property {Named[]} [cssParts]
 * @property {Named[]} [slots]
 * @property {Named[]} [cssStates]
 */

/** @type {{ modules: { path: string, declarations: Declaration[], exports: Export[] }[] }} */
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'custom-elements.json'), 'utf8'));
const declarations = manifest.modules.flatMap((module) => module.declarations);

/** @param {readonly Named[]} [list] */
const names = (list = []) => list.map(({ name }) => name).sort();

/** What a browser calls by itself, and what only the elements say to each other. */
const INNER = /^(constructor|\w+Callback|adopt|release|join|lose|find)$/;

/** @param {any} element a class */
const ownMembers = (element) =>
  Object.getOwnPropertyNames(element.prototype)
    .filter((name) => !INNER.test(name))
    .sort();

/**
 * What the elements listen to, as a session and a field have it; both say anything that they are
 * told to.
 */
class Speaker {
  /** @type {Map<string, ((event: { detail: unknown }) => void)[]>} */
  listeners = new Map();
  ready = Promise.resolve();
  /** @type {Speaker[]} */
  fields = [];

  /** @param {string} type @param {(event: { detail: unknown }) => void} listener */
  addEventListener(type, listener) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  /** Says everything that somebody listens to. */
  sayAll() {
    for (const type of [...this.listeners.keys()]) {
      for (const listener of this.listeners.get(type) ?? [])
        listener({ detail: { empty: true, complete: false, valid: true } });
    }
  }
  createField() {
    const field = new Speaker();
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
 * What an element is, by what it does: with each of its properties read and set, a session given,
 * and each event of session and field said.
 *
 * @param {string} tagName
 * @param {any} element its class
 */
async function observe(tagName, element) {
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

  const session = new Speaker();
  const host = tagName === 'sordino-session' ? made : document.createElement('sordino-session');
  host.session = session;
  if (made !== host) {
    made.setAttribute('kind', 'pin');
    host.append(made);
  }
  document.body.append(host);
  for (const name of ownMembers(element)) {
    const descriptor = Object.getOwnPropertyDescriptor(element.prototype, name);
    // The session that it has already is no property to play with.
    if (name === 'session' || !descriptor || 'value' in descriptor) continue;
    const value = descriptor.get?.call(made);
    descriptor.set?.call(made, value);
  }
  await session.ready;
  session.sayAll();
  for (const field of session.fields) field.sayAll();
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

/** @param {Declaration} declaration */
const said = ({ attributes, members, events, cssParts, slots, cssStates }) => ({
  attributes: names(attributes),
  members: names(members),
  events: names(events),
  parts: names(cssParts),
  slots: names(slots),
  states: names(cssStates),
});

describe('the custom-elements manifest', () => {
  /** @type {Map<string, any>} the classes, by the names that the package defines */
  const defined = new Map();
  before(async () => {
    const { window } = new JSDOM('<!doctype html><title>elements</title>', {
      url: 'https://app.example/',
    });
    const own = [
      'HTMLElement',
      'Element',
      'ShadowRoot',
      'CSSStyleSheet',
      'CustomEvent',
      'ElementInternals',
      'document',
      'customElements',
    ];
    for (const name of own)
      Object.defineProperty(globalThis, name, {
        configurable: true,
        value: /** @type {any} */ (window)[name],
      });
    const { defineElements } = await import(
      pathToFileURL(join(PACKAGE, 'elements', 'index.js')).href
    );
    defineElements({
      get: () => undefined,
      define: (/** @type {string} */ name, /** @type {any} */ element) =>
        defined.set(name, element),
    });
  });

  test('has every element and no other', () => {
    assert.ok(defined.size > 0);
    assert.deepEqual(declarations.map(({ tagName }) => tagName).sort(), [...defined.keys()].sort());
  });

  test('has the classes as the module exports them', async () => {
    for (const { path, declarations, exports } of manifest.modules) {
      const module = await import(pathToFileURL(join(PACKAGE, path)).href);
      for (const { name, tagName } of declarations) {
        assert.equal(module[name], defined.get(tagName), name);
        const kinds = exports.filter(
          ({ declaration }) => declaration.name === name && declaration.module === path,
        );
        assert.deepEqual(kinds.map(({ kind, name }) => [kind, name]).sort(), [
          ['custom-element-definition', tagName],
          ['js', name],
        ]);
      }
      assert.equal(exports.length, 2 * declarations.length);
    }
  });

  for (const declaration of declarations) {
    const { tagName, members, attributes } = declaration;

    test(`names what <${tagName}> has: attributes, members, events, parts, slots and states`, async () => {
      assert.deepEqual(said(declaration), await observe(tagName, defined.get(tagName)));
    });

    test(`has a change of every attribute of <${tagName}> heard of, but of a name, which nothing depends on`, () => {
      const { observedAttributes } = defined.get(tagName);
      const others = names(attributes).filter((name) => !observedAttributes.includes(name));
      assert.deepEqual(others, tagName === 'sordino-field' ? ['name'] : []);
    });

    test(`says of <${tagName}> what can be set, and which attribute has it`, () => {
      const { prototype } = defined.get(tagName);
      const element = document.createElement(tagName);
      for (const { name, kind, readonly, attribute, reflects } of members) {
        const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
        assert.equal(kind, typeof descriptor?.value === 'function' ? 'method' : 'field', name);
        if (kind === 'method') continue;
        assert.equal(readonly ?? false, descriptor?.set === undefined, name);
        assert.equal(attributes.find(({ fieldName }) => fieldName === name)?.name, attribute, name);
        assert.equal(reflects ?? false, attribute !== undefined, name);
        if (attribute === undefined) continue;
        Reflect.set(element, name, name === 'documentTypes' ? ['A'] : 7);
        assert.ok(element.hasAttribute(attribute), name);
      }
    });

    test(`has the types of <${tagName}>`, () => {
      const types = typesOf(declaration.name);
      for (const member of members)
        assert.equal(typeOf(member), types.get(member.name), member.name);
      const events = eventsOf(tagName);
      for (const { name, type } of declaration.events)
        assert.equal(type.text, events.get(name), name);
      assert.equal(declaration.events.length, events.size);
    });
  }

  test('control: what an element has more is seen', async () => {
    const Field = defined.get('sordino-field');
    class More extends Field {
      static observedAttributes = [...Field.observedAttributes, 'more'];
      /** @type {any} */
      internals;
      get kind() {
        return super.kind;
      }
      set kind(value) {
        super.kind = value;
        const inner = document.createElement('slot');
        inner.name = inner.part = 'more';
        inner.setAttribute('part', 'more');
        this.shadowRoot.append(inner);
        this.dispatchEvent(new CustomEvent('sordino-more'));
        this.setAttribute('even-more', '');
        /** @type {any} */ (ElementInternals.prototype).states.add('more');
      }
    }
    customElements.define('sordino-more', /** @type {any} */ (More));
    const { attributes, members, events, parts, slots, states } = await observe(
      'sordino-more',
      More,
    );
    assert.ok(attributes.includes('more') && attributes.includes('even-more'));
    assert.deepEqual(members, ['kind']);
    assert.ok(events.includes('sordino-more'));
    assert.ok(parts.includes('more'));
    assert.deepEqual(slots, ['more']);
    assert.ok(states.includes('more'));
  });
});

/**
 * The text of a declaration in the API report, in one line.
 * @param {string} report
 * @param {string} start
 */
function reported(report, start) {
  const text = read(`docs/api/${report}.api.md`);
  const from = text.indexOf(start);
  assert.ok(from >= 0, `${start} in docs/api/${report}.api.md`);
  return text.slice(from + start.length, text.indexOf('\n}', from));
}

/** An object's type in one line, as the manifest writes it. @param {string} type */
const flat = (type) => type.replaceAll(/\s+/g, ' ').replaceAll('; }', ' }');

/**
 * The types of a class's members as the API report has them; of what can only be set, what it
 * takes.
 *
 * @param {string} name
 */
function typesOf(name) {
  /** @type {Map<string, string>} */
  const types = new Map();
  for (const line of reported('elements', `export class ${name} extends ElementBase {\n`).split(
    '\n',
  )) {
    const [, member, parameters, type] = /^ +(?:get )?(\w+)\((.*)\): (.+);$/.exec(line) ?? [];
    if (member && type)
      types.set(member, line.includes(' get ') ? type : `(${parameters}) => ${type}`);
    const [, written, taken] = /^ +set (\w+)\(value: (.+)\);$/.exec(line) ?? [];
    if (written && taken && !types.has(written))
      types.set(written, expanded(taken.replace(' | null | undefined', '')));
  }
  return types;
}

/** A type that is another's member, as that is. @param {string} type */
function expanded(type) {
  const [, owner, member] = /^(\w+)\['(\w+)'\]$/.exec(type) ?? [];
  if (!owner || !member) return type;
  return (
    new RegExp(`^ +${member}\\??: (.+);$`, 'm').exec(
      reported('sordino', `export interface ${owner} {\n`),
    )?.[1] ?? type
  );
}

/** @param {Member} member */
function typeOf({ kind, type, parameters = [], return: returned }) {
  if (kind !== 'method') return type.text;
  const list = parameters.map(
    ({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type.text}`,
  );
  return `(${list.join(', ')}) => ${returned?.type.text}`;
}

/**
 * The types of an element's events, by their names.
 *
 * @param {string} tagName
 */
function eventsOf(tagName) {
  const isField = tagName === 'sordino-field';
  const text = flat(
    isField
      ? reported('sordino', 'export interface FieldEvents {\n')
      : reported('elements', 'export interface SordinoSessionEvents {\n'),
  );
  const pairs = [...text.matchAll(/'?([\w-]+)'?: (CustomEvent<(?:\{[^}]*\}|\w+)>);/g)];
  return new Map(
    pairs.map(([, name = '', type = '']) => [isField ? `sordino-${name}` : name, type]),
  );
}
