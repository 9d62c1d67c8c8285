// @ts-check
// Persons, businesses and authorized users. Each form serves two use cases: the frame turns typed
// data into a token that the server redeems, or creates the object at once.

import { startAuthorizedUser } from '../integrations/authorized-user.js';
import { startBusiness } from '../integrations/business.js';
import { startPerson } from '../integrations/person.js';
import { API, TOKEN, TYPED, TYPED_IN_FRAME, page } from './words.js';

/**
 * @import { Claim } from "../shell/never.js"
 * @import { Group, Slot, StartOptions, UseCase } from "./shape.js"
 */

/** @param {string} place @returns {Slot[]} */
const address = (place) => [
  { id: `${place}streetAddress` },
  { id: `${place}extendedAddress` },
  { id: `${place}locality`, size: 'third' },
  { id: `${place}region`, size: 'short' },
  { id: `${place}postalCode`, size: 'short' },
];

/** @param {string} place @param {string[]} kinds @returns {Slot[]} */
const fields = (place, ...kinds) => kinds.map((kind) => ({ id: place + kind }));

const IDENTIFICATION =
  'Checked by the card program’s bank. It goes there without passing through Larkmere.';

/** @type {Group[]} */
const PERSON = [
  { title: 'Who you are', slots: fields('', 'givenName', 'middleName', 'familyName', 'suffix') },
  { title: 'How to reach you', slots: fields('', 'email', 'phoneNumber') },
  { title: 'Where you live', slots: address('') },
  {
    title: 'Identification',
    hint: IDENTIFICATION,
    slots: fields('', 'dateOfBirth', 'socialSecurityNumber'),
  },
  {
    title: 'Work and income',
    slots: [
      {
        id: 'employment-status',
        own: {
          label: 'Employment',
          path: 'personAccountHolder.personCreditRiskAttributes.employmentStatus',
          choices: [
            ['EMPLOYED', 'Employed'],
            ['SELF_EMPLOYED', 'Self-employed'],
            ['RETIRED', 'Retired'],
            ['STUDENT', 'Student'],
            ['UNEMPLOYED', 'Unemployed'],
            ['OTHER', 'Something else'],
          ],
        },
      },
      { id: 'totalAnnualIncome' },
    ],
  },
];

/** @type {Group[]} */
const BUSINESS = [
  {
    title: 'The business',
    slots: [
      ...fields(
        'business-',
        'legalBusinessName',
        'doingBusinessAsName',
        'businessType',
        'employerIdentificationNumber',
        'website',
        'annualRevenue',
      ),
      {
        id: 'business-description',
        size: 'wide',
        own: {
          label: 'What it does',
          path: 'businessProfile.businessDescription',
          value: 'Strings, bows and repairs',
          most: 140,
        },
      },
    ],
  },
  {
    title: 'Where to find it',
    slots: [{ id: 'business-phoneNumber', size: 'wide' }, ...address('business-')],
  },
  {
    title: 'Who acts for it',
    hint: IDENTIFICATION,
    slots: [
      ...fields('primary-', 'givenName', 'familyName'),
      {
        id: 'primary-title',
        own: {
          label: 'Role',
          path: 'primaryAuthorizedPerson.authorizingPersonTitle',
          choices: [
            ['OWNER', 'Owner'],
            ['PRESIDENT', 'President'],
            ['VICE_PRESIDENT', 'Vice president'],
            ['TREASURER', 'Treasurer'],
            ['CEO', 'Chief executive'],
            ['CFO', 'Chief financial officer'],
            ['COO', 'Chief operating officer'],
          ],
        },
      },
      ...fields(
        'primary-',
        'percentageOwnership',
        'dateOfBirth',
        'socialSecurityNumber',
        'email',
        'phoneNumber',
      ),
      ...address('primary-'),
    ],
  },
];

/** @type {UseCase["form"]["repeat"]} */
const OWNERS = {
  title: 'Who owns it',
  hint: 'Everyone who has a quarter of it or more, besides the person above. There may be nobody.',
  each: 'Owner',
  add: 'Add an owner',
  most: 4,
  slots: (place) => [
    ...fields(
      place,
      'givenName',
      'familyName',
      'dateOfBirth',
      'socialSecurityNumber',
      'email',
      'phoneNumber',
    ),
    ...address(place),
    { id: `${place}percentageOwnership`, size: 'wide' },
  ],
};

