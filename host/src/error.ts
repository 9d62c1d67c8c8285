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
   * Of a session's event `error` and of what waits for it then: the session has ended. `retry`
   * begins it anew.
   */
  declare ended?: boolean;

  /** What tells it apart where `instanceof` can't: the package may be in an app twice. */
  override readonly name = 'SordinoError';

  constructor(failure: Code | Failure) {
    // No sentence: nobody downloads what only a developer reads. What a code means stands with
    // `Code`.
    super((failure as Failure).code ?? failure);
    // Of the codes that the loader itself gives, only this can pass.
    Object.assign(
      this,
      (failure as Failure).code
        ? failure
        : { code: failure, retryable: failure == 'frame-unavailable' },
    );
  }
}
