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
    text: 'Correct the marked fields, then press the button again.',
  },
  'user-error': {
    title: 'Not accepted',
    text: 'Correct the marked entries, then press the button again.',
  },
  'access-denied': {
    title: 'Not allowed',
    text: 'You can’t do this here. Choose another item, or contact support.',
  },
  unauthorized: {
    title: 'Permission refused',
    text: 'It may have expired. Press the button again to get a new one.',
  },
  'token-expired': {
    title: 'That took a while',
    text: 'The permission expired before the answer arrived. Press the button again.',
  },
  'token-unavailable': {
    title: 'We couldn’t start securely',
    text: 'Our server did not give permission. Try again in a moment.',
  },
  'token-malformed': {
    title: 'We couldn’t start securely',
    text: 'Our server gave a wrong answer. Try again in a moment, or contact support.',
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
    title: 'The service had a problem',
    text: 'Nothing you typed is lost. Try again in a minute.',
  },
  'request-rejected': {
    title: 'The service could not read this',
    text: 'Contact support and give the reference below.',
  },
  'gateway-refused': {
    title: 'Your request was blocked',
    text: 'Nothing was changed. Try another network, or contact support.',
  },
  'wrong-endpoint': {
    title: 'The service was not found',
    text: 'Nothing was changed. Contact support.',
  },
  'unexpected-response': {
    title: 'We got an unexpected answer',
    text: 'We can’t tell whether it worked. Try again, or contact support.',
  },
  'value-missing': {
    title: 'Some values are missing',
    text: 'The service did not send all values, so this page shows none. Try again later, or contact support.',
  },
  busy: { title: 'Still working', text: 'Your last request is still running.' },
  aborted: {
    title: 'Cancelled',
    text: 'You stopped it. Press the button to start again.',
  },
  'frame-unavailable': {
    title: 'The secure fields did not load',
    text: 'Check your connection and your content blocker, then load them again.',
    again: true,
  },
  'frame-incompatible': {
    title: 'The secure fields have another version',
    text: 'Reload the page. If that does not help, contact support.',
    again: true,
  },
  protocol: {
    title: 'The secure fields stopped',
    text: 'Load them again. Your entries were removed for your safety.',
    again: true,
  },
  destroyed: {
    title: 'The secure fields were closed',
    text: 'Load them again to continue.',
    again: true,
  },
  internal: {
    title: 'The secure fields failed',
    text: 'Load them again. Your entries were removed for your safety.',
    again: true,
  },
  unsupported: {
    title: 'This browser is not supported',
    text: 'Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  'sensitive-input': {
    title: 'This page made a mistake',
    text: 'It tried to send a value that it must not have. Nothing was sent.',
  },
  'invalid-input': {
    title: 'This page made a mistake',
    text: 'It sent an invalid value. Nothing was changed.',
  },
  'invalid-options': {
    title: 'This page made a mistake',
    text: 'Its settings are wrong. Contact support.',
  },
  setup: {
    title: 'This page could not be set up',
    text: 'Our own server did not answer. Try again in a moment.',
    again: true,
  },
  'mount-target': {
    title: 'This page made a mistake',
    text: 'A field could not be shown. Contact support.',
  },
};

/** The message if the outcome of a request is unknown. */
const UNCERTAIN = {
  title: 'It may have worked',
  text: 'The answer was lost. It is safe to press the button again.',
};

const UNKNOWN = {
  title: 'Something went wrong',
  text: 'Try again in a moment.',
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
