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
  type Operation,
  PROTOCOL,
  type ToVault,
  type TokenReason,
} from './generated/protocol.js';
import { readPlain, refusal } from './plain.js';
import type { CallOptions, Session, SessionOptions } from './types.js';

// A name that ends with an underscore is private to this package: the bundler shortens it.

/**
 * The operations, as methods of a session; a test holds them to the generated type. One text, since
 * quotes and commas cost bytes.
 */
export const OPERATIONS = (
  'setPaymentCardPin viewPaymentCard viewDirectDepositDetail viewExternalBankAccountDetail ' +
  'tokenizePersonAccountHolder tokenizeBusinessAccountHolder tokenizeAuthorizedUser ' +
  'createPersonAccountHolder createBusinessAccountHolder createAuthorizedUser uploadDocuments'
).split(' ') as Operation[];

/** A failure, or an error that was made of one. */
type Reason = Omit<Failure, 'fields'> & { fields?: readonly FieldProblem[] };

/** A call that is not answered yet. */
interface Call {
  /** Tells the vault of it. */
  send_(): void;
  resolve_(result: unknown): void;
  /**
   * Ends it. Of a call that a vault was told of and can't be asked about (`wasSent`) the outcome is
   * unknown, unless it only reads; and what makes something must not be repeated.
   */
  reject_(reason: Reason, wasSent?: unknown): void;
}

/** What a session is at: its vault is loading unless one of the members is there. */
type State =
  | { port_?: undefined; error_?: undefined }
  | { port_: MessagePort; error_?: undefined }
  | { port_?: undefined; error_: SordinoError };

/**
 * Begins a session: inserts the vault's frame into the document and connects to it.
 *
 * 1. A hello counts only from the window of the vault's own iframe and from exactly the frame's
 *    origin (attacks 4 and 5).
 * 2. It is answered once, with one end of a fresh channel, to exactly that origin (attacks 7 to 9).
 * 3. If the vault's frame is loaded a second time, someone has navigated or moved it: the session
 *    ends (attack 7).
 * 4. What is to be sent before the vault is there is kept as what the messages are made of, so that
 *    a vault that is loaded by `retry` is told of it too.
 * 5. If the vault's frame leaves the page, the session ends: an observer tells, and each call, abort
 *    and mount looks first.
 * 6. Every call settles. An abort that the vault does not answer, because it hangs or has crashed,
 *    settles after a second.
 * 7. What the page gives is read once, as plain data, when it is given; what is wrong is said there.
 *
 * @throws {@link SordinoError} `invalid-options` when an option is unknown or has a value that it
 * can't have, such as a `frameUrl` that is no URL with https (or http on a loopback address).
 */
export const createSession = (options: SessionOptions): Session => {
  let { frameUrl, clientToken, timeout = 15_000, ...given } = options;
  const url = `${frameUrl}`.replace(/\/?$/, '/');
  const base = new URL(URL.canParse(url) ? url : 'data:');
  // Https, or http on a loopback address; no user, query or fragment. The text of a parsed URL says
  // it by its form: what is behind the scheme and two slashes is the host, unless there is an `@`.
  if (!/^http(s:..[^/@]+|:..(localhost|127\.[\d.]+|\[::1])(:\d+)?)\/[^?#]*$/.test(base.href))
    throw refusal('frameUrl');
  if (timeout % 1 || !(timeout >= 1 && timeout <= 120_000)) throw refusal('timeout');
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

  /** Ends the session: wipes what the vault holds, removes all frames, settles what waits. */
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

  /** Ends the session if its vault has left the page; returns why it has ended, if it has. */
  const check = (): SordinoError | undefined => {
    if (!vault.isConnected) close();
    return state.error_;
  };
  /** Sends a message to the vault, if it is there; returns why the session has ended, if it has. */
  const send = (message: ToVault): SordinoError | undefined => {
    check();
    state.port_?.postMessage(message);
    return state.error_;
  };
  const observer = new MutationObserver(check);

  const greet = ({ source, origin, data }: MessageEvent): void => {
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

  /** What to do with each message of the vault; the others are events of the session. */
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
        // A plain token is no better the second time.
        const token = await (typeof clientToken == 'function'
          ? clientToken(reason)
          : reason == 'first'
            ? clientToken
            : '');
        answer = { request, token: readPlain(token) };
      } catch {
        // The page's own failure is its own to report; here it means that there is no token now.
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
    update(looks: { appearance: Appearance }) {
      const plain = readPlain(looks);
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
        const { port_ } = state;
        const settle = () => calls.get(id)?.reject_(new SordinoError('aborted'), port_);
        if (port_) setTimeout(settle, 1_000);
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
                // A test holds the name to the generated `EFFECTS`, which would cost more bytes.
                (wasSent && !/^view/.test(operation)
                  ? { ...reason, outcome: 'unknown', retryable: false }
                  : reason) as Failure,
              ),
            ),
        };
        // After the input was read, and before it is sent: its getters may end the session.
        const error = check();
        if (error) throw error;
        // Before it is sent, too, because what is no signal throws.
        signal?.addEventListener('abort', abort);
        calls.set(id, call);
        call.send_();
        if (signal?.aborted) abort();
      }).finally(() => {
        calls.delete(id);
        // A page may keep one signal for very many calls.
        signal?.removeEventListener('abort', abort);
      });
    }) as never;

  const watch = (): void => {
    timer = setTimeout(close, timeout);
  };

  const connect = (): void => {
    state = {};
    // A page that does not wait for `ready` hears of a failure by the event `error`, and not by the
    // console.
    (session.ready = new Promise((resolve_, reject_) => (ready = { resolve_, reject_ }))).catch(
      () => {},
    );
    vault = createFrame(base, 'vault', { hidden: true });
    vault.onload = () => (vault.onload = () => close());
    addEventListener('message', greet);
    // In the document itself: a frame in a shadow root is in no list of frames, and fields look for
    // the vault there.
    document.body.append(vault);
    for (let above: Node | null = vault; (above = above.parentNode); )
      observer.observe(above, { childList: true });
    // A browser that prerenders the page loads the frame when the page is activated.
    if ((document as { prerendering?: boolean }).prerendering)
      document.addEventListener('prerenderingchange', watch);
    else watch();
  };
  connect();
  return session;
};
