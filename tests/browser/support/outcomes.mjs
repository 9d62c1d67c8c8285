// @ts-check
// Assertions about the outcome of an operation.
import assert from 'node:assert/strict';

/** @typedef {import("../../pages/tell.js").Outcome} Outcome */
/** @typedef {import("../../pages/tell.js").ToldError} ToldError */

/**
 * Members that an error may have: the documented ones, and those that engines give to every error.
 */
const MEMBERS = [
  ...[
    'name',
    'code',
    'message',
    'retryable',
    'retryAfter',
    'requestId',
    'fields',
    'outcome',
    'ended',
  ],
  ...['stack', 'line', 'column', 'sourceURL', 'fileName', 'lineNumber', 'columnNumber'],
];

/**
 * @param {Outcome} outcome
 * @returns {Record<string, unknown>} the result
 */
export function expectSuccess(outcome) {
  assert.ok('ok' in outcome, `an error instead of success: ${JSON.stringify(outcome)}`);
  return outcome.ok;
}

/**
 * @param {Outcome} outcome
 * @param {string} code
 * @returns {ToldError}
 */
export function expectError(outcome, code) {
  assert.ok('error' in outcome, `success instead of an error: ${JSON.stringify(outcome)}`);
  const { error } = outcome;
  assert.equal(error.code, code, JSON.stringify(error));
  assert.equal(error.name, 'SordinoError');
  assert.ok(error.isSordinoError);
  const undocumented = error.members.filter((member) => !MEMBERS.includes(member));
  assert.deepEqual(undocumented, [], 'members of the error');
  return error;
}
