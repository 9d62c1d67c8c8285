import { SordinoError } from './error.js'
import { FrameField, type Host } from './field.js'
import { createFrame, createName } from './frame.js'
import { type Appearance, type Code, type FieldKind, type FieldOptions, type FromVault, PROTOCOL, type ToVault, type TokenReason } from './generated/protocol.js'
import type { CallOptions, Operations, SessionOptions } from './types.js'

/** The operations, as methods of a session. A list of another length than the type is a type error. */
const OPERATIONS = {
  setPaymentCardPin: 0,
  viewPaymentCard: 0,
  viewDirectDepositDetail: 0,
  viewExternalBankAccountDetail: 0,
} satisfies Record<keyof Operations, 0>

type Settle = [resolve: (result: never) => void, reject: (error: SordinoError) => void]

/**
 * A session with one vault.
 *
 * 1. A hello counts only from the window of the vault's own iframe and from exactly the frame's origin (attacks 4 and 5).
 * 2. It is answered once, with one end of a fresh channel, to exactly that origin (attacks 7 to 9).
 * 3. If the vault's frame is loaded a second time, someone has navigated it: the session ends (attack 7).
 */
export class VaultSession extends EventTarget implements Host {
  readonly ready: Promise<void>
  readonly base: URL
  readonly fields = new Map<string, FrameField>()
  isReady = false
  #options: SessionOptions
  #frame: HTMLIFrameElement
  #port: MessagePort | undefined
  #waiting: ToVault[] = []
  #calls = new Map<number, Settle>()
  #lastCall = 0
  #settle!: [resolve: () => void, reject: (error: SordinoError) => void]
  #end: SordinoError | undefined
  #timer: ReturnType<typeof setTimeout>

  static {
    for (const operation in OPERATIONS) {
      Object.assign(this.prototype, {
        [operation](this: VaultSession, input: unknown, options?: CallOptions) {
          return this.#call(operation as keyof Operations, input, options)
        },
      })
    }
  }

  constructor(options: SessionOptions) {
    super()
    this.#options = { ...options }
    const { frameUrl, appearance, locale, timeout = 15_000 } = options
    try {
      this.base = new URL(frameUrl)
    } catch {
      throw new SordinoError({ code: 'invalid-options' })
    }
    const { base } = this
    if (base.protocol != 'https:' && !/^(localhost|127\.|\[::1)/.test(base.hostname)) {
      throw new SordinoError({ code: 'invalid-options' })
    }
    base.pathname = base.pathname.replace(/\/?$/, '/')
    this.ready = new Promise((...settle) => (this.#settle = settle))
    // Who does not wait for `ready` hears of a failure by the event `error`, and not by the console.
    this.ready.catch(() => {})
    this.send({ start: { ...(appearance && { appearance }), locale: locale ?? document.documentElement.lang, timeout } })
    let isLoaded = false
    this.#frame = createFrame(new URL('vault.html', base).href, createName(), 'sordino-vault')
    this.#frame.hidden = true
    this.#frame.onload = () => {
      if (isLoaded) this.#fail('frame-unavailable')
      isLoaded = true
    }
    this.#timer = setTimeout(() => this.#fail('frame-unavailable'), timeout)
    addEventListener('message', this.#hello)
    // In the document itself: a frame in a shadow root is in no list of frames, and fields look for the vault there.
    document.body.append(this.#frame)
  }

  #hello = ({ source, origin, data }: MessageEvent): void => {
    const { base } = this
    if (!source || source != this.#frame.contentWindow || origin != base.origin || !data?.sordino) return
    removeEventListener('message', this.#hello)
    if (data.sordino != PROTOCOL) return this.#fail('frame-incompatible')
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => this.#receive(event.data)
    this.#frame.contentWindow?.postMessage({ sordino: PROTOCOL }, base.origin, [port2])
    this.#port = port1
    for (const message of this.#waiting.splice(0)) this.send(message)
  }

  send = (message: ToVault): void => {
    if (this.#end) return
    if (this.#port) this.#port.postMessage(message)
    else this.#waiting.push(message)
  }

  #receive(message: FromVault): void {
    if ('field' in message) {
      this.fields.get(message.field.id)?.receive(message.field.event)
    } else if ('needToken' in message) {
      void this.#giveToken(message.needToken)
    } else if ('done' in message) {
      this.#take(message.done.id)?.[0](message.done.result as never)
    } else if ('failed' in message) {
      const { id, error } = message.failed
      if (id != null) this.#take(id)?.[1](new SordinoError(error))
      else if (!this.isReady || error.code == 'internal') this.#fail(error)
      else this.dispatchEvent(new CustomEvent('error', { detail: new SordinoError(error) }))
    } else {
      clearTimeout(this.#timer)
      this.isReady = true
      this.#settle[0]()
      for (const field of this.fields.values()) field.announce()
      this.dispatchEvent(new CustomEvent('ready'))
    }
  }

  #take(id: number): Settle | undefined {
    const call = this.#calls.get(id)
    this.#calls.delete(id)
    return call
  }

  async #giveToken({ request, reason }: { request: number; reason: TokenReason }): Promise<void> {
    let token
    try {
      const source = this.#options.clientToken
      if (typeof source == 'function') token = await source(reason)
      else {
        token = source
        // It is no better the second time.
        this.#options.clientToken = ''
      }
    } catch {
      // The page's own failure is its own to report; here it means that there is no token.
    }
    const { value, expirationDate, usage } = Object(typeof token == 'string' ? { value: token } : token)
    this.send(
      value
        ? { token: { request, value: `${value}`, ...(expirationDate && { expirationDate: `${expirationDate}` }), ...(usage && { usage }) } }
        : { noToken: { request } },
    )
  }

  #call(operation: keyof Operations, input: unknown, { signal }: CallOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end) throw this.#end
      if (signal?.aborted) throw new SordinoError({ code: 'aborted' })
      const id = ++this.#lastCall
      try {
        this.send({ call: { id, operation, input } })
      } catch {
        // What can't be cloned is no input.
        throw new SordinoError({ code: 'invalid-input' })
      }
      this.#calls.set(id, [resolve, reject])
      signal?.addEventListener('abort', () => this.send({ abort: { id } }))
    })
  }

  createField(kind: FieldKind, options?: FieldOptions): FrameField {
    return new FrameField(this, kind, options)
  }

  update({ appearance }: { appearance: Appearance }): void {
    this.send({ appearance })
  }

  hide(): void {
    this.send({ hide: {} })
  }

  /** Ends the session for a reason. */
  #fail(reason: Code | ConstructorParameters<typeof SordinoError>[0]): void {
    if (this.#end) return
    const error = new SordinoError(typeof reason == 'string' ? { code: reason } : reason)
    this.#close(error)
    this.dispatchEvent(new CustomEvent('error', { detail: error }))
  }

  #close(error: SordinoError): void {
    this.send({ destroy: {} })
    this.#end = error
    clearTimeout(this.#timer)
    removeEventListener('message', this.#hello)
    this.#settle[1](error)
    for (const [, reject] of this.#calls.values()) reject(error)
    this.#calls.clear()
    for (const field of this.fields.values()) field.unmount()
    this.#frame.remove()
    this.#options.clientToken = ''
    this.#port?.close()
  }

  destroy(): void {
    if (!this.#end) this.#close(new SordinoError({ code: 'destroyed' }))
  }
}
