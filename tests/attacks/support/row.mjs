// @ts-check
// A row of the threat model as tests: attacks that must fail, and controls in which the same
// attacks succeed against something that does not defend itself. A row without both counts as
// failed (`cargo xtask attacks`).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineUnderTest } from '../../browser/support/browser.mjs';
import { useStack } from '../../browser/support/stack.mjs';
import { visit } from '../../browser/support/visit.mjs';

/**
 * Something that not every engine has.
 *
 * @typedef {object} Feature
 * @property {string} name
 * @property {readonly ("chromium" | "firefox" | "webkit")[]} engines that have it
 * @property {string} [probe] a function body that says in a page whether it is there
 */

/**
 * @callback Part
 * @param {string} what
 * @param {(context: import("node:test").TestContext) => Promise<void>} act
 * @param {Feature} [needs]
 * @returns {void}
 */

/**
 * @param {string} name its number first: "1 forged commands from a third origin"
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
 * An engine that has got the feature meanwhile must be tested in it: so that it lacks it is a test
 * too.
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
