import type { Code, Failure, FieldProblem, Outcome } from './generated/protocol.js';

/** Why something failed: `code` is one of a closed set, one cause each. Its message is the code. */
export class SordinoError extends Error {
  declare readonly code: Code;
  /** Whether the same call can succeed later, unchanged. */
  declare readonly retryable: boolean;
  /** `extensions.requestId` of the API's response. */
  declare readonly requestId?: string;
  /** Seconds to wait before trying again. */
  declare readonly retryAfter?: number;
  /** What is wrong where. */
  declare readonly fields?: readonly FieldProblem[];
  /** `unknown`: it may have taken effect although no answer says so. */
  declare readonly outcome?: Outcome;

  /**
   * The session has ended: set in its event `error`, in what `ready` rejects with, and in calls that
   * ended with it. `retry` begins it again, unless it was destroyed.
   */
  declare ended?: boolean;

  /** What tells it apart where `instanceof` can't: the package may be in an app twice. */
  override readonly name = 'SordinoError';

  constructor(failure: Code | Failure) {
    // The message is the code, because a sentence would be in every visitor's download and only a
    // developer reads it. `Code` documents each code.
    super((failure as Failure).code ?? failure);
    Object.assign(
      this,
      // Of the codes that the loader itself gives, this one alone: a test holds it to `RETRYABLE`.
      { code: failure, retryable: failure == 'frame-unavailable' },
      (failure as Failure).code && failure,
    );
  }
}
