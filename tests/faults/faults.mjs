// @ts-check
// What goes wrong, how the sandbox brings it about, and how it must end: by the rules of
// docs/SESSION.md.

/** @import { Control, Fault } from "../browser/support/control.mjs" */
/** @import { Dice } from "./dice.mjs" */
/** @import { Column } from "./round.mjs" */

/**
 * Milliseconds of a session here: short enough to wait for, long enough for a frame to load on a
 * machine that is busy.
 */
export const TIMEOUT = 3_000;

/** Past every time-out. */
const TOO_LATE = TIMEOUT + 1_500;

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

/** More answers than a client asks for. */
const ALWAYS = 50;

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
 * @property {(dice: Dice) => Partial<Fault> & { kind: Fault["kind"] }} [answers] what becomes of
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

/** @type {End} */
const SUCCESS = { codes: 'succeeds', acted: true };

/** @type {(...codes: string[]) => End} */
const open = (...codes) => ({ codes, open: true });
/** @type {(...codes: string[]) => End} */
const acted = (...codes) => ({ codes, open: true, acted: true });
/** @type {(...codes: string[]) => End} */
const closed = (...codes) => ({ codes });

const HOUR = 3_600;

/**
 * No connection that was used before: a browser would send again by itself what broke off, or got a
 * 408, on it.
 */
const once = (/** @type {Control} */ control, /** @type {"api" | "upload"} */ target) =>
  control.line('once', target);

