// @ts-check
// What came of a cell, held against what must come of it.

import { endOf } from './fault.mjs';

/** @import { Outcome } from "../pages/tell.js" */
/** @import { End, FaultKind } from "./fault.mjs" */
/** @import { Column, Entry } from "./use-cases.mjs" */

/**
 * @typedef {object} Stored
 * @property {number} effects how often the use case took effect
 * @property {number} [changes] how often it did, or the same again
 * @property {number} [documents] how often the document is there
 * @property {Record<string, string>} holds what the form's fields hold
 */

/**
 * @typedef {object} Seen
 * @property {Outcome} first of the call that was hurt
 * @property {number} sent how often its request came
 * @property {number} [before] how often it had changed anything before
 * @property {Stored} between
 * @property {Outcome} [second] of the call after the fault
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
  // A line that is dead lets not even the first step through. Steps on the way can be taken again.
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
  // A document that is not up leaves its session open.
  if (!isRead)
    count('effects', between.effects, isSuccess || (end.acted && !atUpload && !isStep) ? 1 : 0);
  const isUp = isSuccess || (atUpload ? end.acted : !isStep);
  if (between.documents !== undefined) count('documents', between.documents, isUp ? 1 : 0);
  // The same value may be set again, but not more often than it was asked for.
  const changes = (between.changes ?? 0) - before;
  if (changes > sent) verdict.doubled.push(`it was set ${changes} times, and sent ${sent} times`);
  if (isMake && !isSuccess && sent > 1)
    verdict.wrong.push(`a request that may not be sent again came ${sent} times`);
  verdict.wrong.push(...held(entry, between, 'ok' in first, isRead));
  if (!second) return verdict;

  // The second, after the fault.
  const isThere = end.acted && isMake && !atUpload;
  const isToken = useCase.operation.startsWith('tokenize');
  if (isThere && !isToken) {
    // It was done by the first: the API says that it is there.
    if (!('error' in second && second.error.code === 'user-error')) {
      verdict.wrong.push(`what was there already was not said to be: ${JSON.stringify(second)}`);
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
    wrong.push(`not ${codes.join(' or ')}: ${told}`);
  const isOpen = canBeOpen && open;
  if ((error.outcome === 'unknown') !== isOpen)
    wrong.push(`${isOpen ? 'not ' : ''}said to be unknown: ${told}`);
  if (isOpen && isMake && error.retryable) wrong.push(`said to be harmless to send again: ${told}`);
  return wrong;
}

/**
 * After success the form is wiped, or shows something; after failure everything typed is there.
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
      wrong.push(`${field} is ${holds[field] === '' ? 'wiped' : 'not as it should be'}`);
  }
  if (document && holds.document !== (isSuccess ? '0' : '1'))
    wrong.push(`${holds.document} documents in the form`);
  if (isRead && isSuccess && Object.values(holds).includes('0')) wrong.push('nothing to reveal');
  return wrong;
}
