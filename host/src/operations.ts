/** The values of a payment card that the page receives. */
export interface PaymentCardSummary {
  /** The id of the card. */
  id: string;
  /** The last four digits of the card number. */
  last4?: string;
  /** The API's `PaymentCardStatus`, such as `ACTIVE`. */
  status?: string;
  /** The API's `PaymentCardNetwork`, such as `VISA`. */
  network?: string;
}

/** The values of a bank account that the page receives. */
export interface BankSummary {
  /** The id of the direct deposit detail, or of the external bank account detail. */
  id: string;
  /** The last four digits of the account number. */
  last4?: string;
  /** The API's account type, such as `CHECKING`. */
  type?: string;
  /** The name of the bank. */
  bankName?: string;
}

/** A phone number (`PhoneInput` of the schema). */
export interface PhoneInput {
  /** @defaultValue `1` */
  countryCode?: string;
  /**
   * The number without its country code: ten digits for country code 1, 4 to 15 digits for another.
   * Leave it out if a field `phoneNumber` supplies it.
   */
  number?: string;
  extension?: string;
  /** @defaultValue `MOBILE` */
  label?: 'MOBILE' | 'HOME' | 'WORK' | 'SUPPORT';
}

/** An address (`AddressInput` of the schema). A field or the page supplies each part. */
export interface AddressInput {
  streetAddress?: string;
  extendedAddress?: string;
  postalCode?: string;
  region?: string;
  locality?: string;
  /** @defaultValue `USA` */
  countryCodeAlpha3?: string;
}

/** The type of a tax identification number. The API's schema deprecates the short names. */
export type TaxIdentificationNumberType =
  | 'SOCIAL_SECURITY_NUMBER'
  | 'EMPLOYER_IDENTIFICATION_NUMBER'
  | 'INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER'
  | 'SSN'
  | 'EIN'
  | 'ITIN';

/**
 * An attribute of a business plan (`BusinessPlanAttributeInput` of the schema). No field has it.
 */
export interface BusinessPlanAttribute {
  indicatorAttribute?: {
    type: 'FUEL_TAX_EXEMPT';
    value: boolean;
    /** A date, as `YYYY-MM-DD`. */
    reportedAt: string;
  };
}

/** A person's name. A field or the page supplies each part. */
export interface NameInput {
  givenName?: string;
  middleName?: string;
  familyName?: string;
  suffix?: string;
  title?: string;
}

/** One amount in US dollars; `value` is in cents and at most 2^53 - 1. */
export type Amount = [{ value: number; currencyCode: 'USD' }];

interface PersonInput {
  name?: NameInput;
  email?: string;
  phoneNumber?: PhoneInput;
  /** A date, as `YYYY-MM-DD`. */
  dateOfBirth?: string;
  /**
   * Details of the number. Only a field `socialSecurityNumber` can supply the number itself.
   */
  identificationDocument?: {
    socialSecurityNumber?: {
      countryCodeAlpha3?: string;
      /** @defaultValue A social security number. */
      taxIdentificationNumberType?: TaxIdentificationNumberType;
    };
  };
}

/** A billing address: exactly one of its members. */
interface BillingAddress {
  billingAddress?: AddressInput;
  billingAddressToken?: string;
}

/** A home address: exactly one of its members. */
interface HomeAddress {
  homeAddress?: AddressInput;
  homeAddressToken?: string;
}

/** `CreateUSPersonAccountHolderInput` of the schema, without the values that fields supply. */
export interface PersonAccountHolderInput {
  personAccountHolder?: PersonInput &
    BillingAddress & {
      personCreditRiskAttributes?: {
        totalAnnualIncome?: Amount;
        currentDebtObligations?: Amount;
        monthlyHousingPayment?: Amount;
        employmentStatus?:
          | 'EMPLOYED'
          | 'SELF_EMPLOYED'
          | 'RETIRED'
          | 'STUDENT'
          | 'UNEMPLOYED'
          | 'OTHER';
      };
      externalId?: string;
    };
}

