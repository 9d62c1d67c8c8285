/**
 * What was asked for can't be done as it was asked: a value is wrong, or a place is taken. The
 * message says what to change.
 */
export class Refused extends Error {}

/** What was asked for was right, and went wrong: a file can't be read, a port can't be had. */
export class Failed extends Error {}

/** The text of anything that was thrown. */
export const reason = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
