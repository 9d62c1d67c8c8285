import { SordinoError } from './error.js'
import { createFrame, createName } from './frame.js'
import type { FieldCommand, FieldEvent, FieldKind, FieldOptions, ToVault } from './generated/protocol.js'

/** What a field needs of its session. */
export interface Host {
  readonly base: URL
  readonly isReady: boolean
  send(message: ToVault): void
  readonly fields: Map<string, FrameField>
}

/** A field: one iframe at a time, and its events. */
export class FrameField extends EventTarget {
  readonly kind: FieldKind
  readonly #host: Host
  readonly #id = createName()
  #options: FieldOptions
  #frame: HTMLIFrameElement | undefined
  #isLoaded = false

  constructor(host: Host, kind: FieldKind, options: FieldOptions = {}) {
    super()
    this.#host = host
    this.kind = kind
    this.#options = { ...options }
  }

  mount(target: string | Element | ShadowRoot): this {
    const parent = typeof target == 'string' ? document.querySelector(target) : target
    if (!parent?.appendChild) throw new SordinoError({ code: 'mount-target' })
    this.unmount()
    const { base, fields, send } = this.#host
    const frame = createFrame(new URL('field.html', base).href, this.#id, 'sordino-field')
    frame.dataset['sordinoKind'] = this.kind
    Object.assign(frame.style, { display: 'block', width: '100%', height: '102px', border: 0, colorScheme: 'inherit' })
    // Also when the page moves the iframe, which loads it anew.
    frame.onload = () => {
      this.#isLoaded = true
      this.announce()
    }
    this.#frame = frame
    fields.set(this.#id, this)
    send({ addField: { id: this.#id, kind: this.kind, options: this.#options } })
    parent.appendChild(frame)
    return this
  }

  /** Tells the field's document that the vault is up, so that it announces itself there. */
  announce(): void {
    if (this.#isLoaded && this.#host.isReady) this.#frame?.contentWindow?.postMessage(0, this.#host.base.origin)
  }

  /** Passes an event of the vault on to the page. */
  receive(event: FieldEvent): void {
    const [type, detail] = (typeof event == 'string' ? [event] : Object.entries(event)[0]) as [string, { height?: number; label?: string }]
    if (this.#frame) {
      if (detail.height) this.#frame.style.height = `${detail.height}px`
      if (detail.label) this.#frame.title = detail.label
    }
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }

  update(options: FieldOptions): void {
    this.#options = { ...this.#options, ...options }
    if (this.#frame) this.#host.send({ updateField: { id: this.#id, options: this.#options } })
  }

  #command(command: FieldCommand): void {
    this.#host.send({ commandField: { id: this.#id, command } })
  }

  focus(): void {
    this.#command('focus')
  }

  blur(): void {
    this.#command('blur')
  }

  clear(): void {
    this.#command('clear')
  }

  unmount(): void {
    if (!this.#frame) return
    this.#host.send({ removeField: { id: this.#id } })
    this.#host.fields.delete(this.#id)
    this.#frame.remove()
    this.#frame = undefined
    this.#isLoaded = false
  }
}
