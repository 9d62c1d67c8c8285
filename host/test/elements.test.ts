import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SordinoFieldElement, SordinoSessionElement } from '../src/elements/index.js';

test('the elements can be imported without a DOM', () => {
  assert.equal(typeof globalThis.HTMLElement, 'undefined');
  for (const element of [SordinoFieldElement, SordinoSessionElement])
    assert.equal(typeof element, 'function');
});
