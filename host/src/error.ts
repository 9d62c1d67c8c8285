import type { Code, Failure, FieldProblem, Outcome } from './generated/protocol.js';

/**
 * The error of every failure. `code` is one of a closed set and names the cause; `message` is the
 * same text. docs/troubleshooting.md lists each code with its remedy.
 *
 * @example
 * ```ts
 * try {
 *   await session.setPaymentCardPin({ paymentCardId });
 * } catch (error) {
 *   if (error instanceof SordinoError && error.code === 'invalid-fields') pin.focus();
 *   else throw error;
 * }
 * ```
 */
export class SordinoError extends Error {
  declare readonly code: Code;
  /** Whether the same call can succeed later without a change. */
  declare readonly retryable: boolean;
  /** The API's id of the request (`extensions.requestId` of the response), for its support. */
  declare readonly requestId?: string;
  /** Seconds to wait before the next attempt. */
  declare readonly retryAfter?: number;
  /** The fields and input members that are wrong. */
  declare readonly fields?: readonly FieldProblem[];
  /** `unknown` if the operation may have taken effect although no answer says so. */
  declare readonly outcome?: Outcome;

  /**
   * `true` if the session has ended. It is set in the session's event `error`, in the rejection of
   * `ready`, and in the errors of the calls that were running. `retry` starts the session again,
   * unless the page has destroyed it.
   */
  declare ended?: boolean;

  /** Identifies the error if an app contains the package twice and `instanceof` fails. */
  override readonly name = 'SordinoError';

  constructor(failure: Code | Failure) {
    // A sentence for each code would be in every visitor's download, and only developers read it.
    super((failure as Failure).code ?? failure);
    Object.assign(
      this,
      // The only retryable code that the loader itself creates; a test compares it with
      // `RETRYABLE`.
      { code: failure, retryable: failure == 'frame-unavailable' },
      (failure as Failure).code && failure,
    );
  }
}
