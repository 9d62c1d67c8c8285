// @ts-check
// A row of the threat model as tests: attacks that must fail, and controls in which the same
// attacks succeed against an undefended target. A row without both fails (`cargo xtask attacks`).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineUnderTest } from '../../browser/support/browser.mjs';
import { useStack } from '../../browser/support/stack.mjs';
import { visit } from '../../browser/support/visit.mjs';

/**
 * A feature that some engines lack.
 *
 * @typedef {object} Feature
 * @property {string} name
 * @property {readonly ("chromium" | "firefox" | "webkit")[]} engines the engines that have it
 * @property {string} [probe] a function body that returns in a page whether the engine has it
 */

/**
 * @callback Part
 * @param {string} what
 * @param {(context: import("node:test").TestContext) => Promise<void>} act
 * @param {Feature} [needs]
 * @returns {void}
 */

/**
 * @param {string} name begins with its number: "1 forged commands from a third origin"
 * @param {(parts: { attack: Part, control: Part }) => void} parts
 */
export function row(name, parts) {
  const engine = engineUnderTest().name;
  /** @type {(kind: string) => Part} */
  const part = (kind) => (what, act, needs) => {
    if (needs && !needs.engines.includes(engine)) return notApplicable(`${kind}: ${what}`, needs);
    test(`${kind}: ${what}`, act);
  };
  describe(name, () => parts({ attack: part('attack'), control: part('control') }));
}

/**
 * Asserts that the engine lacks a feature, so that an engine that gains it must be tested.
 *
 * @param {string} part
 * @param {Feature} feature
 */
function notApplicable(part, { name, probe }) {
  test(`not applicable: ${part}: there is no ${name}`, async () => {
    if (probe === undefined) return;
    const { driver, addresses } = await useStack();
    await visit(driver, new URL('/clipboard.html', addresses.app));
    assert.equal(
      await driver.executeScript(`return Boolean((() => { ${probe} })())`),
      false,
      `there is ${name}`,
    );
  });
}
