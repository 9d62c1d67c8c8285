import type { Code, Failure, FieldProblem, Outcome } from './generated/protocol.js'

/** Why something failed: `code` is one of a closed set, one cause each. Its message holds no secret and no text of a server. */
export class SordinoError extends Error implements Omit<Failure, 'fields'> {
  readonly code!: Code
  /** Whether the same call can succeed later, unchanged. */
  readonly retryable!: boolean
  /** `extensions.requestId` of the API's response. */
  readonly requestId?: string
  /** Seconds to wait before trying again. */
  readonly retryAfter?: number
  /** What is wrong where. */
  readonly fields?: readonly FieldProblem[]
  /** `unknown`: it may have taken effect although no answer says so. */
  readonly outcome?: Outcome

  constructor(failure: Partial<Failure> & { code: Code }) {
    super(failure.message ?? failure.code)
    Object.assign(this, { retryable: false }, failure, { name: 'SordinoError' })
  }
}
