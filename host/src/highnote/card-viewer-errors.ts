import type { FieldEvents, SordinoError } from '../index.js';
import {
  contextOf,
  credentialError,
  familyOf,
  type GraphQLExtensions,
  type InvalidCredentialError,
  messageOf,
} from './errors.js';

/** The fields of the card viewer, in the order in which they are created. */
export const FIELDS = ['cardNumber', 'cvv', 'expirationDate'] as const;

/** The name of a field of the card viewer. */
export type PaymentCardFields = (typeof FIELDS)[number];

/** An option, a selector or the card's id is wrong. */
export type CardViewerFieldsInputError = Readonly<{
  name: 'CardViewerFieldsInputError';
  message: string;
}>;
/** The request to the API has failed. */
export type CardViewerRequestError = Readonly<{
  name: 'CardViewerRequestError';
  message?: string;
  context: GraphQLExtensions;
}>;
/** A value could not be copied. */
export type CardViewerCopyToClipboardError = Readonly<{
  name: 'CopyToClipboardError';
  message: string;
  field: PaymentCardFields;
}>;
/** The card number can't be shown yet. */
export type CardViewerToggleMaskError = Readonly<{
  name: 'CardViewerToggleMaskError';
  message?: string;
}>;
/** Any other failure. */
export type CardViewerError = Readonly<{ message: string }>;
/** The errors that `onError` receives. */
export type CardViewerConfigError =
  | CardViewerCopyToClipboardError
  | CardViewerError
  | CardViewerFieldsInputError
  | CardViewerRequestError
  | InvalidCredentialError;

/** Converts the error of a session or a call. */
export const cardViewerError = (error: SordinoError): CardViewerConfigError => {
  switch (familyOf(error)) {
    case 'credential':
      return credentialError(error);
    case 'input':
      return { name: 'CardViewerFieldsInputError', message: messageOf(error) };
    case 'request':
      return {
        name: 'CardViewerRequestError',
        message: messageOf(error),
        context: contextOf(error),
      };
    default:
      return { message: messageOf(error) };
  }
};

/**
 * Converts a field's error. Highnote's package has a name only for a value that was not copied. A
 * value that was not shown, because the field is covered, faded or too small, and a field that did
 * not load are errors without a name.
 */
export const fieldError = (
  { code, gesture }: FieldEvents['error']['detail'],
  field: PaymentCardFields,
): CardViewerConfigError =>
  gesture === 'copy'
    ? { name: 'CopyToClipboardError', message: code, field }
    : { message: `${code}: ${field}` };
