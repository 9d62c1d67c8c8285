import { SordinoError } from './error.js';
import { createField, type Mounted } from './field.js';
import { createFrame } from './frame.js';
import {
  type Appearance,
  type Code,
  type Failure,
  type FieldKind,
  type FieldOptions,
  type FromVault,
  type Operation,
  PROTOCOL,
  type ToVault,
  type TokenReason,
} from './generated/protocol.js';
import type { CallOptions, Session, SessionOptions } from './types.js';

/**
 * The operations, as methods of a session; a test holds them to the generated type. One text, since
 * quotes and commas cost bytes.
 */
export const OPERATIONS = (
  'setPaymentCardPin viewPaymentCard viewDirectDepositDetail viewExternalBankAccountDetail ' +
  'tokenizePersonAccountHolder tokenizeBusinessAccountHolder tokenizeAuthorizedUser ' +
  'createPersonAccountHolder createBusinessAccountHolder createAuthorizedUser uploadDocuments'
).split(' ') as Operation[];

/** A call that is not answered yet. */
type Call = [
  resolve: (result: unknown) => void,
  reject: (error: SordinoError) => void,
  /** Sent when the vault is there. */
  message: ToVault,
];

/**
 * Begins a session: inserts the vault's frame into the document and connects to it.
 *
 * 1. A hello counts only from the window of the vault's own iframe and from exactly the frame's
 *    origin (attacks 4 and 5).
 * 2. It is answered once, with one end of a fresh channel, to exactly that origin (attacks 7 to 9).
 * 3. If the vault's frame is loaded a second time, someone has navigated it: the session ends
 *    (attack 7).
 * 4. What is to be sent before the vault is there is not kept as messages but as what they are made
 *    of, so that a vault that is loaded by `retry` is told of it too.
 *
 * @throws {@link SordinoError} `invalid-options` when `frameUrl` is no URL with https (or http on a
 * loopback address).
 */