/** @type {Group[]} */
const AUTHORIZED_USER = [
  {
    title: 'Which business',
    slots: [
      {
        id: 'account-holder',
        size: 'wide',
        own: {
          label: 'Business',
          path: 'accountHolderId',
          choices: ({ accountHolders }) =>
            accountHolders
              .filter(({ kind }) => kind === 'business')
              .map(({ id, name }) => [id, name]),
        },
      },
    ],
  },
  { title: 'Who may use its cards', slots: fields('', 'givenName', 'familyName') },
  { title: 'How to reach them', slots: fields('', 'email', 'phoneNumber') },
  { title: 'Where they live', slots: address('') },
  {
    title: 'Identification',
    hint: IDENTIFICATION,
    slots: fields('', 'dateOfBirth', 'socialSecurityNumber'),
  },
];

/** @type {[what: string, entry: string][]} */
const SOMEONE = [
  ['First name', 'Fanny'],
  ['Last name', 'Hensel'],
  ['Email', 'fanny@example.com'],
  ['Phone number', '415 555 0142'],
  ['Street address', '12 Leipziger Court'],
  ['City, state, ZIP code', 'San Francisco, CA, 94107'],
  ['Date of birth', '11/14/1985'],
  ['Social security number', '078-05-1120'],
];

/** @type {[what: string, entry: string]} */
const KNOWN = ['One that is taken already', '219-09-9999'];

/** @type {[what: string, entry: string][]} */
const SHOP = [
  ['Legal business name', 'Hensel Strings LLC'],
  ['Employer identification number', '98-7654321'],
  ['Website', 'https://strings.example'],
];

/** @type {Claim[]} */
const TOKENIZED = [
  ...TYPED.slice(0, 3),
  {
    what: 'The response',
    instead:
      'Only the frame reads it. The page receives a token, which only the server can redeem with its API key.',
  },
];

/** The message for wrong fields and wrong controls of the page. */
const TO_CORRECT = {
  title: 'Almost there',
  text: 'Correct the marked entries, then press the button again.',
};

const TO_TOKEN = 'only for turning typed data into a token.';

/**
 * Creates the two use cases of a form.
 * @param {object} parts
 * @param {"person" | "business" | "authorizedUser"} parts.kind
 * @param {string} parts.page the end of the names of both pages
 * @param {string} parts.name the end of the names of both operations
 * @param {string} parts.noun
 * @param {Pick<UseCase, "title" | "intro" | "form" | "samples" | "secret" | "refused">}
 * parts.shared
 * @param {(options: StartOptions, way: "tokenize" | "create") =>
 * import("../shell/runner.js").Running} parts.start
 * @param {string} parts.module
 * @returns {Record<string, UseCase>}
 */
