import type { SordinoError } from './error.js';
import type {
  Appearance,
  FieldCode,
  FieldKind,
  FieldOptions,
  FileState,
  Gesture,
  Operation,
  TokenReason,
  Usage,
  Words,
} from './generated/protocol.js';

export type {
  Appearance,
  AppearanceVariable,
  Code,
  FieldCode,
  FieldKind,
  FieldOptions,
  FieldProblem,
  FileState,
  Gesture,
  Operation,
  Outcome,
  Theme,
  TokenReason,
  Usage,
  Words,
} from './generated/protocol.js';

/** What the API answered to `generate…ClientToken`; or its `value` alone. */
export type ClientToken =
  | string
  | { value: string; expirationDate?: string | null; usage?: Usage | null };

export interface SessionOptions {
  /**
   * The folder of `vault.html` on the frame's origin, with the release in it:
   * `https://frame.example/v1.0.0/`. With https, or http on a loopback address; without a user, a
   * query or a fragment.
   */
  frameUrl: string | URL;
  /**
   * The client token, or a function that fetches one from your server. A function is asked again
   * before the token ends, when it has ended and when it was refused; a plain token is not. It may
   * throw: then it is asked up to three times. docs/SESSION.md.
   */
  clientToken: ClientToken | ((reason: TokenReason) => ClientToken | Promise<ClientToken>);
  /** Typed values; never CSS text. */
  appearance?: Appearance;
  /** BCP 47; default: the `lang` of the document. */
  locale?: string;
  /**
   * Texts of your own in place of the frame's, on top of `locale`: a label by its field's kind, the
   * others by their names. Each is plain text of one line, of 1 to 80 characters. Anything else
   * ends the session with `invalid-options`. docs/languages.md.
   */
  words?: Words;
  /**
   * Milliseconds for the frame to load and for each answer: a whole number, 1 to 120,000. In a page
   * that the browser prerenders, the frame's time begins when the page is activated.
   *
   * @defaultValue 15,000
   */
  timeout?: number;
}

/**
 * A second call of the same operation while one runs is refused with `busy`; nothing is sent for
 * it.
 */
export interface CallOptions {
  /**
   * Ends the wait for an answer with `SordinoError` `aborted`, within a second. What was sent may
   * have taken effect: see `outcome`.
   */
  signal?: AbortSignal;
}

/** What is told of a payment card. */
export interface PaymentCardSummary {
  id: string;
  last4?: string;
  status?: string;
  network?: string;
}

/** What is told of a bank account. */
export interface BankSummary {
  id: string;
  last4?: string;
  type?: string;
  bankName?: string;
}

/**
 * `PhoneInput`. A field `phoneNumber` or the page gives `number`, without its country code: ten
 * digits with country code 1, 4 to 15 with another one. `countryCode` is `1` and `label` `MOBILE`
 * unless given.
 */
export interface PhoneInput {
  countryCode?: string;
  number?: string;
  extension?: string;
  label?: 'MOBILE' | 'HOME' | 'WORK' | 'SUPPORT';
}

/**
 * `AddressInput`; each part by a field or by the page. `countryCodeAlpha3` is `USA` unless given.
 */
export interface AddressInput {
  streetAddress?: string;
  extendedAddress?: string;
  postalCode?: string;
  region?: string;
  locality?: string;
  countryCodeAlpha3?: string;
}

/** The type of a tax identification number; the short names are deprecated in the API's schema. */
export type TaxIdentificationNumberType =
  | 'SOCIAL_SECURITY_NUMBER'
  | 'EMPLOYER_IDENTIFICATION_NUMBER'
  | 'INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER'
  | 'SSN'
  | 'EIN'
  | 'ITIN';

/** `BusinessPlanAttributeInput`, which only the page gives. */
export interface BusinessPlanAttribute {
  indicatorAttribute?: {
    type: 'FUEL_TAX_EXEMPT';
    value: boolean;
    /** `YYYY-MM-DD` */
    reportedAt: string;
  };
}

