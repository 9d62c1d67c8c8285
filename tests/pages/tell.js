// @ts-check
// The data that pages under test pass to the tests: errors with their members, events with name and
// detail.
import { SordinoError } from '/sordino/index.js';

/** @typedef {{ name: string, code?: string, message: string, retryable?: boolean, retryAfter?: number, requestId?: string, fields?: object[], outcome?: string, isSordinoError: boolean, members: string[] }} ToldError */
/** @typedef {{ ok: Record<string, unknown> } | { error: ToldError }} Outcome */
/** @typedef {{ source: string, type: string, detail: any }} Told */

/**
 * @param {any} error
 * @returns {ToldError}
 */
export function describe(error) {
  return {
    name: error.name,
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    retryAfter: error.retryAfter,
    requestId: error.requestId,
    fields: error.fields,
    outcome: error.outcome,
    isSordinoError: error instanceof SordinoError,
    members: Object.getOwnPropertyNames(error)
      .filter((member) => error[member] !== undefined)
      .sort(),
  };
}

/** @param {unknown} detail */
function plain(detail) {
  if (detail instanceof Error) return describe(detail);
  if (detail && typeof detail === 'object' && 'error' in detail)
    return { ...detail, error: describe(detail.error) };
  return detail ?? null;
}

/**
 * @param {Told[]} told
 * @param {string} source
 * @param {EventTarget} target
 * @param {string[]} types
 */
export function listen(told, source, target, types) {
  for (const type of types) {
    target.addEventListener(type, (event) => {
      told.push({ source, type, detail: plain(/** @type {CustomEvent} */ (event).detail) });
    });
  }
}
