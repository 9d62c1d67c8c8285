import { causesOfCovered } from './covered.js';
import type { SordinoError } from './error.js';
import { type Code, OPERATIONS, PROTOCOL } from './generated/protocol.js';
import type { Field, Session } from './types.js';

/**
 * An event of a session, with a name and attributes in the form of OpenTelemetry's events. It
 * contains no secret, token or input.
 */
export interface LogEvent {
  /** The type of the event. */
  name:
    | 'sordino.session.ready'
    | 'sordino.session.error'
    | 'sordino.token.expiring'
    | 'sordino.token.expired'
    | 'sordino.call.start'
    | 'sordino.call.end';
  /**
   * Milliseconds since the page was opened (`performance.now()`). Add `performance.timeOrigin` to
   * get the time of day.
   */
  time: number;
  /** The details of the event. */
  attributes: {
    /** The name of the operation. */
    'sordino.operation'?: string;
    /** The number of the call in this session. */
    'sordino.call'?: number;
    /** The duration of the call in milliseconds. */
    'sordino.duration'?: number;
    /** `SordinoError.code`. */
    'error.type'?: Code;
    /** The API's id of the request, for its support. */
    'sordino.request_id'?: string;
    /** `unknown` if the operation may have taken effect. */
    'sordino.outcome'?: string;
    /** Seconds to wait before the next attempt. */
    'sordino.retry_after'?: number;
  };
}

/**
 * The reason why the frame did not load, as far as a page can determine it:
 *
 * - `offline`: the browser reports that there is no network.
 * - `policy`: the `frame-src` of the page's own Content-Security-Policy blocks the frame.
 * - `incompatible`: the frame has a protocol version that this loader does not support.
 * - `status`: the frame's host answered with an error such as 404. The page can see this only if
 *   the host allows it (CORS).
 * - `blocked`: there was no answer, because of an extension, a proxy, a wrong host name, or a host
 *   that is down.
 * - `silent`: the host answered, but the frame sent no message. It is missing, was deployed without
 *   this page's origin (`--embedder`), was stopped, or is slow.
 */
export type FrameCause = 'offline' | 'policy' | 'incompatible' | 'status' | 'blocked' | 'silent';

/**
 * A report for a support engineer. It contains no secret, token or input, so it can be copied into
 * a ticket unchanged.
 */
export interface DiagnosticsReport {
  /** The loader's release, and its version of the protocol between loader and frame. */
  loader: { release: string; protocol: number };
  /** The same of the frame, after it has sent its first message, and the reason if it failed. */
  frame: { release?: string; protocol?: number; cause?: FrameCause };
  /** The state of the session. */
  state: 'loading' | 'ready' | 'failed';
  /** Milliseconds from the start of the recording to the session's first `ready`. */
  readyAfter?: number;
  /** `navigator.onLine` of the browser. */
  online: boolean;
  /** `navigator.userAgent` of the browser. */
  userAgent: string;
  /** The last 200 events, oldest first. */
  events: LogEvent[];
}

/** Defined by `cargo xtask build`. */
declare const RELEASE: string;

/** The most events that a report contains. */
const MAX_EVENTS = 200;

/**
 * Warns on the console when a field refuses with `covered`, once for each mount, and names what in
 * the page may be the cause.
 */
const explainCovered = (field: Field): void => {
  let frame: Element | null | undefined;
  let isSaid = false;
  const { mount } = field;
  field.mount = (target) => {
    mount(target);
    const place = typeof target == 'string' ? document.querySelector(target) : target;
    frame = place?.lastElementChild;
    isSaid = false;
    return field;
  };
  field.addEventListener('error', ({ detail: { code } }) => {
    if (code != 'covered' || isSaid || !frame) return;
    isSaid = true;
    const causes = causesOfCovered(frame);
    if (!causes.length)
      causes.push('nothing that a script finds: a shadow of another element, or its own colours');
    console.warn(`sordino: the field ${field.kind} can't be seen whole: ${causes.join('; ')}`);
  });
};

/**
 * Records the events of a session from now on, and returns a function that creates a report of
 * them. Call it right after `createSession`, or it misses events. `onLog` receives each event at
 * once. If a field refuses with `covered`, the console names the possible causes.
 *
 * If the session could not load its frame, creating the report sends up to two requests to the
 * frame's host, to find the reason. Each takes at most 5 seconds.
 *
 * @throws TypeError if `frameUrl` is not a valid URL.
 *
 * @example
 * ```ts
 * const session = createSession({ frameUrl, clientToken });
 * const createReport = recordDiagnostics(session, {
 *   frameUrl,
 *   onLog: ({ name, attributes }) => logger.emit({ eventName: name, attributes }),
 * });
 * // Later, for a ticket:
 * await navigator.clipboard.writeText(JSON.stringify(await createReport(), undefined, 2));
 * ```
 */
export const recordDiagnostics = (
  session: Session,
  { frameUrl, onLog }: { frameUrl: string | URL; onLog?: (event: LogEvent) => void },
): (() => Promise<DiagnosticsReport>) => {
  const base = new URL(`${frameUrl}`.replace(/\/?$/, '/'));
  const events: LogEvent[] = [];
  const began = performance.now();
  /** Versions that the frame has reported. */
  const reported: DiagnosticsReport['frame'] = {};
  let state: DiagnosticsReport['state'] = 'loading';
  let readyAfter: number | undefined;
  let isBlockedByPolicy = false;
  let calls = 0;

  const log = (name: LogEvent['name'], attributes: LogEvent['attributes'] = {}): void => {
    const event = { name, time: Math.round(performance.now()), attributes };
    events.push(event);
    if (events.length > MAX_EVENTS) events.shift();
    onLog?.(event);
  };

  /** Selects the attributes of an error that contain no secret: codes, ids and numbers. */
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

  // Removes the listeners of the window when the session is destroyed.
  const end = new AbortController();
  const onWindow = <E extends 'message' | 'securitypolicyviolation'>(
    type: E,
    listener: (event: WindowEventMap[E]) => void,
  ): void => globalThis.addEventListener?.(type, listener as EventListener, { signal: end.signal });
  onWindow('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    if (effectiveDirective == 'frame-src' && blockedURI.startsWith(base.origin))
      isBlockedByPolicy = true;
  });
  onWindow('message', ({ origin, data }) => {
    if (origin != base.origin || typeof data?.sordino != 'number') return;
    reported.protocol = data.sordino;
    if (typeof data.release == 'string') reported.release = data.release.slice(0, 40);
  });
  const destroy = session.destroy;
  session.destroy = () => {
    end.abort();
    destroy();
  };

  const create = session.createField;
  session.createField = (...args) => {
    const field = create(...args);
    explainCovered(field);
    return field;
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

  /**
   * Requests `vault.html`. Without CORS the answer is opaque, and only shows that the host is up.
   */
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
    if (reported.protocol) return reported.protocol == PROTOCOL ? undefined : 'incompatible';
    if (isBlockedByPolicy) return 'policy';
    if (!navigator.onLine) return 'offline';
    return ask('cors')
      .catch(() => ask('no-cors'))
      .catch((): FrameCause => 'blocked');
  };

  return async () => {
    const why = await cause();
    return {
      loader: { release: typeof RELEASE == 'string' ? RELEASE : 'unbuilt', protocol: PROTOCOL },
      frame: { ...reported, ...(why && { cause: why }) },
      state,
      ...(readyAfter != undefined && { readyAfter }),
      online: navigator.onLine,
      userAgent: navigator.userAgent,
      events: [...events],
    };
  };
};
