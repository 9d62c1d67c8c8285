// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance, FieldKind, FieldOptions } from "/sordino/index.js" */

/** @typedef {[FieldKind, FieldOptions?][]} Kinds */

/** @type {Kinds} */
const ADDRESS = [
  ['streetAddress'],
  ['extendedAddress', { label: 'Apartment, suite (optional)' }],
  ['locality'],
  ['region'],
  ['postalCode'],
];

/** @type {Kinds} */
const BUSINESS = [
  ['legalBusinessName'],
  ['doingBusinessAsName', { label: 'Doing business as (optional)' }],
  ['businessType'],
  ['employerIdentificationNumber'],
  ['website', { label: 'Website (optional)' }],
  ['annualRevenue', { label: 'Annual revenue in USD (optional)' }],
  ['phoneNumber'],
  ...ADDRESS,
];

/** @type {Kinds} */
const PERSON = [
  ['givenName'],
  ['familyName'],
  ['percentageOwnership', { label: 'Ownership in % (optional)' }],
  ['dateOfBirth'],
  ['socialSecurityNumber'],
  ['email'],
  ['phoneNumber'],
  ...ADDRESS,
];

/** @param {number} index */
const ownerPath = (index) => `businessProfile.ultimateBeneficialOwners.${index}`;

/**
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {Appearance} options.appearance
 * @param {() => Record<string, any>} options.values the values of the page's own inputs
 * @param {"tokenize" | "create"} way
 */
export function startBusiness({ frameUrl, appearance, values }, way) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('tokenizeAccountHolder'),
  });

  /**
   * A business has several phone numbers, addresses and people.
   * `path` says to which of them a field belongs.
   * @param {string} place the start of the elements' ids
   * @param {string} path
   * @param {Kinds} kinds
   */
  const mount = (place, path, kinds) =>
    Object.fromEntries(
      kinds.map(([kind, options]) => {
        const id = `${place}-${kind}`;
        const field = session.createField(kind, { ...options, path });
        return [id, field.mount(`#${id}`)];
      }),
    );

  const fields = {
    ...mount('business', 'businessProfile', BUSINESS),
    ...mount('primary', 'primaryAuthorizedPerson', PERSON),
  };
  /** @type {ReturnType<typeof mount>[]} */
  const owners = [];

  return {
    session,
    fields,
    /** @param {string} place the start of the new elements' ids */
    addItem: (place) => {
      const owner = mount(place, ownerPath(owners.length), PERSON);
      owners.push(owner);
      return owner;
    },
    /** @param {number} index */
    removeItem: (index) => {
      const [gone = {}] = owners.splice(index, 1);
      for (const field of Object.values(gone)) field.unmount();
      // The owners after it move up, in the operation's input as on the page.
      for (const [at, owner] of owners.entries()) {
        const path = ownerPath(at);
        for (const field of Object.values(owner)) field.update({ path });
      }
    },
    submit: () => {
      // The page's values. The frame adds the values of the fields.
      const { businessDescription, authorizingPersonTitle } = values();
      const input = {
        externalId: `larkmere-${crypto.randomUUID()}`,
        businessProfile: {
          businessDescription: businessDescription || undefined,
        },
        primaryAuthorizedPerson: { authorizingPersonTitle },
      };
      return way === 'create'
        ? session.createBusinessAccountHolder(input) // { id }
        : session.tokenizeBusinessAccountHolder(input); // { token }, for the server
    },
  };
}
