import type { FieldEvents, SordinoError } from '../index.js';
import {
  contextOf,
  credentialError,
  familyOf,
  type GraphQLExtensions,
  type InvalidCredentialError,
  messageOf,
} from './errors.js';

export const FIELDS = ['cardNumber', 'cvv', 'expirationDate'] as const;

export type PaymentCardFields = (typeof FIELDS)[number];

export type CardViewerFieldsInputError = Readonly<{
  name: 'CardViewerFieldsInputError';
  message: string;
}>;
export type CardViewerRequestError = Readonly<{
  name: 'CardViewerRequestError';
  message?: string;
  context: GraphQLExtensions;
}>;
export type CardViewerCopyToClipboardError = Readonly<{
  name: 'CopyToClipboardError';
  message: string;
  field: PaymentCardFields;
}>;
export type CardViewerToggleMaskError = Readonly<{
  name: 'CardViewerToggleMaskError';
  message?: string;
}>;
export type CardViewerError = Readonly<{ message: string }>;
export type CardViewerConfigError =
  | CardViewerCopyToClipboardError
  | CardViewerError
  | CardViewerFieldsInputError
  | CardViewerRequestError
  | InvalidCredentialError;

/** What a session or a call failed by. */
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
 * Theirs has a name for a value that was not copied, and none for one that was not shown (covered,
 * faded or too small) or whose frame did not come: those are the error without a name.
 */
export const fieldError = (
  { code, gesture }: FieldEvents['error']['detail'],
  field: PaymentCardFields,
): CardViewerConfigError =>
  gesture === 'copy'
    ? { name: 'CopyToClipboardError', message: code, field }
    : { message: `${code}: ${field}` };