/** A person's name; each part by a field or by the page. */
export interface NameInput {
  givenName?: string;
  middleName?: string;
  familyName?: string;
  suffix?: string;
  title?: string;
}

/** One amount, in cents, of at most 2^53 - 1. */
export type Amount = [{ value: number; currencyCode: 'USD' }];

interface PersonInput {
  name?: NameInput;
  email?: string;
  phoneNumber?: PhoneInput;
  /** `YYYY-MM-DD` */
  dateOfBirth?: string;
  /**
   * The number itself only by a field `socialSecurityNumber`. It is an ITIN if
   * `taxIdentificationNumberType` says so, else a social security number.
   */
  identificationDocument?: {
    socialSecurityNumber?: {
      countryCodeAlpha3?: string;
      taxIdentificationNumberType?: TaxIdentificationNumberType;
    };
  };
}

interface BillingAddress {
  /** Exactly one of the two. */
  billingAddress?: AddressInput;
  billingAddressToken?: string;
}

interface HomeAddress {
  /** Exactly one of the two. */
  homeAddress?: AddressInput;
  homeAddressToken?: string;
}

/** `CreateUSPersonAccountHolderInput` without what fields give. */
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

/** `CreateUSBusinessAccountHolderInput` without what fields give. */
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
    /** A sole proprietor's number only by a field `employerIdentificationNumber`. */
    identificationDocument?: {
      employerIdentificationNumber?: {
        number?: string;
        countryCodeAlpha3?: string;
        taxIdentificationNumberType?: TaxIdentificationNumberType;
      };
    };
    ultimateBeneficialOwners?: (PersonInput &
      HomeAddress & {
        /** A whole number of at least 25. */
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

/** `CreateUSPersonAuthorizedUserInput` without what fields give. */
export interface AuthorizedUserInput {
  /** The business account holder. */
  accountHolderId: string;
  personAuthorizedUser?: PersonInput & BillingAddress & { externalId?: string };
}

/**
 * A token of the data, for your server: it redeems it within an hour, once, by `create…FromToken`.
 */
export interface TokenizeResult {
  token: string;
}

/** What is told of what was created. */
export interface Created {
  id: string;
}

/** Each operation: what the page gives, and what it is told. */
export interface Operations {
  setPaymentCardPin: [
    input: { paymentCardId: string },
    result: PaymentCardSummary & { pinIsSet?: boolean },
  ];
  viewPaymentCard: [input: { paymentCardId: string }, result: PaymentCardSummary];
  viewDirectDepositDetail: [input: { directDepositDetailId: string }, result: BankSummary];
  viewExternalBankAccountDetail: [
    input: { externalBankAccountDetailId: string },
    result: BankSummary,
  ];
  tokenizePersonAccountHolder: [input: PersonAccountHolderInput, result: TokenizeResult];
  tokenizeBusinessAccountHolder: [input: BusinessAccountHolderInput, result: TokenizeResult];
  tokenizeAuthorizedUser: [input: AuthorizedUserInput, result: TokenizeResult];
  createPersonAccountHolder: [input: PersonAccountHolderInput, result: Created];
  createBusinessAccountHolder: [input: BusinessAccountHolderInput, result: Created];
  createAuthorizedUser: [input: AuthorizedUserInput, result: Created];
  /**
   * Sends what is in the session's field `document`, which tells of each file's `progress`; ends
   * the upload session when all are up.
   */
  uploadDocuments: [
    input: { documentUploadSessionId: string },
    result: { id: string; status?: string },
  ];
}

type Calls = {
  [O in Operation]: (input: Operations[O][0], options?: CallOptions) => Promise<Operations[O][1]>;
};

export interface SessionEvents {
  ready: CustomEvent<null>;
  /** The token ends soon; a function given as `clientToken` is asked for another. */
  tokenexpiring: CustomEvent<object>;
  /**
   * The token has ended and no other has taken its place: what was shown is masked and wiped, what
   * was typed stays.
   */
  tokenexpired: CustomEvent<object>;
  error: CustomEvent<SordinoError>;
}

export interface Session extends EventTarget, Calls {
  /**
   * Settles once: when the session can be used, or with why it can't. `retry` puts another in its
   * place.
   */
  readonly ready: Promise<void>;
  /**
   * Makes a field, which is in the page once it is mounted.
   *
   * @throws {@link SordinoError} `invalid-options` when an option is no plain data, such as a
   * function. What the frame refuses (an unknown kind or option, a value that is too long) is said by
   * the session's event `error` with the same code.
   */
  createField(kind: FieldKind, options?: FieldOptions): Field;
  /**
   * Changes the looks of all fields. A value that the frame refuses changes nothing and is said by
   * the event `error` with `invalid-options`.
   */
  update(options: { appearance: Appearance }): void;
  /** Masks every revealed value now. */
  hide(): void;
  /**
   * After the frame could not be loaded, or was lost: loads it again, with the fields that are mounted
   * now, empty, each at the end of the element that it was in. A field that was unmounted since then
   * stays away. Returns the new `ready`; the event `ready` follows. Returns the `ready` there is while
   * the session lives, and after `destroy`.
   */
  retry(): Promise<void>;
  /** Wipes what the vault holds and removes all frames. Calling it again does nothing. */
  destroy(): void;
  addEventListener<E extends keyof SessionEvents>(
    type: E,
    listener: (event: SessionEvents[E]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * What may be known of a field's content: never its length, a digit or a part of it.
 *
 * A field does not know the input of a call. So a phone number or a tax number is `complete` here if
 * a `countryCode` or a `taxIdentificationNumberType` exists for which it is right, and fewer than ten
 * digits of a phone number are `incomplete`. The call judges them by what its input says.
 */
export interface FieldState {
  empty: boolean;
  complete: boolean;
  valid: boolean;
  code?: FieldCode;
}

export interface FieldEvents {
  /**
   * `height` in CSS pixels; 0 of a field that is not drawn yet, in a part of the page that is not
   * shown: `resize` tells it then, and never 0.
   */
  ready: CustomEvent<{ height: number; label: string }>;
  resize: CustomEvent<{ height: number }>;
  change: CustomEvent<FieldState>;
  focus: CustomEvent<object>;
  blur: CustomEvent<object>;
  reveal: CustomEvent<{ kind: FieldKind }>;
  hide: CustomEvent<{ kind: FieldKind }>;
  copy: CustomEvent<{ kind: FieldKind }>;
  /** Of a field `document`: a file's upload went on. */
  progress: CustomEvent<{ file: number; percent: number; state: FileState }>;
  /**
   * An error stands in it; `unavailable`: its frame did not load within `timeout`; `conflict`: the
   * session has a field for documents already. Of a shown value, `gesture` is what its person asked
   * for and did not get. A field `document` has one for each file that it does not take.
   */
  error: CustomEvent<{ code: FieldCode; gesture?: Gesture }>;
}

export interface Field extends EventTarget {
  readonly kind: FieldKind;
  /**
   * Puts the field into an element; into another one when it is mounted already. Shadow roots work.
   *
   * @throws {@link SordinoError} `mount-target` when the selector finds nothing, or the element is in
   * another document than the page.
   */
  mount(target: string | Element | ShadowRoot): this;
  /**
   * Merges options.
   *
   * @throws {@link SordinoError} `invalid-options` when one is no plain data.
   */
  update(options: FieldOptions): void;
  /**
   * Focuses the field's input. Before the field is ready its iframe takes the focus, and passes it on
   * when the field is ready, unless the focus has gone elsewhere.
   */
  focus(): void;
  /** Takes the focus away. */
  blur(): void;
  /** Wipes its content. */
  clear(): void;
  /** Removes it; it can be mounted again, empty. */
  unmount(): void;
  addEventListener<E extends keyof FieldEvents>(
    type: E,
    listener: (event: FieldEvents[E]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
