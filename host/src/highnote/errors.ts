import type { SordinoError } from '../index.js';

/** The extensions of a response of the API. */
export interface GraphQLExtensions {
  /** The API's id of the request, for its support. Empty if there was no response. */
  requestId: string;
}

/** The client token is invalid, has expired, or is missing. */
export type InvalidCredentialError = Readonly<{
  name: 'InvalidCredentialError';
  context: GraphQLExtensions;
}>;

/** Returns the `context` of Highnote's errors. */
export const contextOf = ({ requestId = '' }: SordinoError): GraphQLExtensions => ({ requestId });

/** Maps a code to one of the kinds of error that Highnote's packages have. */
export const familyOf = ({ code }: SordinoError): 'credential' | 'input' | 'request' | 'other' => {
  switch (code) {
    case 'token-unavailable':
    case 'token-malformed':
    case 'token-expired':
    case 'unauthorized':
      return 'credential';
    case 'invalid-fields':
    case 'invalid-input':
    case 'sensitive-input':
    case 'mount-target':
    case 'invalid-options':
      return 'input';
    case 'access-denied':
    case 'user-error':
    case 'network':
    case 'timeout':
    case 'aborted':
    case 'busy':
    case 'rate-limited':
    case 'request-rejected':
    case 'gateway-refused':
    case 'wrong-endpoint':
    case 'server-error':
    case 'unexpected-response':
    case 'value-missing':
      return 'request';
    default:
      return 'other';
  }
};

/** Creates the error for a client token that can't be used. */
export const credentialError = (error: SordinoError): InvalidCredentialError => ({
  name: 'InvalidCredentialError',
  context: contextOf(error),
});

/**
 * Returns the message of an error: its code, then each field with its own code. Codes are stable;
 * docs/troubleshooting.md lists them.
 */
export const messageOf = ({ code, fields }: SordinoError): string => {
  const where = fields?.map((field) => `${field.path}: ${field.apiCode ?? field.code}`).join(', ');
  return where ? `${code}: ${where}` : code;
};
