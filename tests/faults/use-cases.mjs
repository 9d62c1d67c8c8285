// @ts-check
// The thirteen use cases with the data for the faults: the call, the text that a person types, and
// the proof in the sandbox. A person types the secrets; the page passes the rest.
import { createHash } from 'node:crypto';

/** @import { Control } from "../browser/support/control.mjs" */
/** @import { FieldWish, TokenWish } from "../pages/faults/page.js" */
/** @import { Random } from "./random.mjs" */

/**
 * The effect of a repeated request: nothing, the same effect, or a second one
 * (`sordino_core::use_case::Effect`).
 *
 * @typedef {"read" | "set" | "make"} Effect
 */

/**
 * One try of a use case.
 *
 * @typedef {object} Entry
 * @property {unknown} input the page's input
 * @property {Record<string, string>} typed the typed texts by the names of the fields
 * @property {Uint8Array} [document]
 * @property {string} mark by which the sandbox's objects are found
 */

/**
 * @typedef {object} UseCase
 * @property {string} name
 * @property {string} operation a method of the session
 * @property {string} operationName the request that has the effect
 * @property {Effect} effect
 * @property {TokenWish} token
 * @property {FieldWish[]} fields
 * @property {string} [variable] an id in the request that no other use case has there
 * @property {(random: Random, mark: string) => Entry} entry
 * @property {(control: Control, entry: Entry) => Promise<number>} effects the number of effects
 * @property {(control: Control) => Promise<number>} [changes] the number of effects in the
 * sandbox's journal, if the state alone can't distinguish one from two
 * @property {boolean} [perEntry] whether each entry needs its own session
 */

/**
 * A use case, and the requests of it that a fault is injected into.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {UseCase} useCase
 * @property {"api" | "upload"} target
 * @property {boolean} [isStep] whether the fault is injected into a request before the one that has
 * the effect
 */

const ADDRESS = {
  streetAddress: '12 Leipziger Court',
  locality: 'San Francisco',
  region: 'CA',
  postalCode: '94107',
};
const PHONE = { number: '4155550142' };

/** @param {Random} random */
const ssn = (random) =>
  `${random.between(100, 665)}-${random.between(10, 99)}-${random.between(1000, 9999)}`;

/** @param {object} address */
const person = (address) => ({
  name: { givenName: 'Fanny', familyName: 'Hensel' },
  email: 'fanny@hensel.example',
  phoneNumber: PHONE,
  dateOfBirth: '1985-11-14',
  ...address,
});

/**
 * @typedef {object} Objects the objects that the customer's server knows, `/objects.json`
 * @property {{ id: string, status: string }[]} paymentCards
 * @property {{ id: string }[]} directDepositDetails
 * @property {{ id: string }[]} externalBankAccountDetails
 * @property {{ id: string, kind: string }[]} accountHolders
 * @property {{ id: string, status: string, requiredDocumentTypes: string[] }[]}
 * documentUploadSessions
 */

/**
 * @param {Objects} objects
 * @returns {UseCase[]}
 */
