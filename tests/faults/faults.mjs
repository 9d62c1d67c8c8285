// @ts-check
// All faults that are injected into calls.
import { SUCCESS, TIMEOUT } from './fault.mjs';

/** @import { Control } from "../browser/support/control.mjs" */
/** @import { End, FaultKind } from "./fault.mjs" */

/** Milliseconds: longer than every timeout. */
const TOO_LATE = TIMEOUT + 1_500;

/** @type {(...codes: string[]) => End} */
const open = (...codes) => ({ codes, open: true });
/** @type {(...codes: string[]) => End} */
const acted = (...codes) => ({ codes, open: true, acted: true });
/** @type {(...codes: string[]) => End} */
const closed = (...codes) => ({ codes });

const HOUR = 3_600;

/**
 * Allows one request for each connection. On a connection that was used before, a browser would
 * repeat a request that broke off or got a 408.
 */
const once = (/** @type {Control} */ control, /** @type {"api" | "upload"} */ target) =>
  control.line('once', target);

/** @type {FaultKind[]} */
export const FAULTS = [
  {
    name: 'delay',
    answers: (random) => ({ kind: 'delay', delayMs: random.between(50, 900) }),
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
    environment: once,
    end: open('network'),
    everywhere: true,
  },
  {
    name: 'drop-after',
    answers: () => ({ kind: 'drop', afterCommit: true }),
    environment: once,
    end: acted('network'),
    everywhere: true,
    quick: true,
  },
  {
    name: 'cut',
    // Engines differ in whether they pass on the first part.
    answers: (random) => ({ kind: 'truncated', percent: random.between(0, 99), afterCommit: true }),
    environment: once,
    end: acted('network', 'unexpected-response'),
    // The answers of the upload host are empty.
    notAtUpload: true,
    everywhere: true,
    quick: true,
  },
  {
    name: 'half-open',
    atOnce: 6,
    environment: (control, target) => control.line('halfOpen', target),
    end: open('timeout'),
    upload: open('aborted'),
    abortUploadAfter: 1_000,
    everywhere: true,
  },
  {
    name: 'refused',
    environment: (control, target) => control.line('refused', target),
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
    // The session sends two requests of each use case.
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
    environment: once,
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
    environment: once,
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
    answers: (random) => ({ kind: 'malformed', percent: random.between(1, 99), afterCommit: true }),
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
    answers: (random) => ({ kind: 'status', status: random.between(404, 405), page: true }),
    end: closed('wrong-endpoint'),
    notAtUpload: true,
  },
  {
    name: 'too-large-or-odd',
    answers: (random) => ({ kind: 'status', status: [413, 415][random.between(0, 1)], page: true }),
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
    environment: (control) => control.setClock(HOUR),
    end: SUCCESS,
    notAtUpload: true,
    upsets: true,
  },
  {
    name: 'clock-back',
    environment: (control) => control.setClock(-HOUR),
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
