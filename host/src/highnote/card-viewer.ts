/** `sordino/highnote/card-viewer`: replaces `@highnoteplatform/card-viewer` 1.4.1. */
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

/** The place and the styles of one field. */
export interface CardViewerElementConfig {
  /** A CSS selector of the element to insert the field into. */
  selector: string;
  /** The styles of the field. */
  styles?: AllowedFrameStyle;
}

/** The options of `renderFields`. */
export interface CardViewerConfig {
  /** A client token for the card, with the permission `READ_RESTRICTED_DETAILS`. */
  clientToken: string;
  /** The id of the card. */
  paymentCardId: string;
  /** The place and the styles of each field. */
  elements: Record<PaymentCardFields, CardViewerElementConfig>;
  /** Called for each failure. */
  onError: (error: CardViewerConfigError) => void;
  /** Called when the person has copied a value. */
  onCopyToClipboardSuccess?: (payload: Readonly<{ field: PaymentCardFields }>) => void;
  /** Ignored: the deployed frame determines which API it calls. */
  environment?: 'live' | 'test';
  /**
   * Whether each value has a button that copies it.
   *
   * @defaultValue true
   */
  enableClipboard?: boolean;
  /**
   * Whether a value is masked until the person presses its button.
   *
   * @defaultValue true
   */
  maskedOnLoad?: boolean;
  /** Called when the card's values are in the fields. */
  onReady?: () => void;
  /** Replaces the `frameUrl` of `configure`. */
  frameUrl?: string | URL;
}

/** The result of `renderFields`. */
export interface CardViewerRenderedFields {
  /** Removes the fields and wipes their values. */
  unmount: () => Promise<void>;
  /**
   * Shows or masks the card number. Returns a `CardViewerToggleMaskError` if there is no card
   * number yet.
   */
  toggleCardNumberMask: () => void;
}

/**
 * Shows a card's number, security code and expiration date in three elements of the page.
 *
 * @throws Error if neither `frameUrl` nor `configure` has the address of the frame.
 */
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
    // Waits for the fields, because the frame refuses to show a value in a field that is not
    // displayed yet.
    void Promise.all([session.ready, ...usable])
      .then(load, () => {})
      .then(() => {
        if (isLoaded) onReady?.();
      });
  } catch (error) {
    session?.destroy();
    session = undefined;
    // A `DOMException` means that a selector is empty or invalid.
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
      // A page can't reveal a value that is in the field. It can only ask for the next value to be
      // shown without a mask, so this requests the card again.
      cardNumber?.update({ masked: false });
      void load().then(() => cardNumber?.update({ masked: maskedOnLoad }));
      return undefined;
    },
  };
};
