// @ts-check
// Made-up people, in the forms that they type and that the sandbox stores. The social security
// numbers are published samples.

/**
 * @typedef {object} Person
 * @property {string} givenName
 * @property {string} familyName
 * @property {string} dateOfBirth as typed
 * @property {string} born as stored
 * @property {string} ssn
 * @property {string} email
 */

/** @type {Person} */
export const OTTILIE = {
  givenName: 'Ottilie',
  familyName: 'Quastenberg',
  dateOfBirth: '11/14/1985',
  born: '1985-11-14',
  ssn: '078-05-1120',
  email: 'first.violin@example.com',
};

/** @type {Person} */
export const WENDELIN = {
  givenName: 'Wendelin',
  familyName: 'Zwickmair',
  dateOfBirth: '02/29/1972',
  born: '1972-02-29',
  ssn: '123-45-6789',
  email: 'second.violin@example.com',
};

/** The phone number and the address of everyone, as typed and as stored. */
export const CONTACT = {
  typed: {
    phoneNumber: '(415) 555-0142',
    streetAddress: '12 Leipziger Court',
    locality: 'San Francisco',
    region: 'ca',
    postalCode: '94107-1234',
  },
  phoneNumber: { countryCode: '1', number: '4155550142', label: 'MOBILE' },
  address: {
    streetAddress: '12 Leipziger Court',
    postalCode: '94107-1234',
    region: 'CA',
    locality: 'San Francisco',
    countryCodeAlpha3: 'USA',
  },
};

/**
 * Returns the values that are typed for a person.
 *
 * @param {Person} person
 */
export function typedOf({ givenName, familyName, dateOfBirth, ssn, email }) {
  return { givenName, familyName, email, dateOfBirth, socialSecurityNumber: ssn };
}

/**
 * Returns the values that are stored for a person, without the hash of the number.
 *
 * @param {Person} person
 */
export function storedOf({ givenName, familyName, born, email }) {
  return {
    name: { givenName, familyName },
    email,
    phoneNumber: CONTACT.phoneNumber,
    dateOfBirth: born,
  };
}

/**
 * @param {Person} person
 * @returns {import("./overheard.mjs").Secrets}
 */
export function secretsOf({ givenName, familyName, dateOfBirth, ssn, email }) {
  return {
    [`${givenName}'s given name`]: givenName,
    [`${givenName}'s family name`]: familyName,
    [`${givenName}'s date of birth`]: dateOfBirth,
    [`${givenName}'s SSN`]: ssn,
    [`${givenName}'s email`]: email,
  };
}

/**
 * The typed secrets of the phone number and the address.
 *
 * @type {import("./overheard.mjs").Secrets}
 */
export const CONTACT_SECRETS = {
  phone: '4155550142',
  street: CONTACT.address.streetAddress,
  'postal code': CONTACT.address.postalCode,
};
