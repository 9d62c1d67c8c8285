/** `sordino/highnote/card-viewer`: in place of `@highnoteplatform/card-viewer` 1.4.1. */
import { createSession, SordinoError } from '../index.js'
import type { Field, Session } from '../index.js'
import { sessionOptions } from './configure.js'
import { contextOf, credentialError, familyOf, type GraphQLExtensions, type InvalidCredentialError, messageOf } from './errors.js'
import { type AllowedFrameStyle, appearanceOf, warnOf } from './styles.js'

export { configure, type Configuration } from './configure.js'
export type { AllowedFrameStyle, GraphQLExtensions, InvalidCredentialError }

const FIELDS = ['cardNumber', 'cvv', 'expirationDate'] as const

export type PaymentCardFields = (typeof FIELDS)[number]

export interface CardViewerElementConfig {
  selector: string
  styles?: AllowedFrameStyle
}

export type CardViewerFieldsInputError = Readonly<{ name: 'CardViewerFieldsInputError'; message: string }>
export type CardViewerRequestError = Readonly<{ name: 'CardViewerRequestError'; message?: string; context: GraphQLExtensions }>
export type CardViewerCopyToClipboardError = Readonly<{ name: 'CopyToClipboardError'; message: string; field: PaymentCardFields }>
export type CardViewerToggleMaskError = Readonly<{ name: 'CardViewerToggleMaskError'; message?: string }>
export type CardViewerError = Readonly<{ message: string }>
export type CardViewerConfigError =
  | CardViewerCopyToClipboardError
  | CardViewerError
  | CardViewerFieldsInputError
  | CardViewerRequestError
  | InvalidCredentialError

export interface CardViewerConfig {
  clientToken: string
  paymentCardId: string
  elements: Record<PaymentCardFields, CardViewerElementConfig>
  onError: (error: CardViewerConfigError) => void
  onCopyToClipboardSuccess?: (payload: Readonly<{ field: PaymentCardFields }>) => void
  /** Taken and not needed: the frame's address says which API it speaks with. */
  environment?: 'live' | 'test'
  /** Default: true. */
  enableClipboard?: boolean
  /** Whether values are hidden until their button is pressed; default: true. */
  maskedOnLoad?: boolean
  onReady?: () => void
  /** In place of the one of `configure`. */
  frameUrl?: string | URL
}

export interface CardViewerRenderedFields {
  unmount: () => Promise<void>
  /** Returns a `CardViewerToggleMaskError` where there is nothing to show yet. */
  toggleCardNumberMask: () => void
}

const cardViewerError = (error: SordinoError): CardViewerConfigError => {
  switch (familyOf(error)) {
    case 'credential':
      return credentialError(error)
    case 'input':
      return { name: 'CardViewerFieldsInputError', message: messageOf(error) }
    case 'request':
      return { name: 'CardViewerRequestError', message: messageOf(error), context: contextOf(error) }
    default:
      return { message: messageOf(error) }
  }
}

/** How long to wait for a field that something covers: it is loaded all the same, and stays hidden. */
const COVERED = 1_000

/**
 * Until the browser has drawn it where it can be seen, or says that it can't be: the frame shows nothing without a press where it has not
 * been told so yet, and asks its browser the same question.
 */
const drawn = (element: Element | null): Promise<void> =>
  new Promise((resolve) => {
    if (!element) return resolve()
    const done = (): void => {
      observer.disconnect()
      clearTimeout(timer)
      resolve()
    }
    const look = (entries: IntersectionObserverEntry[]): void => {
      const last = entries.at(-1) as (IntersectionObserverEntry & { isVisible?: boolean }) | undefined
      if (last && (last.intersectionRatio < 0.9 || (last.isVisible ?? true))) done()
    }
    const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = { threshold: 0.9, trackVisibility: true, delay: 100 }
    const observer = new IntersectionObserver(look, options)
    const timer = setTimeout(done, COVERED)
    observer.observe(element)
  })

/** Shows a card's number, code and expiry in three elements of the page. */
export const renderFields = async (config: Readonly<CardViewerConfig>): Promise<CardViewerRenderedFields> => {
  const { clientToken, paymentCardId, elements, onError, onCopyToClipboardSuccess, onReady } = config
  const { enableClipboard = true, maskedOnLoad = true } = config
  const { appearance, leftOut } = appearanceOf(FIELDS.map((name) => elements?.[name]?.styles))
  warnOf(leftOut)

  let session: Session | undefined
  let cardNumber: Field | undefined
  let isShown = false
  let isLoaded = false
  const report = (error: unknown): void => {
    if (!(error instanceof SordinoError)) throw error
    if (error.code !== 'destroyed') onError(cardViewerError(error))
  }

  const load = async (): Promise<void> => {
    try {
      await session?.viewPaymentCard({ paymentCardId })
      isLoaded = true
    } catch (error) {
      report(error)
    }
  }

  const mount = (name: PaymentCardFields): Promise<unknown> => {
    const field = session!.createField(name, { masked: maskedOnLoad, copy: enableClipboard })
    const { selector = '' } = elements?.[name] ?? {}
    const usable = new Promise((resolve) => field.addEventListener('ready', resolve, { once: true })).then(() =>
      maskedOnLoad ? undefined : drawn(document.querySelector(`${selector} iframe.sordino-field`)),
    )
    field.addEventListener('copy', () => onCopyToClipboardSuccess?.({ field: name }))
    // Covered, faded or too small: nothing is shown or copied there.
    field.addEventListener('error', ({ detail }) => onError({ name: 'CopyToClipboardError', message: detail.code, field: name }))
    if (name === 'cardNumber') {
      cardNumber = field
      field.addEventListener('reveal', () => (isShown = true))
      field.addEventListener('hide', () => (isShown = false))
    }
    field.mount(selector)
    return usable
  }

  try {
    session = createSession({ ...sessionOptions(config.frameUrl), clientToken, appearance })
    session.addEventListener('error', ({ detail }) => report(detail))
    const usable = FIELDS.map(mount)
    void Promise.all([session.ready, ...usable])
      .then(load, () => {})
      .then(() => {
        if (isLoaded) onReady?.()
      })
  } catch (error) {
    session?.destroy()
    session = undefined
    // A selector that is empty or no selector at all.
    report(error instanceof DOMException ? new SordinoError('mount-target') : error)
  }

  return {
    unmount: async () => session?.destroy(),
    toggleCardNumberMask: (): CardViewerToggleMaskError | undefined => {
      if (!isLoaded || !session) return { name: 'CardViewerToggleMaskError', message: 'The card is not there yet.' }
      if (isShown) {
        session.hide()
        return undefined
      }
      // A page can ask only that what comes next is shown at once; so it is fetched again.
      cardNumber?.update({ masked: false })
      void load().then(() => cardNumber?.update({ masked: maskedOnLoad }))
      return undefined
    },
  }
}