/** @type {FaultKind[]} */
export const FAULTS = [
  {
    name: 'delay',
    answers: (dice) => ({ kind: 'delay', delayMs: dice.between(50, 900) }),
    end: SUCCESS,
    everywhere: true,
  },
  {
    name: 'late',
    atOnce: 6,
    answers: () => ({ kind: 'delay', delayMs: TOO_LATE, afterCommit: true }),
    end: acted('timeout'),
    upload: SUCCESS,
    everywhere: true,
  },
  {
    name: 'drop-before',
    answers: () => ({ kind: 'drop' }),
    world: once,
    end: open('network'),
    everywhere: true,
  },
  {
    name: 'drop-after',
    answers: () => ({ kind: 'drop', afterCommit: true }),
    world: once,
    end: acted('network'),
    everywhere: true,
    quick: true,
  },
  {
    name: 'cut',
    // Engines differ in whether they hand on the part that came.
    answers: (dice) => ({ kind: 'truncated', percent: dice.between(0, 99), afterCommit: true }),
    world: once,
    end: acted('network', 'unexpected-response'),
    // Its answers are empty.
    notAtUpload: true,
    everywhere: true,
    quick: true,
  },
  {
    name: 'half-open',
    atOnce: 6,
    world: (control, target) => control.line('halfOpen', target),
    end: open('timeout'),
    upload: open('aborted'),
    abortUploadAfter: 1_000,
    everywhere: true,
  },
  {
    name: 'refused',
    world: (control, target) => control.line('refused', target),
    end: open('network'),
    everywhere: true,
  },
  {
    name: 'silent-before',
    atOnce: 6,
    answers: () => ({ kind: 'never' }),
    end: open('timeout'),
    upload: open('aborted'),
    abortUploadAfter: 1_000,
  },
  {
    name: 'silent-after',
    atOnce: 6,
    answers: () => ({ kind: 'never', afterCommit: true }),
    end: acted('timeout'),
    upload: acted('aborted'),
    abortUploadAfter: 1_000,
  },
  {
    name: 'reorder',
    // Two requests of each.
    atOnce: 3,
    answers: () => ({ kind: 'reorder', times: 1 }),
    end: SUCCESS,
    companion: true,
    notAtUpload: true,
    everywhere: true,
  },
  {
    name: 'drop-after-once',
    answers: () => ({ kind: 'drop', afterCommit: true, times: 1 }),
    world: once,
    end: acted('network'),
    passes: true,
    notAtUpload: true,
    everywhere: true,
  },
  {
    name: 'status-503-once',
    answers: () => ({ kind: 'status', status: 503, times: 1 }),
    end: open('server-error'),
    passes: true,
    notAtUpload: true,
  },
  {
    name: 'status-429-once',
    answers: () => ({ kind: 'status', status: 429, retryAfterSeconds: 1, times: 1 }),
    end: closed('rate-limited'),
    passes: true,
    notAtUpload: true,
  },
  {
    name: 'status-408',
    answers: () => ({ kind: 'status', status: 408 }),
    world: once,
    end: open('timeout'),
  },
  {
    name: 'status-429',
    answers: () => ({ kind: 'status', status: 429, retryAfterSeconds: 1 }),
    end: closed('rate-limited'),
  },
  {
    name: 'status-500',
    answers: () => ({ kind: 'status', status: 500 }),
    end: open('server-error'),
  },
  {
    name: 'status-502-after',
    answers: () => ({ kind: 'status', status: 502, afterCommit: true }),
    end: acted('server-error'),
  },
  {
    name: 'status-503',
    answers: () => ({ kind: 'status', status: 503 }),
    end: open('server-error'),
    everywhere: true,
    quick: true,
  },
  {
    name: 'truncated-json',
    answers: (dice) => ({ kind: 'malformed', percent: dice.between(1, 99), afterCommit: true }),
    end: acted('unexpected-response'),
    upload: SUCCESS,
  },
  {
    name: 'oversized-json',
    answers: () => ({ kind: 'oversized', afterCommit: true }),
    end: acted('unexpected-response'),
    upload: SUCCESS,
  },
  {
    name: 'captive-portal',
    answers: () => ({ kind: 'html' }),
    end: open('unexpected-response'),
    notAtUpload: true,
  },
  { name: 'content-type', answers: () => ({ kind: 'contentType' }), end: SUCCESS },
  { name: 'redirect', answers: () => ({ kind: 'redirect' }), end: open('network') },
  {
    name: 'graphql-errors',
    answers: () => ({ kind: 'graphqlErrors', data: 'absent' }),
    end: closed('request-rejected'),
    notAtUpload: true,
    quick: true,
  },
  {
    name: 'graphql-errors-null',
    answers: () => ({ kind: 'graphqlErrors', afterCommit: true }),
    end: acted('server-error'),
    notAtUpload: true,
    everywhere: true,
    quick: true,
  },
  {
    name: 'graphql-errors-member',
    answers: () => ({ kind: 'graphqlErrors', data: 'member' }),
    end: acted('server-error'),
    notAtUpload: true,
  },
  {
    name: 'graphql-errors-beside',
    answers: () => ({ kind: 'graphqlErrors', data: 'whole' }),
    end: acted('server-error'),
    notAtUpload: true,
  },
  {
    name: 'null-member',
    answers: () => ({ kind: 'nullMember' }),
    end: acted('unexpected-response'),
    read: closed('access-denied'),
    notAtUpload: true,
    everywhere: true,
  },
  {
    name: 'unauthenticated-200',
    answers: () => ({
      kind: 'graphqlErrors',
      data: 'absent',
      errorCode: 'UNAUTHENTICATED',
      times: 1,
    }),
    end: SUCCESS,
    notAtUpload: true,
    everywhere: true,
  },
  {
    name: 'unauthenticated-null',
    answers: () => ({
      kind: 'graphqlErrors',
      errorCode: 'UNAUTHENTICATED',
      times: 1,
      afterCommit: true,
    }),
    end: acted('unauthorized'),
    passes: true,
    notAtUpload: true,
  },
  {
    name: 'firewall',
    answers: () => ({ kind: 'status', status: 403, page: true }),
    end: closed('gateway-refused'),
    notAtUpload: true,
    everywhere: true,
  },
  {
    name: 'no-api',
    answers: (dice) => ({ kind: 'status', status: dice.between(404, 405), page: true }),
    end: closed('wrong-endpoint'),
    notAtUpload: true,
  },
  {
    name: 'too-large-or-odd',
    answers: (dice) => ({ kind: 'status', status: [413, 415][dice.between(0, 1)], page: true }),
    end: closed('gateway-refused'),
    notAtUpload: true,
  },
  {
    name: 'status-503-later',
    answers: () => ({ kind: 'status', status: 503, retryAfter: '29.5' }),
    end: open('server-error'),
    notAtUpload: true,
  },
  {
    name: 'status-503-soon',
    answers: () => ({ kind: 'status', status: 503, retryAfter: '0.7', times: 1 }),
    end: open('server-error'),
    passes: true,
    notAtUpload: true,
  },
  {
    name: 'extra-fields',
    answers: () => ({ kind: 'extraFields' }),
    end: SUCCESS,
    notAtUpload: true,
  },
  {
    name: 'clock-forward',
    world: (control) => control.setClock(HOUR),
    end: SUCCESS,
    notAtUpload: true,
    upsets: true,
  },
  {
    name: 'clock-back',
    world: (control) => control.setClock(-HOUR),
    end: SUCCESS,
    notAtUpload: true,
    upsets: true,
  },
  {
    name: 'resent',
    answers: () => ({ kind: 'drop', afterCommit: true, times: 1 }),
    end: acted('network', 'unauthorized'),
    resent: true,
    atOnce: 1,
    notAtUpload: true,
    everywhere: true,
  },
  {
    name: 'token-ended',
    answers: () => ({ kind: 'tokenEnded', times: 1 }),
    end: SUCCESS,
    notAtUpload: true,
    everywhere: true,
    quick: true,
  },
];

/**
 * The fault as the sandbox takes it, for one cell.
 *
 * @param {FaultKind} fault
 * @param {Column} column
 * @param {string | undefined} id that no other request of this operation has in it
 * @param {Dice} dice
 * @returns {Fault | undefined}
 */
export function faultFor({ answers }, { useCase, target }, id, dice) {
  if (!answers) return undefined;
  const choice =
    target === 'upload'
      ? {}
      : { operationName: useCase.operationName, ...(id && { variable: id }) };
  return { times: ALWAYS, target, ...choice, ...answers(dice) };
}
