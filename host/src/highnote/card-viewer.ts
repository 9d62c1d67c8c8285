/** `sordino/highnote/card-viewer`: in place of `@highnoteplatform/card-viewer` 1.4.1. */
import { createSession, SordinoError } from '../index.js';
import type { Field, Session } from '../index.js';
import {
  type CardViewerConfigError,
  cardViewerError,
  type CardViewerToggleMaskError,
  fieldError,
  FIELDS,
  type PaymentCardFields,
} from './card-viewer-errors.js';
import { sessionOptions } from './configure.js';
import { type AllowedFrameStyle, appearanceOf, warnOf } from './styles.js';

export type {
  CardViewerConfigError,
  CardViewerCopyToClipboardError,
  CardViewerError,
  CardViewerFieldsInputError,
  CardViewerRequestError,
  CardViewerToggleMaskError,
  PaymentCardFields,
} from './card-viewer-errors.js';
export { configure, type Configuration } from './configure.js';
export type { GraphQLExtensions, InvalidCredentialError } from './errors.js';
export type { AllowedFrameStyle };

export interface CardViewerElementConfig {
  selector: string;
  styles?: AllowedFrameStyle;
}

export interface CardViewerConfig {
  clientToken: string;
  paymentCardId: string;
  elements: Record<PaymentCardFields, CardViewerElementConfig>;
  onError: (error: CardViewerConfigError) => void;
  onCopyToClipboardSuccess?: (payload: Readonly<{ field: PaymentCardFields }>) => void;
  /** Taken and not needed: the frame's address says which API it speaks with. */
  environment?: 'live' | 'test';
  /** Default: true. */
  enableClipboard?: boolean;
  /** Whether values are hidden until their button is pressed; default: true. */
  maskedOnLoad?: boolean;
  onReady?: () => void;
  /** In place of the one of `configure`. */
  frameUrl?: string | URL;
}

export interface CardViewerRenderedFields {
  unmount: () => Promise<void>;
  /** Returns a `CardViewerToggleMaskError` where there is nothing to show yet. */
  toggleCardNumberMask: () => void;
}

/** Shows a card's number, code and expiry in three elements of the page. */
export const renderFields = async (
  config: Readonly<CardViewerConfig>,
): Promise<CardViewerRenderedFields> => {
  const { clientToken, paymentCardId, elements, onError, onCopyToClipboardSuccess, onReady } =
    config;
  const { enableClipboard = true, maskedOnLoad = true } = config;
  const { variables, leftOut } = appearanceOf(FIELDS.map((name) => elements?.[name]?.styles));
  warnOf(leftOut);

  let session: Session | undefined;
  let cardNumber: Field | undefined;
  let isShown = false;
  let isLoaded = false;
  const report = (error: unknown): void => {
    if (!(error instanceof SordinoError)) throw error;
    if (error.code !== 'destroyed') onError(cardViewerError(error));
  };

  const load = async (): Promise<void> => {
    try {
      await session?.viewPaymentCard({ paymentCardId });
      isLoaded = true;
    } catch (error) {
      report(error);
    }
  };

  const mount = (name: PaymentCardFields): Promise<unknown> => {
    const field = session!.createField(name, { masked: maskedOnLoad, copy: enableClipboard });
    const usable = new Promise((resolve) =>
      field.addEventListener('ready', resolve, { once: true }),
    );
    field.addEventListener('copy', () => onCopyToClipboardSuccess?.({ field: name }));
    field.addEventListener('error', ({ detail }) => onError(fieldError(detail, name)));
    if (name === 'cardNumber') {
      cardNumber = field;
      field.addEventListener('reveal', () => (isShown = true));
      field.addEventListener('hide', () => (isShown = false));
    }
    field.mount(elements?.[name]?.selector ?? '');
    return usable;
  };

  try {
    session = createSession({ ...sessionOptions(config.frameUrl, variables), clientToken });
    session.addEventListener('error', ({ detail }) => report(detail));
    const usable = FIELDS.map(mount);
    // Shown where it can be seen: the frame refuses to show anything in a field that is not drawn
    // yet.
    void Promise.all([session.ready, ...usable])
      .then(load, () => {})
      .then(() => {
        if (isLoaded) onReady?.();
      });
  } catch (error) {
    session?.destroy();
    session = undefined;
    // A selector that is empty or no selector at all.
    report(error instanceof DOMException ? new SordinoError('mount-target') : error);
  }

  return {
    unmount: async () => session?.destroy(),
    toggleCardNumberMask: (): CardViewerToggleMaskError | undefined => {
      if (!isLoaded || !session)
        return { name: 'CardViewerToggleMaskError', message: 'The card is not there yet.' };
      if (isShown) {
        session.hide();
        return undefined;
      }
      // A page can ask only that what comes next is shown at once; so it is fetched again.
      cardNumber?.update({ masked: false });
      void load().then(() => cardNumber?.update({ masked: maskedOnLoad }));
      return undefined;
    },
  };
};
