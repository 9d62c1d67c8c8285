import { SordinoError } from './error.js'
import { createFrame } from './frame.js'
import type { FieldCommand, FieldEvent, FieldKind, FieldOptions, ToVault } from './generated/protocol.js'
import type { Field } from './types.js'

/** What the session needs of a field that is mounted. */
export interface Mounted {
  /** Tells the field's document that the vault is up, so that it announces itself there. */
  announce: () => void
  /** Passes an event of the vault on to the page. */
  receive: (event: FieldEvent) => void
  unmount: () => void
}

/** A field: one iframe at a time, and its events. */
export const createField = (
  base: URL,
  send: (message: ToVault) => void,
  mounted: Map<string, Mounted>,
  kind: FieldKind,
  options?: FieldOptions,
): Field => {
  // A name for the life of a page, and no secret: a frame of another origin gains nothing by it.
  const id = `sordino-${Math.random()}`
  let frame: HTMLIFrameElement | undefined
  let isLoaded: boolean

  const announce = (): void => {
    if (isLoaded) frame!.contentWindow?.postMessage(0, base.origin)
  }

  const receive = ({ type, detail }: FieldEvent): void => {
    if ('height' in detail) frame!.style.height = `${detail.height}px`
    if ('label' in detail) frame!.title = detail.label
    field.dispatchEvent(new CustomEvent(type, { detail }))
  }

  const unmount = (): void => {
    if (!mounted.delete(id)) return
    send({ removeField: { id } })
    frame!.remove()
  }

  const command = (command: FieldCommand) => () => send({ commandField: { id, command } })

  const field = Object.assign(new EventTarget(), {
    kind,
    mount(target: string | Element | ShadowRoot) {
      const parent = typeof target == 'string' ? document.querySelector(target) : target
      if (!parent?.appendChild) throw new SordinoError('mount-target')
      unmount()
      isLoaded = false
      frame = createFrame(base, 'field', id)
      frame.dataset['sordinoKind'] = kind
      frame.style.cssText = 'display:block;width:100%;height:102px;border:0;color-scheme:inherit'
      // Also when the page moves the iframe, which loads it anew.
      frame.onload = () => {
        isLoaded = true
        announce()
      }
      mounted.set(id, { announce, receive, unmount })
      send({ addField: { id, kind, options: options! } })
      parent.appendChild(frame)
      return field
    },
    update(changes: FieldOptions) {
      options = { ...options, ...changes }
      if (mounted.has(id)) send({ updateField: { id, options } })
    },
    focus: command('focus'),
    blur: command('blur'),
    clear: command('clear'),
    unmount,
  }) as Field
  return field
}
