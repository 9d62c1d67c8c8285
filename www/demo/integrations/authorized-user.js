// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance, FieldKind, FieldOptions } from "/sordino/index.js" */

/**
 * The fields that a person fills in. Each is mounted in the element with its kind as id.
 * @type {[FieldKind, FieldOptions?][]}
 */
const FIELDS = [
  ['givenName'],
  ['familyName'],
  ['email'],
  ['phoneNumber'],
  ['streetAddress'],
  ['extendedAddress', { label: 'Apartment, suite (optional)' }],
  ['locality'],
  ['region'],
  ['postalCode'],
  ['dateOfBirth'],
  ['socialSecurityNumber'],
];

/**
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {Appearance} options.appearance
 * @param {() => Record<string, any>} options.values the values of the page's own inputs
 * @param {"tokenize" | "create"} way
 */
export function startAuthorizedUser({ frameUrl, appearance, values }, way) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('tokenizeAuthorizedUser'),
  });

  const fields = Object.fromEntries(
    FIELDS.map(([kind, options]) => {
      const field = session.createField(kind, options);
      return [kind, field.mount(`#${kind}`)];
    }),
  );

  return {
    session,
    fields,
    submit: () => {
      const input = {
        // The business, which the person chooses in a list of this page.
        accountHolderId: values().accountHolderId,
        personAuthorizedUser: { externalId: `larkmere-${crypto.randomUUID()}` },
      };
      return way === 'create'
        ? session.createAuthorizedUser(input) // { id }
        : session.tokenizeAuthorizedUser(input); // { token }, for the server
    },
  };
}
