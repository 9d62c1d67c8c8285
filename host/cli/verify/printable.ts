/**
 * What a host says, for a terminal and for programs. A host is not trusted: its text could move the
 * cursor, colour a lie or turn the direction of a line.
 */

/** Controls, formats (marks of direction among them), line ends and halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Characters of one text, of which the rest says no more. */
const LONGEST = 1_000;

/** The text without what can't be seen, and not longer than can be read. */
export const printable = (text: string): string => {
  const plain = text.replace(UNSEEN, '');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
};

/** A released version of the package, and nothing else that `npx sordino@…` would install. */
const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9a-z]+(\.[0-9a-z]+)*)?$/i;

/** What a shell takes as it is. */
const PLAIN_ADDRESS = /^[\w.~:/%-]+$/;

/**
 * The command that compares a frame with the package of its own release; `undefined` when the host
 * names no release that a person should be told to run.
 */
export const commandFor = (release: string, frame: URL): string | undefined => {
  if (!VERSION.test(release) || release.length > 40) return undefined;
  const address = PLAIN_ADDRESS.test(frame.href) ? frame.href : 'URL';
  return `npx sordino@${release} frame --verify ${address}`;
};
