// @ts-check
// One fault: how the sandbox causes it, and how a call must end by the rules of docs/SESSION.md.

/** @import { Control, Fault } from "../browser/support/control.mjs" */
/** @import { Random } from "./random.mjs" */
/** @import { Column } from "./use-cases.mjs" */

/**
 * The timeout of sessions here, in milliseconds: short enough to wait for, long enough for a frame
 * to load on a busy machine.
 */
export const TIMEOUT = 3_000;

/**
 * The end of a call.
 *
 * @typedef {object} End
 * @property {"succeeds" | string[]} codes "succeeds", or the codes of which the error has one
 * @property {boolean} [open] whether nobody can know if the call took effect; the error of a call
 * that can take effect then says so
 * @property {boolean} [acted] whether the call took effect
 * @property {boolean} [late] whether the call may take effect after its end
 */

/**
 * @typedef {object} FaultKind
 * @property {string} name
 * @property {(random: Random) => Partial<Fault> & { kind: Fault["kind"] }} [answers] the fault in
 * the answers
 * @property {(control: Control, target: "api" | "upload") => Promise<void>} [environment] changes the
 * line or the clock
 * @property {End} end
 * @property {End} [upload] the end of an upload, if it differs
 * @property {End} [read] the end of a call that only reads, if it differs
 * @property {boolean} [notAtUpload] whether the upload host can't have this fault
 * @property {number} [abortUploadAfter] milliseconds after which the page aborts an upload
 * @property {boolean} [companion] whether the session has another call under way
 * @property {boolean} [resent] whether the browser itself repeats the request, as it does on a
 * connection that was used before. Client tokens are for a single use then, so that the API refuses
 * the repeated request
 * @property {number} [atOnce] the largest number of use cases at the same time, if the fault keeps
 * connections busy: a browser opens six to a host
 * @property {boolean} [upsets] whether sessions can't be used for other faults afterwards
 * @property {boolean} [passes] whether the fault is over for a repeated request, so that a call
 * that may be retried succeeds
 * @property {boolean} [everywhere] whether Firefox and WebKit are tested with it too
 * @property {boolean} [quick] whether it is one of the few faults for a quick run
 */

/** More answers than a client requests. */
const ALWAYS = 50;

/** @type {End} */
export const SUCCESS = { codes: 'succeeds', acted: true };

/**
 * Returns how a call must end.
 *
 * @param {FaultKind} fault
 * @param {Column} column
 * @returns {End}
 */
export function endOf({ end, upload, passes, read }, { useCase, target }) {
  if (passes && useCase.effect !== 'make') return SUCCESS;
  if (read && useCase.effect === 'read') return read;
  return (target === 'upload' && upload) || end;
}

/**
 * Returns the fault for one cell in the sandbox's form.
 *
 * @param {FaultKind} fault
 * @param {Column} column
 * @param {string | undefined} id is in no other request of this operation
 * @param {Random} random
 * @returns {Fault | undefined}
 */
export function faultFor({ answers }, { useCase, target }, id, random) {
  if (!answers) return undefined;
  const choice =
    target === 'upload'
      ? {}
      : { operationName: useCase.operationName, ...(id && { variable: id }) };
  return { times: ALWAYS, target, ...choice, ...answers(random) };
}
