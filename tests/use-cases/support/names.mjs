// @ts-check
/**
 * The thirteen use cases of client tokens, in the order of the API's own table. Each is a test of
 * this name.
 */
export const USE_CASES = [
  'card-viewer',
  'secure-inputs',
  'tokenize-business',
  'tokenize-person',
  'tokenize-authorized-user',
  'create-business',
  'create-person',
  'create-authorized-user',
  'document-upload',
  'set-pin',
  'direct-deposit',
  'card-details',
  'external-account',
];
