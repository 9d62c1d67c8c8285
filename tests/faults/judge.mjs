// @ts-check
// Compares the results of a cell with the expected ones.

import { endOf } from './fault.mjs';

/** @import { Outcome } from "../pages/tell.js" */
/** @import { End, FaultKind } from "./fault.mjs" */
/** @import { Column, Entry } from "./use-cases.mjs" */

/**
 * @typedef {object} Stored
 * @property {number} effects how often the use case took effect
 * @property {number} [changes] how often it took effect, repetitions included
 * @property {number} [documents] how often the document is stored
 * @property {Record<string, string>} holds the content of the form's fields
 */

/**
 * @typedef {object} Seen
 * @property {Outcome} first the outcome of the call with the fault
 * @property {number} sent how often its request arrived
 * @property {number} [before] the number of changes before it
 * @property {Stored} between
 * @property {Outcome} [second] the outcome of the call after the fault
 * @property {Stored} after
 */

/**
 * @typedef {object} Verdict
 * @property {string} fault
 * @property {string} useCase
 * @property {string[]} lost
 * @property {string[]} doubled
 * @property {string[]} wrong
 */

/**
 * @param {{ fault: FaultKind, column: Column, entry: Entry }} cell
 * @param {Seen} seen
 * @returns {Verdict}
 */
export function judge(
  { fault, column, entry },
  { first, sent, before = 0, between, second, after },
) {
  const { useCase, name, target } = column;
  /** @type {Verdict} */
  const verdict = { fault: fault.name, useCase: name, lost: [], doubled: [], wrong: [] };
  const end = endOf(fault, column);
  const isRead = useCase.effect === 'read';
  const atUpload = target === 'upload';
  // A dead line blocks even the first request. The requests before the deciding one can be
  // repeated.
  const isStep = column.isStep || (useCase.perEntry && !atUpload && !fault.answers);
  const isMake = useCase.effect === 'make' && !isStep;

  /** @param {string} what @param {number} found @param {number} expected */
  const count = (what, found, expected) => {
    if (found < expected) verdict.lost.push(`${what}: ${found}, not ${expected}`);
    if (found > expected) verdict.doubled.push(`${what}: ${found}, not ${expected}`);
  };

  // The first call.
  const isSuccess = end.codes === 'succeeds';
  verdict.wrong.push(...mistakes(end, first, !isRead, isMake && !atUpload));
  // The upload session stays open until its document is uploaded.
  if (!isRead)
    count('effects', between.effects, isSuccess || (end.acted && !atUpload && !isStep) ? 1 : 0);
  const isUp = isSuccess || (atUpload ? end.acted : !isStep);
  if (between.documents !== undefined) count('documents', between.documents, isUp ? 1 : 0);
  // The same value may be set again, but not more often than it was sent.
  const changes = (between.changes ?? 0) - before;
  if (changes > sent) verdict.doubled.push(`it was set ${changes} times, and sent ${sent} times`);
  if (isMake && !isSuccess && sent > 1)
    verdict.wrong.push(`a request that may not be sent again came ${sent} times`);
  verdict.wrong.push(...held(entry, between, 'ok' in first, isRead));
  if (!second) return verdict;

  // The second call, after the fault.
  const isThere = end.acted && isMake && !atUpload;
  const isToken = useCase.operation.startsWith('tokenize');
  if (isThere && !isToken) {
    // The first call took effect, so the API answers that the object exists.
    if (!('error' in second && second.error.code === 'user-error')) {
      verdict.wrong.push(
        `the object exists already, but the error does not say so: ${JSON.stringify(second)}`,
      );
    }
  } else if (!('ok' in second)) {
    verdict.wrong.push(`the second try failed: ${JSON.stringify(second)}`);
  }
  if (!isRead) count('effects in the end', after.effects, isThere && isToken ? 2 : 1);
  if (after.documents !== undefined) count('documents in the end', after.documents, 1);
  verdict.wrong.push(...held(entry, after, 'ok' in second, isRead));
  return verdict;
}

/**
 * @param {End} end
 * @param {Outcome} outcome
 * @param {boolean} canBeOpen
 * @param {boolean} isMake
 */
function mistakes({ codes, open = false }, outcome, canBeOpen, isMake) {
  const told = JSON.stringify(outcome);
  if (codes === 'succeeds') return 'ok' in outcome ? [] : [`it failed: ${told}`];
  if ('ok' in outcome) return [`it succeeded: ${told}`];
  const { error } = outcome;
  const wrong = [];
  if (!error.isSordinoError || !codes.includes(error.code ?? ''))
    wrong.push(`the code is not ${codes.join(' or ')}: ${told}`);
  const isOpen = canBeOpen && open;
  if ((error.outcome === 'unknown') !== isOpen)
    wrong.push(`${isOpen ? 'not ' : ''}reported as unknown: ${told}`);
  if (isOpen && isMake && error.retryable) wrong.push(`reported as safe to send again: ${told}`);
  return wrong;
}

/**
 * After a success, the form is wiped or shows values. After a failure, it keeps all typed values.
 *
 * @param {Entry} entry
 * @param {Stored} stored
 * @param {boolean} isSuccess
 * @param {boolean} isRead
 */
function held({ typed, document }, { holds }, isSuccess, isRead) {
  const wrong = [];
  for (const [field, text] of Object.entries(typed)) {
    const expected = isSuccess ? '' : text;
    if (holds[field] !== expected)
      wrong.push(`${field} is ${holds[field] === '' ? 'wiped' : 'not as expected'}`);
  }
  if (document && holds.document !== (isSuccess ? '0' : '1'))
    wrong.push(`${holds.document} documents in the form`);
  if (isRead && isSuccess && Object.values(holds).includes('0')) wrong.push('nothing to reveal');
  return wrong;
}
