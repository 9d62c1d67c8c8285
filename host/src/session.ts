import { SordinoError } from './error.js'
import { createField, type Mounted } from './field.js'
import { createFrame } from './frame.js'
import { type Appearance, type Code, type Failure, type FieldKind, type FieldOptions, type FromVault, type Operation, PROTOCOL, type ToVault, type TokenReason } from './generated/protocol.js'
import type { CallOptions, Session, SessionOptions } from './types.js'

/** The operations, as methods of a session; a test holds them to the generated type. One text, since quotes and commas cost bytes. */
export const OPERATIONS = (
  'setPaymentCardPin viewPaymentCard viewDirectDepositDetail viewExternalBankAccountDetail ' +
  'tokenizePersonAccountHolder tokenizeBusinessAccountHolder tokenizeAuthorizedUser ' +
  'createPersonAccountHolder createBusinessAccountHolder createAuthorizedUser uploadDocuments'
).split(' ') as Operation[]

/**
 * Begins a session: inserts the vault's frame into the document and connects to it.
 *
 * 1. A hello counts only from the window of the vault's own iframe and from exactly the frame's origin (attacks 4 and 5).
 * 2. It is answered once, with one end of a fresh channel, to exactly that origin (attacks 7 to 9).
 * 3. If the vault's frame is loaded a second time, someone has navigated it: the session ends (attack 7).
 *
 * @throws {@link SordinoError} `invalid-options` when `frameUrl` is no URL with https (or http on a loopback address).
 */
export const createSession = (options: SessionOptions): Session => {
  let { frameUrl, clientToken, timeout = 15_000, ...start } = options
  const url = `${frameUrl}`.replace(/\/?$/, '/')
  if (!/^(https:|http:\/\/(localhost|127\.[\d.]+|\[::1])[:/])/.test(url) || !URL.canParse(url)) throw new SordinoError('invalid-options')
  const base = new URL(url)

  const mounted = new Map<string, Mounted>()
  const calls = new Map<number, [resolve: (result: unknown) => void, reject: (error: SordinoError) => void]>()
  const waiting: ToVault[] = []
  let port: MessagePort | undefined
  let isLoaded = false
  let end: SordinoError | undefined
  let lastCall = 0
  let settle: [resolve: () => void, reject: (error: SordinoError) => void]

  const ready = new Promise<void>((...both) => (settle = both))
  // Who does not wait for `ready` hears of a failure by the event `error`, and not by the console.
  ready.catch(() => {})

  const emit = (type: string, detail?: unknown): void => {
    session.dispatchEvent(new CustomEvent(type, { detail }))
  }

  const send = (message: ToVault): void => {
    if (!end) port ? port.postMessage(message) : waiting.push(message)
  }

  /** Ends the session: what the vault holds is wiped, all frames are removed, who waits is told why. */
  const close = (reason: Code | Failure): void => {
    if (end) return
    send({ destroy: {} })
    const error = (end = new SordinoError(reason))
    clearTimeout(timer)
    removeEventListener('message', greet)
    settle[1](error)
    for (const [, reject] of calls.values()) reject(error)
    for (const { unmount } of mounted.values()) unmount()
    vault.remove()
    port?.close()
    clientToken = undefined!
    if (reason != 'destroyed') emit('error', error)
  }

  const unavailable = (): void => close('frame-unavailable')

  const greet = ({ source, origin, data }: MessageEvent): void => {
    if (!source || source != vault.contentWindow || origin != base.origin || !data?.sordino) return
    removeEventListener('message', greet)
    if (data.sordino != PROTOCOL) return close('frame-incompatible')
    const { port1, port2 } = new MessageChannel()
    port = port1
    port.onmessage = ({ data }) => {
      for (const type in data) on[type as keyof typeof on]?.(data[type])
    }
    vault.contentWindow!.postMessage({ sordino: PROTOCOL }, origin, [port2])
    waiting.forEach(send)
  }

  const answer = (id: number, how: 0 | 1, outcome: unknown): void => {
    calls.get(id)?.[how](outcome as never)
    calls.delete(id)
  }

  const giveToken = async ({ request, reason }: { request: number; reason: TokenReason }): Promise<void> => {
    let token
    try {
      token = typeof clientToken == 'function' ? await clientToken(reason) : clientToken
      // A plain one is no better the second time.
      if (token == clientToken) clientToken = undefined!
      send({ token: { request, token } })
    } catch {
      // The page's own failure is its own to report; here it means that there is no token.
      send({ token: { request } })
    }
  }

  /** What to do with each message of the vault. */
  const on: { [T in FromVault as keyof T & string]: (content: T[keyof T & keyof T]) => void } = {
    ready() {
      clearTimeout(timer)
      settle[0]()
      for (const { announce } of mounted.values()) announce()
      emit('ready')
    },
    field: ({ id, event }) => mounted.get(id)?.receive(event),
    needToken: giveToken,
    done: ({ id, result }) => answer(id, 0, result),
    failed: ({ id, error }) => answer(id, 1, new SordinoError(error)),
    error: (failure) => emit('error', new SordinoError(failure)),
    ended: close,
  }

  const call = (operation: Operation, input: unknown, { signal }: CallOptions = {}): Promise<unknown> =>
    new Promise((...both) => {
      if (end) throw end
      if (signal?.aborted) throw new SordinoError('aborted')
      const id = ++lastCall
      // Before it is sent: what the page gives may have getters, and they may end the session.
      calls.set(id, both)
      try {
        send({ call: { id, operation, input } })
      } catch {
        // What can't be cloned is no input.
        answer(id, 1, new SordinoError('invalid-input'))
      }
      signal?.addEventListener('abort', () => send({ abort: { id } }))
    })

  const session = Object.assign(new EventTarget(), {
    ready,
    createField: (kind: FieldKind, given?: FieldOptions) => createField(base, send, mounted, kind, given),
    update: ({ appearance }: { appearance: Appearance }) => send({ appearance }),
    hide: () => send({ hide: {} }),
    destroy: () => close('destroyed'),
  }) as Session
  for (const operation of OPERATIONS) Object.assign(session, { [operation]: call.bind(null, operation) })

  send({ start: { locale: document.documentElement.lang, ...start, timeout } })
  const vault = createFrame(base, 'vault', '')
  vault.hidden = true
  vault.onload = () => {
    if (isLoaded) unavailable()
    isLoaded = true
  }
  const timer = setTimeout(unavailable, timeout)
  addEventListener('message', greet)
  // In the document itself: a frame in a shadow root is in no list of frames, and fields look for the vault there.
  document.body.append(vault)
  return session
}
