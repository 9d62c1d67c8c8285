/**
 * The error for a wrong value or a path that is already used. The message says what to change. The
 * exit code is 2.
 */
export class Refused extends Error {}

/** The error for a failure such as an unreadable file or a used port. The exit code is 1. */
export class Failed extends Error {}

/** Returns the message of a thrown value. */
export const reason = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
