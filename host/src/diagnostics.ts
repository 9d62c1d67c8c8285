import type { SordinoError } from './error.js';
import { PROTOCOL, type Code } from './generated/protocol.js';
import { OPERATIONS } from './session.js';
import type { Session } from './types.js';

/**
 * Something that happened in a session. Names and attributes fit OpenTelemetry's events; none holds
 * a secret, a token or an input.
 */
export interface LogEvent {
  name:
    | 'sordino.session.ready'
    | 'sordino.session.error'
    | 'sordino.token.expiring'
    | 'sordino.token.expired'
    | 'sordino.call.start'
    | 'sordino.call.end';
  /**
   * Milliseconds since the page began (`performance.now()`); `performance.timeOrigin` makes it a
   * time of day.
   */
  time: number;
  attributes: {
    /** The method of the session. */
    'sordino.operation'?: string;
    /** Tells the calls of one session apart. */
    'sordino.call'?: number;
    /** Milliseconds that a call took. */
    'sordino.duration'?: number;
    /** `SordinoError.code`. */
    'error.type'?: Code;
    /** The API's own id of the request, for its support. */
    'sordino.request_id'?: string;
    /** `unknown`: it may have taken effect. */
    'sordino.outcome'?: string;
    'sordino.retry_after'?: number;
  };
}

/**
 * Why a frame did not load, as far as a page can know it:
 *
 * - `offline`: the browser says that there is no network.
 * - `policy`: the page's own Content-Security-Policy does not let the frame in (`frame-src`).
 * - `incompatible`: a frame is there, of a version that does not speak with this loader.
 * - `status`: its host answered with an error, 404 for instance; only where the host lets the page
 *   read that (CORS).
 * - `blocked`: no answer at all: an extension, a proxy, a name that leads nowhere, a host that is
 *   down.
 * - `silent`: the host answers, and no frame spoke: it is not there, is not for this page's origin
 *   (`--embedder`), was stopped, or is slow.
 */
export type FrameCause = 'offline' | 'policy' | 'incompatible' | 'status' | 'blocked' | 'silent';

/**
 * What a support engineer needs, and nothing that must not leave the page: it can be copied into a
 * ticket as it is.
 */
export interface DiagnosticsReport {
  /**
   * The loader's release, and the frame's once it has spoken; and the number of the messages
   * between them, each as it says.
   */
  loader: { release: string; protocol: number };
  frame: { release?: string; protocol?: number; cause?: FrameCause };
  state: 'loading' | 'ready' | 'failed';
  /** Milliseconds from the begin of the recording to the session's first `ready`. */
  readyAfter?: number;
  /** What the browser says of the network. */
  online: boolean;
  userAgent: string;
  /** The last 200. */
  events: LogEvent[];
}

/** Put in by `cargo xtask build`. */
declare const RELEASE: string;

const KEPT = 200;

/**
 * Records what happens in a session from now on, so call it right after `createSession`; and makes
 * a report of it when asked. `onLog` hears of each event as it happens.
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
  const base = new URL(`${frameUrl}`.replace(/\/?$/, '/'));
  const events: LogEvent[] = [];
  const began = performance.now();
  /** What the frame said of itself. */
  const heard: DiagnosticsReport['frame'] = {};
  let state: DiagnosticsReport['state'] = 'loading';
  let readyAfter: number | undefined;
  let isKeptOut = false;
  let calls = 0;

  const log = (name: LogEvent['name'], attributes: LogEvent['attributes'] = {}): void => {
    const event = { name, time: Math.round(performance.now()), attributes };
    events.push(event);
    if (events.length > KEPT) events.shift();
    onLog?.(event);
  };

  /** Of an error only what is known to be harmless: codes, ids and numbers. */
  const ofError = ({
    code,
    requestId,
    outcome,
    retryAfter,
  }: Partial<SordinoError>): LogEvent['attributes'] => ({
    ...(code && { 'error.type': code }),
    ...(requestId && { 'sordino.request_id': requestId }),
    ...(outcome && { 'sordino.outcome': outcome }),
    ...(retryAfter !== undefined && { 'sordino.retry_after': retryAfter }),
  });

  session.addEventListener('ready', () => {
    state = 'ready';
    readyAfter ??= Math.round(performance.now() - began);
    log('sordino.session.ready');
  });
  session.addEventListener('error', ({ detail }) => {
    log('sordino.session.error', ofError(detail));
    if (detail.ended) state = 'failed';
  });
  session.addEventListener('tokenexpiring', () => log('sordino.token.expiring'));
  session.addEventListener('tokenexpired', () => log('sordino.token.expired'));

  // What the window hears, until the session is destroyed.
  const end = new AbortController();
  const onWindow = <E extends 'message' | 'securitypolicyviolation'>(
    type: E,
    listener: (event: WindowEventMap[E]) => void,
  ): void => globalThis.addEventListener?.(type, listener as EventListener, { signal: end.signal });
  onWindow('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    if (effectiveDirective == 'frame-src' && blockedURI.startsWith(base.origin)) isKeptOut = true;
  });
  onWindow('message', ({ origin, data }) => {
    if (origin != base.origin || typeof data?.sordino != 'number') return;
    heard.protocol = data.sordino;
    if (typeof data.release == 'string') heard.release = data.release.slice(0, 40);
  });
  const destroy = session.destroy;
  session.destroy = () => {
    end.abort();
    destroy();
  };

  for (const operation of OPERATIONS) {
    const run = session[operation] as (...args: unknown[]) => Promise<unknown>;
    const observed = async (...args: unknown[]): Promise<unknown> => {
      const begin = performance.now();
      const of = { 'sordino.operation': operation, 'sordino.call': ++calls };
      const ended = (more: LogEvent['attributes'] = {}): void =>
        log('sordino.call.end', {
          ...of,
          'sordino.duration': Math.round(performance.now() - begin),
          ...more,
        });
      log('sordino.call.start', of);
      try {
        const result = await run(...args);
        ended();
        return result;
      } catch (error) {
        ended(ofError(error as SordinoError));
        throw error;
      }
    };
    session[operation] = observed as never;
  }

  /** Asks the frame's host; what it answers is read only where it lets the page do so. */
  const ask = async (mode: RequestMode): Promise<FrameCause> => {
    const options = {
      mode,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(5_000),
    } as const;
    const { type, ok } = await fetch(new URL('vault.html', base), options);
    return type == 'opaque' || ok ? 'silent' : 'status';
  };

  const cause = async (): Promise<FrameCause | undefined> => {
    if (state != 'failed') return;
    if (heard.protocol) return heard.protocol == PROTOCOL ? undefined : 'incompatible';
    if (isKeptOut) return 'policy';
    if (!navigator.onLine) return 'offline';
    return ask('cors')
      .catch(() => ask('no-cors'))
      .catch((): FrameCause => 'blocked');
  };

  return async () => {
    const why = await cause();
    return {
      loader: { release: typeof RELEASE == 'string' ? RELEASE : 'unbuilt', protocol: PROTOCOL },
      frame: { ...heard, ...(why && { cause: why }) },
      state,
      ...(readyAfter != undefined && { readyAfter }),
      online: navigator.onLine,
      userAgent: navigator.userAgent,
      events: [...events],
    };
  };
};
