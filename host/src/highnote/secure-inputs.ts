/** `sordino/highnote/secure-inputs`: in place of `@highnoteplatform/secure-inputs` for PINs. */
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

export interface SecureInputsPinElementConfig {
  selector: string;
  /** @deprecated The top-level one. */
  clientToken?: string;
  paymentCardId: string;
  styles?: AllowedFrameStyle;
  /** Taken and not needed: what is typed is hidden until its button is pressed. */
  masked?: boolean;
  /** Taken and not needed: the button is always there. */
  showToggle?: boolean;
}

export type GenericError = Readonly<{ name: 'Error'; message: string }>;
export type SecureInputsFieldInputError = Readonly<{
  name: 'SecureInputsFieldInputError';
  field: 'pin';
  message: string;
}>;
export type SecureInputsRequestError = Readonly<{
  name: 'SecureInputsRequestError';
  field: string;
  message?: string;
  context: GraphQLExtensions;
}>;
export type SecureInputsError =
  | GenericError
  | InvalidCredentialError
  | SecureInputsFieldInputError
  | SecureInputsRequestError;
export type SecureInputsSubmitError = Readonly<{
  name: 'SecureInputsSubmitError';
  message?: string;
}>;

export interface SecureInputsConfig {
  clientToken?: string;
  elements: { pin: SecureInputsPinElementConfig };
  /** Something was typed. */
  onInput: (field: 'pin', config: SecureInputsPinElementConfig) => void;
  onError: (error: SecureInputsError) => void;
  onSuccess: (field: 'pin') => void;
  /** Taken and not needed: the frame's address says which API it speaks with. */
  environment?: 'live' | 'test';
  /** In place of the one of `configure`. */
  frameUrl?: string | URL;
}

export interface SecureInputsRenderedFields {
  /**
   * Sends what was typed; how it went, the callbacks say. Returns a `SecureInputsSubmitError` after
   * `unmount`.
   */
  submit: () => void;
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

/** An input for a card's new PIN in an element of the page. */
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
    // The others are of what is typed, and `submit` tells of them.
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