/** `CreateUSBusinessAccountHolderInput` of the schema, without the values that fields supply. */
export interface BusinessAccountHolderInput {
  businessProfile?: BillingAddress & {
    name?: { legalBusinessName?: string; doingBusinessAsName?: string };
    businessDescription?: string;
    phoneNumber?: PhoneInput;
    legalAddress?: AddressInput;
    website?: string;
    businessType?: string;
    businessCreditRiskAttributes?: { annualRevenue?: Amount };
    businessPlanAttributes?: BusinessPlanAttribute[];
    /**
     * The business's number. For a sole proprietor, only a field `employerIdentificationNumber` can
     * supply the number itself.
     */
    identificationDocument?: {
      employerIdentificationNumber?: {
        number?: string;
        countryCodeAlpha3?: string;
        taxIdentificationNumberType?: TaxIdentificationNumberType;
      };
    };
    ultimateBeneficialOwners?: (PersonInput &
      HomeAddress & {
        /** A percentage: a whole number of at least 25. */
        percentageOwnership?: number;
      })[];
  };
  primaryAuthorizedPerson?: PersonInput &
    HomeAddress & {
      percentageOwnership?: number;
      authorizingPersonTitle?:
        | 'PRESIDENT'
        | 'VICE_PRESIDENT'
        | 'TREASURER'
        | 'OWNER'
        | 'CEO'
        | 'CFO'
        | 'COO';
    };
  externalId?: string;
}

/** `CreateUSPersonAuthorizedUserInput` of the schema, without the values that fields supply. */
export interface AuthorizedUserInput {
  /** The id of the business account holder. */
  accountHolderId: string;
  personAuthorizedUser?: PersonInput & BillingAddress & { externalId?: string };
}

/** The result of tokenizing an account holder or an authorized user. */
export interface TokenizeResult {
  /** Your server passes it to `create…FromToken`, once and within an hour. */
  token: string;
}

/** The result of creating an account holder or an authorized user. */
export interface Created {
  /** The id of the new object. */
  id: string;
}

/**
 * The operations of a session, each with its input and its result. Values of fields are not part of
 * the input: the frame adds them. docs/use-cases/ has a page for each operation.
 */
export interface Operations {
  /**
   * Sets the PIN of a card from a field `pin` and, if there is one, a field `pinConfirm`. The
   * client token needs the permission `SET_PAYMENT_CARD_PIN`.
   */
  setPaymentCardPin: [
    input: { paymentCardId: string },
    result: PaymentCardSummary & { pinIsSet?: boolean },
  ];
  /**
   * Shows a card in the fields `paymentCard`, `cardNumber`, `expirationDate` and `cvv`. The client
   * token needs the permission `READ_RESTRICTED_DETAILS`.
   */
  viewPaymentCard: [input: { paymentCardId: string }, result: PaymentCardSummary];
  /**
   * Shows an account in the fields `accountNumber` and `routingNumber`. The client token needs the
   * permission `READ_RESTRICTED_DETAILS`.
   */
  viewDirectDepositDetail: [input: { directDepositDetailId: string }, result: BankSummary];
  /**
   * Shows an external account in the fields `accountNumber` and `routingNumber`. The client token
   * needs the permission `READ_RESTRICTED_DETAILS`.
   */
  viewExternalBankAccountDetail: [
    input: { externalBankAccountDetailId: string },
    result: BankSummary,
  ];
  /** Creates a token for a person's data. */
  tokenizePersonAccountHolder: [input: PersonAccountHolderInput, result: TokenizeResult];
  /** Creates a token for a business's data. */
  tokenizeBusinessAccountHolder: [input: BusinessAccountHolderInput, result: TokenizeResult];
  /** Creates a token for the data of an authorized user. */
  tokenizeAuthorizedUser: [input: AuthorizedUserInput, result: TokenizeResult];
  /** Creates a person account holder. After an unknown outcome, check before you call it again. */
  createPersonAccountHolder: [input: PersonAccountHolderInput, result: Created];
  /**
   * Creates a business account holder. After an unknown outcome, check before you call it again.
   */
  createBusinessAccountHolder: [input: BusinessAccountHolderInput, result: Created];
  /** Creates an authorized user. After an unknown outcome, check before you call it again. */
  createAuthorizedUser: [input: AuthorizedUserInput, result: Created];
  /**
   * Uploads the files in the session's field `document`, and ends the upload session when all are
   * uploaded. The field reports each file by its event `progress`. The client token needs the
   * permission `MANAGE_DOCUMENT_UPLOAD_SESSION`.
   */
  uploadDocuments: [
    input: { documentUploadSessionId: string },
    result: { id: string; status?: string },
  ];
}
