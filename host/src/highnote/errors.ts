import type { SordinoError } from '../index.js';

/** Of a response: what the API's support asks for. Empty where there was no response. */
export interface GraphQLExtensions {
  requestId: string;
}

/** The client token is invalid, has ended, or was not given. */
export type InvalidCredentialError = Readonly<{
  name: 'InvalidCredentialError';
  context: GraphQLExtensions;
}>;

export const contextOf = ({ requestId = '' }: SordinoError): GraphQLExtensions => ({ requestId });

/** What kind of failure it is, in the terms of Highnote's packages. */
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

export const credentialError = (error: SordinoError): InvalidCredentialError => ({
  name: 'InvalidCredentialError',
  context: contextOf(error),
});

/**
 * The code, which is stable, and what it says of which field: `troubleshooting` in the docs is
 * ordered by it.
 */
export const messageOf = ({ code, fields }: SordinoError): string => {
  const where = fields?.map((field) => `${field.path}: ${field.apiCode ?? field.code}`).join(', ');
  return where ? `${code}: ${where}` : code;
};
