/**
 * Makes texts of an untrusted host safe to print. They could move the cursor, change colours or
 * change the direction of a line.
 */

/** Control and format characters, including direction marks; line ends and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The most characters of a text. */
const LONGEST = 1_000;

/** Removes invisible characters, and shortens the text. */
export const printable = (text: string): string => {
  const plain = text.replace(UNSEEN, '');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
};

/** The form of a version. `npx sordino@…` would accept other texts too. */
const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9a-z]+(\.[0-9a-z]+)*)?$/i;

/** The form of an address that needs no quotes in a shell. */
const PLAIN_ADDRESS = /^[\w.~:/%-]+$/;

/**
 * Returns the command that compares a frame with the package of the same release; `undefined` if
 * the host's text is not a version.
 */
export const commandFor = (release: string, frame: URL): string | undefined => {
  if (!VERSION.test(release) || release.length > 40) return undefined;
  const address = PLAIN_ADDRESS.test(frame.href) ? frame.href : 'URL';
  return `npx sordino@${release} frame --verify ${address}`;
};
