// @ts-check
// The message for each error code: what happened, and what the person can do next.

/**
 * @typedef {object} Message
 * @property {string} title
 * @property {string} text
 * @property {boolean} [again] whether the session has ended, so that only a new one helps
 */

/** @typedef {Record<string, Message>} Messages by error code */

/** @type {Messages} */
const BY_CODE = {
  'invalid-fields': {
    title: 'Almost there',
    text: 'Look at the fields marked above, then press the button again.',
  },
  'user-error': {
    title: 'Not accepted',
    text: 'Look at what is marked above, correct it, and press the button again.',
  },
  'access-denied': {
    title: 'Not allowed',
    text: 'This is not open to you. Choose another one, or contact support.',
  },
  unauthorized: {
    title: 'Permission refused',
    text: 'It may have run out. Press the button again: a new one is fetched by itself.',
  },
  'token-expired': {
    title: 'That took a while',
    text: 'The permission ran out before the answer came. Press the button again.',
  },
  'token-unavailable': {
    title: 'We couldn’t start securely',
    text: 'Our server gave no permission for this. Try again in a moment.',
  },
  'token-malformed': {
    title: 'We couldn’t start securely',
    text: 'Our server’s answer was not usable. Try again in a moment, then contact support.',
  },
  network: {
    title: 'No connection',
    text: 'Nothing you typed is lost. Check your connection and press the button again.',
  },
  timeout: {
    title: 'No answer yet',
    text: 'The service is slow. Nothing you typed is lost: wait a little and press the button again.',
  },
  'rate-limited': { title: 'Too many tries', text: 'Wait a moment, then press the button again.' },
  'server-error': {
    title: 'Something broke on the other side',
    text: 'Nothing you typed is lost. Try again in a minute.',
  },
  'request-rejected': {
    title: 'The service could not read this',
    text: 'It is not your fault. Contact support and give the reference below.',
  },
  'gateway-refused': {
    title: 'Your request was stopped on its way',
    text: 'Nothing was done. A network’s filter may be in the way: try another network, or contact support.',
  },
  'wrong-endpoint': {
    title: 'The service is not where it should be',
    text: 'Nothing was done, and it is not your fault. Contact support.',
  },
  'unexpected-response': {
    title: 'We got a strange answer',
    text: 'We can’t tell whether it worked. Try once more; if it stays like this, contact support.',
  },
  'value-missing': {
    title: 'Not all of it is there yet',
    text: 'The service left out a part of what this page shows, so it shows none of it. Try again later, or contact support.',
  },
  busy: { title: 'Still working', text: 'Your last press is still on its way.' },
  aborted: {
    title: 'Cancelled',
    text: 'It was stopped before it ended. Press the button to do it again.',
  },
  'frame-unavailable': {
    title: 'The secure fields did not load',
    text: 'A blocker or a lost connection may be in the way. Allow this site, then load them again.',
    again: true,
  },
  'frame-incompatible': {
    title: 'The secure fields are of another version',
    text: 'Reload the page. If that does not help, contact support.',
    again: true,
  },
  protocol: {
    title: 'The secure fields stopped talking',
    text: 'Load them again. What was typed in them is gone, on purpose.',
    again: true,
  },
  destroyed: {
    title: 'The secure fields were closed',
    text: 'Load them again to go on.',
    again: true,
  },
  internal: {
    title: 'The secure fields broke',
    text: 'Load them again. What was typed in them is gone, on purpose.',
    again: true,
  },
  unsupported: {
    title: 'This browser can’t do it',
    text: 'It lacks something the secure fields need. Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  'sensitive-input': {
    title: 'This page made a mistake',
    text: 'It tried to pass on something it must not hold. Nothing was sent.',
  },
  'invalid-input': {
    title: 'This page made a mistake',
    text: 'What it passed on was not valid. Nothing was sent.',
  },
  'invalid-options': {
    title: 'This page made a mistake',
    text: 'It was set up wrongly. Contact support.',
  },
  setup: {
    title: 'This page could not be set up',
    text: 'Our own server did not answer. Try again in a moment.',
    again: true,
  },
  'mount-target': {
    title: 'This page made a mistake',
    text: 'A field has no place to go. Contact support.',
  },
};

/** The message if the outcome of a request is unknown. */
const UNCERTAIN = {
  title: 'It may have worked',
  text: 'The answer got lost. Doing it once more is safe: press the button again.',
};

const UNKNOWN = {
  title: 'Something went wrong',
  text: 'Nothing was changed as far as we know. Try again in a moment.',
};

/**
 * @param {import("./result.js").Failure} error
 * @param {Messages} [own] a page's own messages, which take precedence
 * @returns {Message}
 */
export function messageFor(error, own = {}) {
  const code = error.code ?? '';
  if (error.outcome === 'unknown') return own.uncertain ?? UNCERTAIN;
  const message = own[code] ?? BY_CODE[code] ?? UNKNOWN;
  if (code !== 'rate-limited' || !error.retryAfter) return message;
  const seconds = Math.ceil(error.retryAfter);
  return {
    ...message,
    text: `Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then press the button again.`,
  };
}
