import { SordinoError } from './error.js';
import { createField, type Mounted } from './field.js';
import { createFrame } from './frame.js';
import {
  type Appearance,
  type Code,
  type Failure,
  type FieldKind,
  type FieldOptions,
  type FieldProblem,
  type FromVault,
  OPERATIONS,
  PROTOCOL,
  type ToVault,
  type TokenReason,
} from './generated/protocol.js';
import { readPlain, refusal } from './plain.js';
import type { CallOptions, Session, SessionOptions } from './types.js';

// A name that ends with an underscore is private to the loader: the bundler shortens it.

/** A failure from the vault, or an error that was created from one. */
type Reason = Omit<Failure, 'fields'> & { fields?: readonly FieldProblem[] };

/** A call that has no answer yet. */
interface Call {
  /** Sends the call to the vault. */
  send_(): void;
  resolve_(result: unknown): void;
  /**
   * Ends the call with an error. `wasSent` is truthy if the vault has received the call and will
   * not answer it. The outcome of such a call is unknown, unless it only reads, and it is not
   * retryable.
   */
  reject_(reason: Reason, wasSent?: unknown): void;
}

/** The state of a session: loading (no member is set), connected, or ended. */
type State =
  | { port_?: undefined; error_?: undefined }
  | { port_: MessagePort; error_?: undefined }
  | { port_?: undefined; error_: SordinoError };

// Requirements of a session:
//
// 1. The loader accepts a hello only from the window of the vault's own iframe and from exactly the
//    frame's origin (attacks 4 and 5).
// 2. It answers a hello once, to exactly that origin, and sends one end of a new channel (attacks 7
//    to 9).
// 3. A second `load` event means that someone has navigated or moved the vault's iframe. The
//    session ends (attack 7).
// 4. The loader keeps fields and calls, not messages. So a vault that loads late, or again after
//    `retry`, receives them too.
// 5. The session ends when the vault's iframe leaves the page. An observer reports it, and each
//    call, abort and mount checks it first.
// 6. Every call settles. If the vault does not answer an abort, because it hangs or has crashed,
//    the call ends after a second.
// 7. Values of the page are copied once, as plain data, by the method that receives them. That
//    method throws if a value is wrong.

/**
 * Starts a session: inserts the vault's hidden iframe into the document and connects to it. Returns
 * at once; fields can be created and operations called before the frame has loaded.
 *
 * @throws {@link SordinoError} `invalid-options` if `frameUrl` is not an allowed address, `timeout`
 * is out of range, or another option is not plain data. If the frame refuses an option, the session
 * ends with `invalid-options`.
 *
 * @example
 * ```ts
 * const session = createSession({
 *   frameUrl: 'https://frame.example/v1.0.0/',
 *   clientToken: async () => (await fetch('/client-tokens', { method: 'POST' })).json(),
 * });
 * ```
 */
