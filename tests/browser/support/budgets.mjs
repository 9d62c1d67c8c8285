// @ts-check
// Budgets for requests, messages and tasks, each with its reason. A number that rises fails the
// test. A number that falls is reported, and its budget is then lowered here, so that the
// improvement can't be lost unnoticed.

/**
 * @typedef {object} Budget
 * @property {number} most
 * @property {number} [least] the number when a race goes the other way
 * @property {string} why
 */

/** Requests, from the server's own log. @satisfies {Record<string, Budget>} */
export const REQUESTS = {
  'frame, first visit': {
    most: 4,
    why: 'vault.html, its script, the wasm and field.html; what is smaller than a request is in one of them',
  },
  'frame, second visit': { most: 0, why: 'every file is immutable' },
  'API, first PIN': {
    most: 2,
    why: 'the preflight that the Authorization header requires, and the operation',
  },
  "customer's server, first PIN": {
    most: 1,
    why: 'a token, requested only when it is needed',
  },
};

/**
 * Messages over the port, counted by the page at both ends; and messages that the page's window
 * gets.
 * @satisfies {Record<string, Budget>}
 */
export const MESSAGES = {
  'open, window': { most: 1, why: "the vault's hello" },
  'open, out': { most: 1, why: 'the options of the session' },
  'open, in': { most: 1, why: 'the session is ready' },
  'one more field, out': {
    most: 1,
    why: 'when it is mounted; that it has loaded it tells the vault itself',
  },
  'one more field, in': { most: 1, why: 'the field is ready, with its height' },
  'first mount of 3 fields, out': { most: 4, why: 'the options, and each field once' },
  'first mount of 3 fields, in': { most: 4, why: 'the session and each field are ready' },
  'first key, in': { most: 1, why: 'the field is no longer empty' },
  'further key, in': { most: 0, why: 'a message for each key would reveal the number of keys' },
  'last key, in': { most: 1, why: 'the field is complete' },
  'key, out': { most: 0, why: 'the page is not involved' },
  'first PIN, out': { most: 2, why: 'the call, and the token' },
  'first PIN, in': {
    most: 3,
    why: 'the request for a token, the wiped field, the result of the call',
  },
  'second PIN, out': { most: 1, why: 'the call; the vault has the token' },
  'second PIN, in': { most: 2, why: 'the wiped field, the result of the call' },
  'reveal, out': { most: 2, why: 'the call, and the token' },
  'reveal, in': {
    most: 3,
    why: 'the request for a token, the shown value, the result of the call',
  },
  'destroy, out': { most: 1, why: 'the end of the session, which removes its fields' },
};

/**
 * Tasks in which the browser calls the frame's script, from Chromium's trace. @satisfies
 * {Record<string, Budget>}
 */
export const TASKS = {
  key: {
    most: 2,
    why: 'the event `input`: tidied, judged and told at once; and `keydown`, by which a press is told from a borrowed one',
  },
  'first PIN': {
    most: 5,
    least: 4,
    why: "the call, the token, the answer's head, its body; and the body's end, when that comes apart from it",
  },
  'second PIN': { most: 4, least: 3, why: 'like the first, without the token' },
  reveal: {
    most: 6,
    least: 4,
    why: 'as a PIN; and once more where the browser tells only then that the field is to be seen',
  },
};
