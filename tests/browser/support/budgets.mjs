// @ts-check
// How many requests, messages and tasks things may take, each with its reason. This is the one
// place to change: a number that rose fails the test; one that fell says so, and is to be lowered
// here, or what was gained can be lost again unnoticed.

/**
 * @typedef {object} Budget
 * @property {number} most
 * @property {number} [least] where it is a race: what it comes to for who wins it
 * @property {string} why
 */

/** Requests, by the server's own log. @satisfies {Record<string, Budget>} */
export const REQUESTS = {
  'frame, first visit': {
    most: 4,
    why: 'vault.html, its script, the wasm and field.html; what is smaller than a request is in one of them',
  },
  'frame, second visit': { most: 0, why: 'every file is immutable' },
  'API, first PIN': {
    most: 2,
    why: 'the preflight that the header Authorization asks for, and the operation',
  },
  "customer's server, first PIN": {
    most: 1,
    why: 'a token, asked for when it is needed and not before',
  },
};

/**
 * Messages over the port, as the page sees both ends of it; and those that its window gets.
 * @satisfies {Record<string, Budget>}
 */
export const MESSAGES = {
  'open, window': { most: 1, why: "the vault's hello" },
  'open, out': { most: 1, why: "the session's options" },
  'open, in': { most: 1, why: 'it is ready' },
  'one more field, out': {
    most: 1,
    why: 'when it is mounted; that it has loaded it tells the vault itself',
  },
  'one more field, in': { most: 1, why: 'it is ready, with its height' },
  'first mount of 3 fields, out': { most: 4, why: 'the options, and each field once' },
  'first mount of 3 fields, in': { most: 4, why: 'the session and each field are ready' },
  'first key, in': { most: 1, why: 'the field is empty no more' },
  'further key, in': { most: 0, why: 'a message for each key would tell how many there are' },
  'last key, in': { most: 1, why: 'the field is complete' },
  'key, out': { most: 0, why: 'the page has no part in it' },
  'first PIN, out': { most: 2, why: 'the call, and the token' },
  'first PIN, in': { most: 3, why: 'the token is asked for, the field is wiped, the call is done' },
  'second PIN, out': { most: 1, why: 'the call: the token is there' },
  'second PIN, in': { most: 2, why: 'the field is wiped, the call is done' },
  'reveal, out': { most: 2, why: 'the call, and the token' },
  'reveal, in': { most: 3, why: 'the token is asked for, the value is shown, the call is done' },
  'destroy, out': { most: 1, why: 'the end, with which the fields go' },
};

/**
 * Tasks in which the browser calls the frame's script, by Chromium's trace. @satisfies
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
  'second PIN': { most: 4, least: 3, why: 'as the first, without the token' },
  reveal: {
    most: 6,
    least: 4,
    why: 'as a PIN; and once more where the browser tells only then that the field is to be seen',
  },
};