export const createSession: (options: SessionOptions) => Session = ({
  frameUrl,
  clientToken,
  timeout = 15_000,
  ...given
}) => {
  const url = `${frameUrl}`.replace(/\/?$/, '/');
  const base = new URL(URL.canParse(url) ? url : 'data:');
  // Https, or http for a loopback address; no user, query or fragment. The pattern is enough
  // because the URL is normalized: after the scheme and two slashes comes the host, unless there is
  // an `@`.
  if (!/^http(s:..[^/@]+|:..(localhost|127\.[\d.]+|\[::1])(:\d+)?)\/[^?#]*$/.test(base.href))
    throw refusal('frameUrl');
  if (timeout % 1 != 0 || timeout < 1 || timeout > 120_000) throw refusal('timeout');
  const start = readPlain(given);

  const mounted = new Map<string, Mounted>();
  const calls = new Map<number, Call>();
  let lastCall = 0;
  let state: State;
  let vault: HTMLIFrameElement;
  let timer: ReturnType<typeof setTimeout>;
  let ready: { resolve_(): void; reject_(error: SordinoError): void };

  const emit = (detail: unknown, type: string): void => {
    session.dispatchEvent(new CustomEvent(type, { detail }));
  };

  /**
   * Ends the session: makes the vault wipe its values, removes all iframes, settles all promises.
   */
  const close = (reason: Code | Failure = 'frame-unavailable'): void => {
    const { port_ } = state;
    if (state.error_) return;
    port_?.postMessage({ destroy: {} });
    port_?.close();
    const error = Object.assign(new SordinoError(reason), { ended: true });
    state = { error_: error };
    removeEventListener('message', greet);
    observer.disconnect();
    clearTimeout(timer);
    ready.reject_(error);
    calls.forEach(({ reject_ }) => reject_(error, port_));
    mounted.forEach((field) => {
      field.parent_ ??= field.frame_.parentNode;
      field.isReady_ = false;
      field.frame_.remove();
    });
    vault.remove();
    if (reason != 'destroyed') emit(error, 'error');
  };

  /** Ends the session if the vault has left the page. Returns the error of an ended session. */
  const check = (): SordinoError | undefined => {
    if (!vault.isConnected) close();
    return state.error_;
  };
  /** Sends a message if the vault is connected. Returns the error of an ended session. */
  const send = (message: ToVault): SordinoError | undefined => {
    check();
    state.port_?.postMessage(message);
    return state.error_;
  };
  const observer = new MutationObserver(check);

  const greet = ({ data, source, origin }: MessageEvent): void => {
    if (state.port_ || source != vault.contentWindow || !data.sordino || origin != base.origin)
      return;
    if (data.sordino != PROTOCOL) return close('frame-incompatible');
    const { port1, port2 } = new MessageChannel();
    state = { port_: port1 };
    port1.onmessage = ({ data }) => {
      for (const type in data) (on[type as keyof typeof on] ?? emit)(data[type], type);
    };
    (source as Window).postMessage({ sordino: PROTOCOL }, origin, [port2]);
    send({ start: { locale: document.documentElement.lang, ...start, timeout } });
    mounted.forEach(({ show_ }) => show_());
    calls.forEach(({ send_ }) => send_());
  };

  /** Handles messages of the vault. A type without a handler is an event of the session. */
  const on: {
    [T in FromVault as keyof T & string]?: (content: T[keyof T & keyof T], type: string) => void;
  } = {
    ready(detail, type) {
      clearTimeout(timer);
      ready.resolve_();
      emit(detail, type);
    },
    field: ({ id, event }) => mounted.get(id)?.receive_(event),
    async needToken({ request, reason }: { request: number; reason: TokenReason }) {
      let answer: Extract<ToVault, { token: unknown }>['token'] = { request, failed: true };
      try {
        // A plain token can't be renewed, so the vault gets it only once.
        const token = await (typeof clientToken == 'function'
          ? clientToken(reason)
          : reason == 'first'
            ? clientToken
            : '');
        answer = { request, token: readPlain(token) };
      } catch {
        // The page reports its own errors. The vault only learns that there is no token now.
      }
      send({ token: answer });
    },
    ended: close,
    done: ({ id, result }) => calls.get(id)?.resolve_(result),
    failed: ({ id, error }) => calls.get(id)?.reject_(error),
    error: (failure, type) => emit(new SordinoError(failure), type),
  };

  const session = Object.assign(new EventTarget(), {
    createField: (kind: FieldKind, given?: FieldOptions) =>
      createField(base, mounted, send, kind, given),
    update(changes: { appearance: Appearance }) {
      const plain = readPlain(changes);
      Object.assign(start, plain);
      send(plain);
    },
    hide: () => send({ hide: {} }),
    retry() {
      if (check() && clientToken) connect();
      return session.ready;
    },
    destroy() {
      close('destroyed');
      clientToken = undefined!;
    },
  }) as unknown as Session & { ready: Promise<void> };
  for (const operation of OPERATIONS)
    session[operation] = ((given: unknown, { signal }: CallOptions = {}): Promise<unknown> => {
      const id = ++lastCall;
      const abort = (): void => {
        const settle = () => calls.get(id)?.reject_(new SordinoError('aborted'), state.port_);
        if (state.port_) setTimeout(settle, 1_000);
        else settle();
        send({ abort: { id } });
      };
      return new Promise((resolve_, reject) => {
        const input = readPlain(given, 'invalid-input');
        const call: Call = {
          send_: () => send({ call: { id, operation, input } }),
          resolve_,
          reject_: (reason, wasSent) =>
            reject(
              new SordinoError(
                // Operations that only read begin with `view`; a test compares them with `EFFECTS`,
                // which would cost more bytes.
                (wasSent && !/^view/.test(operation)
                  ? { ...reason, retryable: false, outcome: 'unknown' }
                  : reason) as Failure,
              ),
            ),
        };
        // Checked here, because a getter of the input may have ended the session.
        if (check()) throw state.error_;
        // Before the call is sent, because this throws if `signal` is not an `AbortSignal`.
        signal?.addEventListener('abort', abort);
        calls.set(id, call);
        call.send_();
        if (signal?.aborted) abort();
      }).finally(() => {
        calls.delete(id);
        // A page may use one signal for many calls.
        signal?.removeEventListener('abort', abort);
      });
    }) as never;

  const watch = (): void => {
    timer = setTimeout(close, timeout);
  };

  const connect = (): void => {
    state = {};
    // Without a handler, a rejection would appear in the console. The event `error` reports it.
    (session.ready = new Promise((resolve_, reject_) => (ready = { resolve_, reject_ }))).catch(
      () => {},
    );
    vault = createFrame(base, 'vault', { hidden: true });
    vault.onload = () => (vault.onload = () => close());
    addEventListener('message', greet);
    // Not in a shadow root: fields look for the vault in `window.parent.frames`, which has no
    // frames of shadow roots.
    document.body.append(vault);
    for (let above: Node | null = vault; (above = above.parentNode); )
      observer.observe(above, { childList: true });
    // The browser loads the frame of a prerendered page when the page is activated.
    if ((document as { prerendering?: boolean }).prerendering)
      document.addEventListener('prerenderingchange', watch);
    else watch();
  };
  connect();
  return session;
};