function twoWays({ kind, page: name, name: calls, noun, shared, start, module }) {
  const modes = [
    { href: `/tokenize-${name}.html`, words: 'Tokenize, then create' },
    { href: `/create-${name}.html`, words: 'Create at once' },
  ];
  const mint = {
    path: '/server/tokenize-tokens.mjs',
    label: 'Server: token',
    note: 'Handles POST /client-tokens, in Node.js.',
  };
  /** @type {Omit<UseCase, "action" | "call" | "busy" | "done" | "messages" | "start" | "claims" | "held" | "files">} */
  const both = { ...shared, modes, assurance: TYPED_IN_FRAME, trial: 'typing' };
  return {
    [`tokenize-${name}`]: {
      ...both,
      action: 'Continue',
      handsOver: kind,
      call: `tokenize${calls}`,
      busy: 'Turning it into a token…',
      done: () => [
        'Your entries are a token now',
        'It is valid for an hour and for one use. Only Larkmere’s server can redeem it, so this page may have it.',
      ],
      messages: { 'invalid-input': TO_CORRECT },
      start: (options) => start(options, 'tokenize'),
      claims: TOKENIZED,
      held: `The page had the client token: valid for minutes, ${TO_TOKEN}`,
      files: [
        page(module),
        TOKEN,
        {
          path: '/integrations/create-on-server.js',
          label: 'Page: hand over',
          note: 'The page gives the token to its own server.',
        },
        mint,
        {
          path: '/server/create-from-token.mjs',
          label: 'Server: redeem',
          note: 'Handles POST /account-holders, in Node.js.',
        },
        API,
      ],
    },
    [`create-${name}`]: {
      ...both,
      action: 'Create',
      call: `create${calls}`,
      busy: `Creating the ${noun}…`,
      done: ({ id }) => [`The ${noun} exists`, `Its id is ${id}. That is all this page is told.`],
      messages: {
        'invalid-input': TO_CORRECT,
        'access-denied': {
          title: 'This API does not let a browser create',
          text: 'Highnote does not publish which client tokens can create. The sandbox has a switch for it. Tokenize instead, and create on the server.',
        },
        uncertain: {
          title: 'It may have worked',
          text: `The answer was lost. Check whether the ${noun} exists before you press the button again.`,
        },
      },
      start: (options) => start(options, 'create'),
      claims: TYPED,
      held: 'The page had the client token, the same as for tokenizing. The API decides whether it allows creating.',
      files: [page(module), TOKEN, mint, API],
    },
  };
}

/** @type {Record<string, UseCase>} */
export const ACCOUNT_HOLDERS = {
  ...twoWays({
    kind: 'person',
    page: 'person',
    name: 'PersonAccountHolder',
    noun: 'account holder',
    module: '/integrations/person.js',
    start: startPerson,
    shared: {
      title: 'Open an account',
      intro: 'A few things about you, as the law asks for them. Larkmere gets none of it.',
      form: { title: 'About you', groups: PERSON },
      samples: [...SOMEONE, KNOWN],
      secret: 'name, address, date of birth, social security number, income',
      refused: {
        words: 'Pass a social security number from here',
        attempt: (session) =>
          session.tokenizePersonAccountHolder({
            // The types forbid this value too. This call goes around them, and is refused.
            personAccountHolder: {
              identificationDocument: {
                socialSecurityNumber: /** @type {object} */ ({ number: '078-05-1120' }),
              },
            },
          }),
      },
    },
  }),
  ...twoWays({
    kind: 'business',
    page: 'business',
    name: 'BusinessAccountHolder',
    noun: 'business',
    module: '/integrations/business.js',
    start: startBusiness,
    shared: {
      title: 'Open an account for your business',
      intro:
        'The business, who acts for it and who owns it. Larkmere gets only what it has to know.',
      form: { title: 'About the business', groups: BUSINESS, repeat: OWNERS },
      samples: [...SHOP, ...SOMEONE],
      secret: 'what the business and its people told of themselves',
      refused: {
        words: 'Pass a sole proprietor’s number from here',
        attempt: (session) =>
          session.tokenizeBusinessAccountHolder({
            businessProfile: {
              businessType: 'SOLE_PROPRIETORSHIP',
              identificationDocument: { employerIdentificationNumber: { number: '98-7654321' } },
            },
          }),
      },
    },
  }),
  ...twoWays({
    kind: 'authorizedUser',
    page: 'authorized-user',
    name: 'AuthorizedUser',
    noun: 'authorized user',
    module: '/integrations/authorized-user.js',
    start: startAuthorizedUser,
    shared: {
      title: 'Let someone use a business’s card',
      intro:
        'Who it is, for which business. The business is this page’s own to choose; the person is not.',
      form: { title: 'The authorized user', groups: AUTHORIZED_USER },
      samples: SOMEONE,
      secret: 'name, address, date of birth, social security number',
      refused: {
        words: 'Pass a social security number from here',
        attempt: (session) =>
          session.tokenizeAuthorizedUser({
            accountHolderId: 'og_made_up',
            personAuthorizedUser: {
              identificationDocument: {
                socialSecurityNumber: /** @type {object} */ ({ number: '078-05-1120' }),
              },
            },
          }),
      },
    },
  }),
};
