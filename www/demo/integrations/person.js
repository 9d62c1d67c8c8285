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
  ['middleName', { label: 'Middle name (optional)' }],
  ['familyName'],
  ['suffix', { label: 'Suffix (optional)' }],
  ['email', { label: 'Email (optional)' }],
  ['phoneNumber'],
  ['streetAddress'],
  ['extendedAddress', { label: 'Apartment, suite (optional)' }],
  ['locality'],
  ['region'],
  ['postalCode'],
  ['dateOfBirth'],
  ['socialSecurityNumber'],
  ['totalAnnualIncome', { label: 'Annual income in USD (optional)' }],
];

/**
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {Appearance} options.appearance
 * @param {() => Record<string, any>} options.values the values of the page's own inputs
 * @param {"tokenize" | "create"} way
 */
export function startPerson({ frameUrl, appearance, values }, way) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('tokenizeAccountHolder'),
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
      // The page's values. The frame adds the values of the fields.
      const { employmentStatus } = values();
      const input = {
        personAccountHolder: {
          externalId: `larkmere-${crypto.randomUUID()}`,
          personCreditRiskAttributes: { employmentStatus },
        },
      };
      return way === 'create'
        ? session.createPersonAccountHolder(input) // { id }
        : session.tokenizePersonAccountHolder(input); // { token }, for the server
    },
  };
}
