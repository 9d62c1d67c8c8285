// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance, FieldKind, FieldOptions } from "/sordino/index.js" */

/**
 * A field for each thing a person types, in the element of that id.
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
 * @param {string} options.frameUrl where Sordino's frame is served
 * @param {Appearance} options.appearance
 * @param {() => Record<string, any>} options.values what the page's own inputs hold
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
        // The business, chosen in a list of this page's own.
        accountHolderId: values().accountHolderId,
        personAuthorizedUser: { externalId: `larkmere-${crypto.randomUUID()}` },
      };
      return way === 'create'
        ? session.createAuthorizedUser(input) // { id }
        : session.tokenizeAuthorizedUser(input); // { token }, for the server
    },
  };
}
