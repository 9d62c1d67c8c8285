import type { Code, Failure, FieldProblem, Outcome } from './generated/protocol.js'

/** Why something failed: `code` is one of a closed set, one cause each. Its message holds no secret and no text of a server. */
export class SordinoError extends Error {
  declare readonly code: Code
  /** Whether the same call can succeed later, unchanged. */
  declare readonly retryable: boolean
  /** `extensions.requestId` of the API's response. */
  declare readonly requestId?: string
  /** Seconds to wait before trying again. */
  declare readonly retryAfter?: number
  /** What is wrong where. */
  declare readonly fields?: readonly FieldProblem[]
  /** `unknown`: it may have taken effect although no answer says so. */
  declare readonly outcome?: Outcome

  constructor(failure: Code | Failure) {
    super()
    // A failure that the loader finds itself has no other words than its code.
    Object.assign(this, (failure as Failure).code ? failure : { code: failure, message: failure, retryable: false })
    this.name = 'SordinoError'
  }
}