export function useCases(objects) {
  const [pinCard, inputsCard, viewerCard, detailsCard] = objects.paymentCards.filter(
    ({ status }) => status === 'ACTIVE',
  );
  const [deposit] = objects.directDepositDetails;
  const [external] = objects.externalBankAccountDetails;
  const business = objects.accountHolders.find(({ kind }) => kind === 'business');
  if (!detailsCard || !deposit || !external || !business)
    throw new Error('the seed lacks an object');

  /** @type {(operation: string, operationName: string, member: string, id: string, fields: string[]) => Omit<UseCase, "name">} */
  const view = (operation, operationName, member, id, fields) => ({
    operation,
    operationName,
    effect: 'read',
    token: { for: operation, id },
    fields: fields.map((kind) => ({ kind })),
    variable: id,
    entry: (_, mark) => ({ input: { [member]: id }, typed: {}, mark }),
    effects: async () => 0,
  });

  /** @type {(id: string, fields: string[]) => Omit<UseCase, "name">} */
  const setPin = (id, fields) => ({
    operation: 'setPaymentCardPin',
    operationName: 'SetPinForPaymentCard',
    effect: 'set',
    token: { for: 'setPaymentCardPin', id },
    fields: fields.map((kind) => ({ kind })),
    variable: id,
    entry(random, mark) {
      const pin = random.digits(4);
      return {
        input: { paymentCardId: id },
        typed: Object.fromEntries(fields.map((kind) => [kind, pin])),
        mark,
      };
    },
    effects: async (control, { typed }) => ((await control.pinIs(id, typed.pin)) ? 1 : 0),
    changes: async (control) =>
      (await control.journal()).filter(({ effect, object }) => effect === 'pinSet' && object === id)
        .length,
  });

  /** @type {(who: "PersonAccountHolder" | "BusinessAccountHolder" | "AuthorizedUser", make: UseCase["entry"], path?: string) => Record<"tokenize" | "create", Omit<UseCase, "name">>} */
  const holder = (who, make, path) => {
    const common = {
      effect: /** @type {const} */ ('make'),
      token: { for: who === 'AuthorizedUser' ? 'tokenizeAuthorizedUser' : 'tokenizeAccountHolder' },
      fields: [{ kind: 'socialSecurityNumber', options: path ? { path } : {} }],
      entry: make,
    };
    return {
      tokenize: {
        ...common,
        operation: `tokenize${who}`,
        operationName: `Tokenize${who}`,
        effects: async (control, { mark }) =>
          (await control.drafts()).filter(({ draft }) => draft.external_id === mark).length,
      },
      create: {
        ...common,
        operation: `create${who}`,
        operationName: `Create${who}`,
        effects: async (control, { mark, typed }) => {
          const made = (await control.accountHolders()).filter(
            ({ externalId }) => externalId === mark,
          );
          // The number of a business is that of the person who acts for it.
          const pointer = path && `/${path}/identificationDocument/socialSecurityNumber`;
          const right = await Promise.all(
            made.map(({ id }) => control.taxIdIs(id, typed.socialSecurityNumber, pointer)),
          );
          return right.filter(Boolean).length;
        },
      },
    };
  };

  const persons = holder('PersonAccountHolder', (random, mark) => ({
    input: { personAccountHolder: { ...person({ billingAddress: ADDRESS }), externalId: mark } },
    typed: { socialSecurityNumber: ssn(random) },
    mark,
  }));
  const users = holder('AuthorizedUser', (random, mark) => ({
    input: {
      accountHolderId: business.id,
      personAuthorizedUser: { ...person({ billingAddress: ADDRESS }), externalId: mark },
    },
    typed: { socialSecurityNumber: ssn(random) },
    mark,
  }));
  const businesses = holder(
    'BusinessAccountHolder',
    (random, mark) => ({
      input: {
        businessProfile: {
          name: { legalBusinessName: 'Hensel Strings LLC' },
          phoneNumber: PHONE,
          billingAddress: ADDRESS,
          businessType: 'LLC',
          identificationDocument: {
            employerIdentificationNumber: {
              number: `${random.between(10, 99)}-${random.between(1_000_000, 9_999_999)}`,
            },
          },
        },
        primaryAuthorizedPerson: person({ homeAddress: ADDRESS }),
        externalId: mark,
      },
      typed: { socialSecurityNumber: ssn(random) },
      mark,
    }),
    'primaryAuthorizedPerson',
  );

  /** @type {Omit<UseCase, "name">} */
  const documents = {
    operation: 'uploadDocuments',
    operationName: 'EndDocumentUploadSession',
    effect: 'make',
    // Each entry has its own id: see `documentEntry`.
    token: { for: 'uploadDocuments' },
    fields: [{ kind: 'document', options: { documentTypes: ['DRIVERS_LICENSE'] } }],
    entry: (random, mark) => ({
      input: {},
      typed: {},
      document: new TextEncoder().encode(
        `%PDF-1.7\n${mark} ${random.digits(random.between(100, 2_000))}`,
      ),
      mark,
    }),
    effects: async (control, { input }) => {
      const { documentUploadSessionId: id } = /** @type {{ documentUploadSessionId: string }} */ (
        input
      );
      const journal = await control.journal();
      return journal.filter(
        ({ effect, object }) => effect === 'uploadSession SUBMITTED' && object === id,
      ).length;
    },
    perEntry: true,
  };

  return [
    {
      name: 'card-viewer',
      ...view('viewPaymentCard', 'ViewPaymentCard', 'paymentCardId', viewerCard.id, [
        'paymentCard',
      ]),
    },
    { name: 'secure-inputs', ...setPin(inputsCard.id, ['pin', 'pinConfirm']) },
    { name: 'tokenize-business', ...businesses.tokenize },
    { name: 'tokenize-person', ...persons.tokenize },
    { name: 'tokenize-authorized-user', ...users.tokenize },
    { name: 'create-business', ...businesses.create },
    { name: 'create-person', ...persons.create },
    { name: 'create-authorized-user', ...users.create },
    { name: 'document-upload', ...documents },
    { name: 'set-pin', ...setPin(pinCard.id, ['pin']) },
    {
      name: 'direct-deposit',
      ...view(
        'viewDirectDepositDetail',
        'ViewDirectDepositDetail',
        'directDepositDetailId',
        deposit.id,
        ['accountNumber', 'routingNumber'],
      ),
    },
    {
      name: 'card-details',
      ...view('viewPaymentCard', 'ViewPaymentCard', 'paymentCardId', detailsCard.id, [
        'cardNumber',
        'cvv',
        'expirationDate',
      ]),
    },
    {
      name: 'external-account',
      ...view(
        'viewExternalBankAccountDetail',
        'ViewExternalBankAccountDetail',
        'externalBankAccountDetailId',
        external.id,
        ['accountNumber', 'routingNumber'],
      ),
    },
  ];
}

/** @param {Uint8Array} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
