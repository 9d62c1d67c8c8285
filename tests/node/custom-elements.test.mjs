// @ts-check
// The custom-elements manifest describes the elements correctly. The test finds their traits by
// using them. It takes their types from the API report, which `cargo xtask test --only docs`
// compares with the code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
// @ts-expect-error: it has no types of its own
import { JSDOM } from 'jsdom';
import { ROOT } from '../docs/markdown.mjs';
import { eventsOf, typeOf, typesOf } from './support/api-report.mjs';
import { observe } from './support/element-traits.mjs';

const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');

/** @import { Member, Named } from "./support/api-report.mjs" */
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

  test('has every element and no others', () => {
    assert.ok(defined.size > 0);
    assert.deepEqual(declarations.map(({ tagName }) => tagName).sort(), [...defined.keys()].sort());
  });

  test('has the classes that the module exports', async () => {
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

    test(`lists the attributes, members, events, parts, slots and states of <${tagName}>`, async () => {
      assert.deepEqual(said(declaration), await observe(tagName, defined.get(tagName)));
    });

    test(`<${tagName}> observes every attribute except for a name, on which nothing depends`, () => {
      const { observedAttributes } = defined.get(tagName);
      const others = names(attributes).filter((name) => !observedAttributes.includes(name));
      assert.deepEqual(others, tagName === 'sordino-field' ? ['name'] : []);
    });

    test(`lists the properties of <${tagName}> that can be set, and their attributes`, () => {
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

  test('control: an additional trait of an element is found', async () => {
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
