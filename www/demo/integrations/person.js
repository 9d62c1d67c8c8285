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
 * @param {string} options.frameUrl where Sordino's frame is served
 * @param {Appearance} options.appearance
 * @param {() => Record<string, any>} options.values what the page's own inputs hold
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
      // What the page knows; what the fields hold joins it in the frame.
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
