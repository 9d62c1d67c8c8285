// @ts-check
// One fault: how the sandbox causes it, and how a call must end by the rules of docs/SESSION.md.

/** @import { Control, Fault } from "../browser/support/control.mjs" */
/** @import { Random } from "./random.mjs" */
/** @import { Column } from "./use-cases.mjs" */

/**
 * Milliseconds of a session here: short enough to wait for, long enough for a frame to load on a
 * machine that is busy.
 */
export const TIMEOUT = 3_000;

/**
 * How a call ends.
 *
 * @typedef {object} End
 * @property {"succeeds" | string[]} codes one of them, where it does not succeed
 * @property {boolean} [open] whether nobody can know if it took effect: then it says so, where it
 * could have
 * @property {boolean} [acted] whether it did take effect
 * @property {boolean} [late] whether it may take effect after its end
 */

/**
 * @typedef {object} FaultKind
 * @property {string} name
 * @property {(random: Random) => Partial<Fault> & { kind: Fault["kind"] }} [answers] what becomes of
 * answers
 * @property {(control: Control, target: "api" | "upload") => Promise<void>} [world] what becomes of
 * the line or the clock
 * @property {End} end
 * @property {End} [upload] at the host of uploads, where that is different
 * @property {End} [read] of what only reads, where that is different
 * @property {boolean} [notAtUpload] whether the host of uploads has no such thing
 * @property {number} [abortUploadAfter] milliseconds after which the page gives an upload up
 * @property {boolean} [companion] whether another call of the session is under way
 * @property {boolean} [resent] whether the browser itself sends the request again, on a connection
 * that was used before; the client
 *   tokens are for a single use then, which is what the API has against it
 * @property {number} [atOnce] how many use cases at most, where it keeps connections busy: a
 * browser has six to a host
 * @property {boolean} [upsets] whether sessions are of no use for other faults afterwards
 * @property {boolean} [passes] whether it is over when a request is sent again: what may be sent
 * again succeeds
 * @property {boolean} [everywhere] whether Firefox and WebKit are tried with it too
 * @property {boolean} [quick] whether it is among the few that each change is tried with
 */

/** More answers than a client asks for. */
const ALWAYS = 50;

/** @type {End} */
export const SUCCESS = { codes: 'succeeds', acted: true };

/**
 * How a call must end.
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
 * The fault as the sandbox takes it, for one cell.
 *
 * @param {FaultKind} fault
 * @param {Column} column
 * @param {string | undefined} id that no other request of this operation has in it
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
