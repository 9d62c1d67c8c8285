import assert from 'node:assert/strict'
import { test } from 'node:test'

import manifest from '../custom-elements.json' with { type: 'json' }
import { SordinoFieldElement, SordinoSessionElement } from '../src/elements/index.js'

/** Each class with what the manifest says of it. */
const ELEMENTS = [
  ['sordino-session', SordinoSessionElement],
  ['sordino-field', SordinoFieldElement],
] as const

const declarationOf = (tagName: string) => {
  const found = manifest.modules.flatMap((module) => module.declarations).find((declaration) => declaration.tagName === tagName)
  assert.ok(found, tagName)
  return found
}

/** What a browser calls by itself, and what only the elements say to each other. */
const INNER = /^(constructor|\w+Callback|adopt|release|join|find)$/

for (const [tagName, element] of ELEMENTS) {
  test(`the manifest names the attributes and members of <${tagName}>`, () => {
    const { attributes, members } = declarationOf(tagName)
    assert.deepEqual(attributes.map(({ name }) => name).sort(), [...element.observedAttributes].sort())
    const own = Object.getOwnPropertyNames(element.prototype).filter((name) => !INNER.test(name))
    assert.deepEqual(members.map(({ name }) => name).sort(), own.sort())
  })

  test(`the manifest says what of <${tagName}> can be set`, () => {
    for (const member of declarationOf(tagName).members) {
      const descriptor = Object.getOwnPropertyDescriptor(element.prototype, member.name)
      assert.equal(member.kind, typeof descriptor?.value === 'function' ? 'method' : 'field', member.name)
      if (member.kind === 'field') assert.equal('readonly' in member, descriptor?.set === undefined, member.name)
    }
  })
}

test('the elements can be imported where there is no DOM', () => {
  assert.equal(typeof globalThis.HTMLElement, 'undefined')
})
