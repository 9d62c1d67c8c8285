/** `sordino/highnote/secure-inputs`: replaces `@highnoteplatform/secure-inputs` for PINs. */
import { createSession, SordinoError } from '../index.js';
import type { Session } from '../index.js';
import { sessionOptions } from './configure.js';
import {
  contextOf,
  credentialError,
  familyOf,
  type GraphQLExtensions,
  type InvalidCredentialError,
  messageOf,
} from './errors.js';
import { type AllowedFrameStyle, appearanceOf, warnOf } from './styles.js';

export { configure, type Configuration } from './configure.js';
export type { AllowedFrameStyle, GraphQLExtensions, InvalidCredentialError };

/** The place, the card and the styles of the PIN's field. */
export interface SecureInputsPinElementConfig {
  /** A CSS selector of the element to insert the field into. */
  selector: string;
  /**
   * A client token.
   *
   * @deprecated Use the `clientToken` of the configuration.
   */
  clientToken?: string;
  /** The id of the card. */
  paymentCardId: string;
  /** The styles of the field. */
  styles?: AllowedFrameStyle;
  /** Ignored: the PIN is always masked until the person presses its button. */
  masked?: boolean;
  /** Ignored: the button that shows the PIN is always there. */
  showToggle?: boolean;
}

/** Any other failure. */
export type GenericError = Readonly<{ name: 'Error'; message: string }>;
/** The PIN, an option or a selector is wrong. */
export type SecureInputsFieldInputError = Readonly<{
  name: 'SecureInputsFieldInputError';
  field: 'pin';
  message: string;
}>;
/** The request to the API has failed. */
export type SecureInputsRequestError = Readonly<{
  name: 'SecureInputsRequestError';
  field: string;
  message?: string;
  context: GraphQLExtensions;
}>;
/** The errors that `onError` receives. */
export type SecureInputsError =
  | GenericError
  | InvalidCredentialError
  | SecureInputsFieldInputError
  | SecureInputsRequestError;
/** `submit` was called after `unmount`, or the field could not be created. */
export type SecureInputsSubmitError = Readonly<{
  name: 'SecureInputsSubmitError';
  message?: string;
}>;

/** The options of `renderFields`. */
export interface SecureInputsConfig {
  /** A client token for the card, with the permission `SET_PAYMENT_CARD_PIN`. */
  clientToken?: string;
  /** The place of the PIN's field. */
  elements: { pin: SecureInputsPinElementConfig };
  /** Called when the state of the field's content has changed. */
  onInput: (field: 'pin', config: SecureInputsPinElementConfig) => void;
  /** Called for each failure. */
  onError: (error: SecureInputsError) => void;
  /** Called when the PIN is set. */
  onSuccess: (field: 'pin') => void;
  /** Ignored: the deployed frame determines which API it calls. */
  environment?: 'live' | 'test';
  /** Replaces the `frameUrl` of `configure`. */
  frameUrl?: string | URL;
}

/** The result of `renderFields`. */
export interface SecureInputsRenderedFields {
  /**
   * Sets the PIN; the callbacks receive the outcome. Returns a `SecureInputsSubmitError` if there
   * is no field, for example after `unmount`.
   */
  submit: () => void;
  /** Removes the field and wipes its content. */
  unmount: () => Promise<void>;
}

const secureInputsError = (error: SordinoError): SecureInputsError => {
  switch (familyOf(error)) {
    case 'credential':
      return credentialError(error);
    case 'input':
      return { name: 'SecureInputsFieldInputError', field: 'pin', message: messageOf(error) };
    case 'request':
      return {
        name: 'SecureInputsRequestError',
        field: 'pin',
        message: messageOf(error),
        context: contextOf(error),
      };
    default:
      return { name: 'Error', message: messageOf(error) };
  }
};

/**
 * Inserts an input for a card's new PIN into an element of the page.
 *
 * @throws Error if neither `frameUrl` nor `configure` has the address of the frame.
 */
export const renderFields = async (
  config: Readonly<SecureInputsConfig>,
): Promise<SecureInputsRenderedFields> => {
  const { elements, onInput, onError, onSuccess } = config;
  const { pin } = elements;
  const { variables, leftOut } = appearanceOf([pin.styles]);
  warnOf(leftOut);

  let session: Session | undefined;
  const report = (error: unknown): void => {
    if (!(error instanceof SordinoError)) throw error;
    if (error.code !== 'destroyed') onError(secureInputsError(error));
  };
  try {
    session = createSession({
      ...sessionOptions(config.frameUrl, variables),
      clientToken: config.clientToken ?? pin.clientToken ?? '',
    });
    session.addEventListener('error', ({ detail }) => report(detail));
    const field = session.createField('pin');
    field.addEventListener('change', () => onInput(field.kind as 'pin', pin));
    // The other errors are about the content, and `submit` reports them.
    field.addEventListener('error', ({ detail }) => {
      if (detail.code === 'unavailable') onError({ name: 'Error', message: 'unavailable: pin' });
    });
    field.mount(pin.selector);
  } catch (error) {
    session?.destroy();
    session = undefined;
    report(error instanceof DOMException ? new SordinoError('mount-target') : error);
  }

  return {
    submit: (): SecureInputsSubmitError | undefined => {
      if (!session) return { name: 'SecureInputsSubmitError', message: 'There is no field.' };
      session
        .setPaymentCardPin({ paymentCardId: pin.paymentCardId })
        .then(() => onSuccess('pin'), report);
      return undefined;
    },
    unmount: async () => {
      session?.destroy();
      session = undefined;
    },
  };
};