export const createSession = (options: SessionOptions): Session => {
  let { frameUrl, clientToken, timeout = 15_000, ...start } = options;
  const url = `${frameUrl}`.replace(/\/?$/, '/');
  if (!/^http(s:|:\/\/(localhost|127\.[\d.]+|\[::1])[:/])/.test(url) || !URL.canParse(url))
    throw new SordinoError('invalid-options');
  const base = new URL(url);

  const mounted = new Map<string, Mounted>();
  const calls = new Map<number, Call>();
  /** The fields that were mounted when the frame was lost. */
  let lost: Mounted[] = [];
  let vault: HTMLIFrameElement;
  let port: MessagePort | undefined;
  let timer: ReturnType<typeof setTimeout>;
  let end: SordinoError | undefined;
  let lastCall = 0;
  let settle: [resolve: () => void, reject: (error: SordinoError) => void];

  const emit = (detail: unknown, type: string): void => {
    session.dispatchEvent(new CustomEvent(type, { detail }));
  };

  const send = (message: ToVault): void => port?.postMessage(message);

  /**
   * Ends the session: what the vault holds is wiped, all frames are removed, who waits is told why.
   */
  const close = (reason: Code | Failure): void => {
    if (end) return;
    send({ destroy: {} });
    const error = (end = new SordinoError(reason));
    error.ended = true;
    removeEventListener('message', greet);
    clearTimeout(timer);
    settle[1](error);
    // What the vault was told it may have sent, and can't be asked any more.
    calls.forEach((_, id) =>
      answer(id, 1, new SordinoError((port ? { ...error, outcome: 'unknown' } : error) as never)),
    );
    lost = [...mounted.values()];
    lost.forEach(([, , unmount]) => unmount());
    vault.remove();
    port = port?.close() as undefined;
    if (reason != 'destroyed') emit(error, 'error');
  };

  const greet = ({ source, origin, data }: MessageEvent): void => {
    if (port || source != vault.contentWindow || origin != base.origin || !data.sordino) return;
    if (data.sordino != PROTOCOL) return close('frame-incompatible');
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      for (const type in data) (on[type as keyof typeof on] ?? emit)(data[type], type);
    };
    (source as Window).postMessage({ sordino: PROTOCOL }, origin, [channel.port2]);
    send({ start: { locale: document.documentElement.lang, ...start, timeout } });
    mounted.forEach(([announce]) => announce());
    calls.forEach(([, , message]) => send(message));
  };

  const answer = (id: number, how: 0 | 1, outcome: unknown): void => {
    const call = calls.get(id);
    call?.[how](outcome as never);
    calls.delete(id);
  };

  /** What to do with each message of the vault; the others are events of the session. */
  const on: {
    [T in FromVault as keyof T & string]?: (content: T[keyof T & keyof T], type: string) => void;
  } = {
    ready(content, type) {
      clearTimeout(timer);
      settle[0]();
      emit(content, type);
    },
    field: ({ id, event }) => mounted.get(id)?.[1](event),
    async needToken({ request, reason }: { request: number; reason: TokenReason }) {
      try {
        // A plain one is no better the second time.
        send({
          token: {
            request,
            token: (clientToken as Function).call
              ? await (clientToken as Function)(reason)
              : reason == 'first'
                ? clientToken
                : '',
          },
        });
      } catch {
        // The page's own failure is its own to report; here it means that there is no token for
        // now.
        send({ token: { request, failed: true } });
      }
    },
    ended: close,
    done: ({ id, result }) => answer(id, 0, result),
    failed: ({ id, error }) => answer(id, 1, new SordinoError(error)),
    error: (error, type) => emit(new SordinoError(error), type),
  };

  const call =
    (operation: Operation) =>
    (input: unknown, { signal }: CallOptions = {}): Promise<unknown> => {
      const id = ++lastCall;
      const aborted = (): void => {
        port || answer(id, 1, new SordinoError('aborted'));
        send({ abort: { id } });
      };
      return new Promise((...both) => {
        let message: ToVault;
        try {
          // Read once: what has getters could say something else the next time.
          message = { call: { id, operation, input: structuredClone(input) } };
        } catch {
          // What can't be cloned is no input.
          throw new SordinoError('invalid-input');
        }
        // After what the page gives was read, and before it is sent: it may have getters, and they
        // may end the session.
        if (end) throw end;
        signal?.addEventListener('abort', aborted);
        calls.set(id, [...both, message]);
        send(message);
        if (signal?.aborted) aborted();
        // A page may keep one signal for very many calls.
      }).finally(() => signal?.removeEventListener('abort', aborted));
    };

  const session = Object.assign(new EventTarget(), {
    createField: (kind: FieldKind, given?: FieldOptions) =>
      createField(base, send, mounted, kind, given),
    update(looks: { appearance: Appearance }) {
      Object.assign(start, looks);
      send(looks);
    },
    hide: () => send({ hide: {} }),
    retry: () => (end && lost && connect(), session.ready),
    destroy() {
      close('destroyed');
      clientToken = lost = undefined!;
    },
  }) as unknown as Session & { ready: Promise<void> };
  for (const operation of OPERATIONS) session[operation] = call(operation) as never;

  const connect = (): void => {
    end = undefined;
    // Who does not wait for `ready` hears of a failure by the event `error`, and not by the
    // console.
    (session.ready = new Promise((...both) => (settle = both))).catch(() => {});
    vault = createFrame(base, 'vault', '');
    vault.hidden = true;
    vault.onload = () => (vault.onload = () => close('frame-unavailable'));
    addEventListener('message', greet);
    timer = setTimeout(() => close('frame-unavailable'), timeout);
    // In the document itself: a frame in a shadow root is in no list of frames, and fields look for
    // the vault there.
    document.body.append(vault);
    lost.forEach(([, , , again]) => again());
  };
  connect();
  return session;
};
