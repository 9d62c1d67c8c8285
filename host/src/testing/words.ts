import type { Failure } from '../generated/protocol.js';
import type { FieldCode, Words } from '../index.js';

/** Every name that the real one knows; a name too few or too many is a type error. */
const NAMES: Record<keyof Words, true> = {
  ...{
    pin: true,
    pinConfirm: true,
    cardNumber: true,
    cvv: true,
    expirationDate: true,
    accountNumber: true,
    routingNumber: true,
    paymentCard: true,
  },
  ...{
    givenName: true,
    middleName: true,
    familyName: true,
    suffix: true,
    title: true,
    dateOfBirth: true,
    socialSecurityNumber: true,
  },
  ...{
    employerIdentificationNumber: true,
    email: true,
    phoneNumber: true,
    streetAddress: true,
    extendedAddress: true,
    locality: true,
  },
  ...{
    region: true,
    postalCode: true,
    countryCodeAlpha3: true,
    totalAnnualIncome: true,
    annualRevenue: true,
    legalBusinessName: true,
  },
  ...{
    doingBusinessAsName: true,
    businessType: true,
    businessDescription: true,
    website: true,
    percentageOwnership: true,
    document: true,
  },
  ...{
    show: true,
    copy: true,
    copied: true,
    hidden: true,
    missing: true,
    pinRule: true,
    mismatch: true,
    invalid: true,
    rejected: true,
  },
  ...{
    nameRule: true,
    dateRule: true,
    ssnRule: true,
    einRule: true,
    emailRule: true,
    phoneRule: true,
    websiteRule: true,
    streetRule: true,
  },
  ...{
    regionRule: true,
    postalCodeRule: true,
    amountRule: true,
    percentRule: true,
    tooYoung: true,
    tooOld: true,
    poBox: true,
    covered: true,
  },
  ...{ chooseFiles: true, fileRule: true, remove: true, documentType: true, notCopied: true },
  ...{ fileEmpty: true, fileTooLarge: true, fileHeic: true, fileCount: true },
  ...{ fileUnreadable: true, typeMissing: true },
  ...{ tooLong: true, tooSmall: true, tooSoon: true },
};

const LONGEST = 80;

/** Control characters, line ends, and what turns the direction of the text behind it. */
const REFUSED = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

const codeOf = (name: string, text: unknown): FieldCode | undefined => {
  if (!Object.hasOwn(NAMES, name)) return 'unknown';
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') return 'invalid';
  if ([...text].length > LONGEST) return 'too-long';
  return REFUSED.test(text) || text.trim() === '' ? 'invalid' : undefined;
};

/** Why the real one would end a session with these words. */
export const refusedWords = (words: Words | undefined): Failure | undefined => {
  for (const [name, text] of Object.entries(words ?? {})) {
    const code = codeOf(name, text);
    if (code)
      return {
        code: 'invalid-options',
        retryable: false,
        fields: [{ path: `words.${[...name].slice(0, 50).join('')}`, code }],
      };
  }
  return undefined;
};
