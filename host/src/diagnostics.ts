import type { SordinoError } from './error.js'
import { PROTOCOL, type Code } from './generated/protocol.js'
import { OPERATIONS } from './session.js'
import type { Session } from './types.js'

/** Something that happened in a session. Names and attributes fit OpenTelemetry's events; none holds a secret, a token or an input. */
export interface LogEvent {
  name: 'sordino.session.ready' | 'sordino.session.error' | 'sordino.token.expiring' | 'sordino.token.expired' | 'sordino.call.start' | 'sordino.call.end'
  /** Milliseconds since the page began (`performance.now()`). */
  time: number
  attributes: {
    /** The method of the session. */
    'sordino.operation'?: string
    /** Tells the calls of one session apart. */
    'sordino.call'?: number
    /** Milliseconds that a call took. */
    'sordino.duration'?: number
    /** `SordinoError.code`. */
    'error.type'?: Code
    /** The API's own id of the request, for its support. */
    'sordino.request_id'?: string
    /** `unknown`: it may have taken effect. */
    'sordino.outcome'?: string
    'sordino.retry_after'?: number
  }
}

/** What a support engineer needs, and nothing that must not leave the page: it can be copied into a ticket as it is. */
export interface DiagnosticsReport {
  /** Of the messages between loader and frame. */
  protocol: number
  state: 'loading' | 'ready' | 'failed'
  /** What the browser says of the network. */
  online: boolean
  userAgent: string
  /**
   * Whether `vault.html` can be had: the status of a request for it; `unreachable` when there was no answer, as when it is blocked, or
   * when there is no network.
   */
  frame: number | 'unreachable'
  /** Directives of the page's own Content-Security-Policy that kept something of the frame's origin out. */
  blocked: string[]
  /** The last 200. */
  events: LogEvent[]
}

const KEPT = 200

/**
 * Records what happens in a session from now on, so call it right after `createSession`; and makes a report of it when asked.
 * `onLog` hears of each event as it happens.
 *
 * ```ts
 * const session = createSession({ frameUrl, clientToken })
 * const diagnostics = recordDiagnostics(session, { frameUrl, onLog: ({ name, attributes }) => logger.emit({ eventName: name, attributes }) })
 * // later, for a ticket
 * await navigator.clipboard.writeText(JSON.stringify(await diagnostics(), undefined, 2))
 * ```
 */
export const recordDiagnostics = (
  session: Session,
  { frameUrl, onLog }: { frameUrl: string | URL; onLog?: (event: LogEvent) => void },
): (() => Promise<DiagnosticsReport>) => {
  const base = new URL(`${frameUrl}`.replace(/\/?$/, '/'))
  const events: LogEvent[] = []
  const blocked = new Set<string>()
  let state: DiagnosticsReport['state'] = 'loading'
  let calls = 0

  const log = (name: LogEvent['name'], attributes: LogEvent['attributes'] = {}): void => {
    const event = { name, time: Math.round(performance.now()), attributes }
    events.push(event)
    if (events.length > KEPT) events.shift()
    onLog?.(event)
  }

  /** Of an error only what is known to be harmless: codes, ids and numbers. */
  const ofError = ({ code, requestId, outcome, retryAfter }: Partial<SordinoError>): LogEvent['attributes'] => ({
    ...(code && { 'error.type': code }),
    ...(requestId && { 'sordino.request_id': requestId }),
    ...(outcome && { 'sordino.outcome': outcome }),
    ...(retryAfter !== undefined && { 'sordino.retry_after': retryAfter }),
  })

  session.addEventListener('ready', () => {
    state = 'ready'
    log('sordino.session.ready')
  })
  session.addEventListener('error', ({ detail }) => {
    log('sordino.session.error', ofError(detail))
    if (detail.ended) state = 'failed'
  })
  session.addEventListener('tokenexpiring', () => log('sordino.token.expiring'))
  session.addEventListener('tokenexpired', () => log('sordino.token.expired'))
  // `globalThis.` for a page whose policy keeps the frame out: only it is told.
  globalThis.addEventListener?.('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    if (blockedURI.startsWith(base.origin)) blocked.add(effectiveDirective)
  })

  for (const operation of OPERATIONS) {
    const run = session[operation] as (...args: unknown[]) => Promise<unknown>
    const observed = async (...args: unknown[]): Promise<unknown> => {
      const call = ++calls
      const began = performance.now()
      const of = { 'sordino.operation': operation, 'sordino.call': call }
      const end = (more: LogEvent['attributes'] = {}): void =>
        log('sordino.call.end', { ...of, 'sordino.duration': Math.round(performance.now() - began), ...more })
      log('sordino.call.start', of)
      try {
        const result = await run(...args)
        end()
        return result
      } catch (error) {
        end(ofError(error as SordinoError))
        throw error
      }
    }
    session[operation] = observed as never
  }

  const look = async (): Promise<number | 'unreachable'> => {
    try {
      return (await fetch(new URL('vault.html', base), { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' })).status
    } catch {
      return 'unreachable'
    }
  }

  return async () => {
    const frame = await look()
    const { onLine: online, userAgent } = navigator
    return { protocol: PROTOCOL, state, online, userAgent, frame, blocked: [...blocked], events: [...events] }
  }
}
