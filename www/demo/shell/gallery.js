// @ts-check
// The pages of the thirteen use cases, in the order of the navigation.

/**
 * @typedef {object} Page
 * @property {string} href
 * @property {string} title the title in the navigation, below its group
 * @property {string} name the title without its group
 * @property {string} says a description for the person
 * @property {string} call the name of the session's method
 * @property {import("./icons.js").IconName} icon
 * @property {keyof import("./server.js").Objects} [needs] the objects that the customer must have
 * for the page to be useful
 */

export const OVERVIEW = '/overview.html';

/** @type {{ group: string, pages: Page[] }[]} */
export const GALLERY = [
  {
    group: 'Cards',
    pages: [
      {
        href: '/card-viewer.html',
        title: 'Card viewer',
        name: 'Card viewer',
        says: 'A card’s face, with each value shown and copied separately.',
        call: 'viewPaymentCard',
        icon: 'card',
        needs: 'paymentCards',
      },
      {
        href: '/card-details.html',
        title: 'Card details',
        name: 'Card details',
        says: 'Number, expiry and security code, in places that the page chooses.',
        call: 'viewPaymentCard',
        icon: 'eye',
        needs: 'paymentCards',
      },
      {
        href: '/',
        title: 'Set a PIN',
        name: 'Set a PIN',
        says: 'Typed twice, sent once, and never in the page.',
        call: 'setPaymentCardPin',
        icon: 'pin',
        needs: 'paymentCards',
      },
      {
        href: '/secure-inputs.html',
        title: 'Secure inputs',
        name: 'Secure inputs',
        says: 'Fields with the page’s appearance, and the events that it receives.',
        call: 'setPaymentCardPin',
        icon: 'form',
        needs: 'paymentCards',
      },
    ],
  },
  {
    group: 'Accounts',
    pages: [
      {
        href: '/direct-deposit.html',
        title: 'Direct deposit',
        name: 'Direct deposit',
        says: 'Account and routing number, for your employer.',
        call: 'viewDirectDepositDetail',
        icon: 'bank',
        needs: 'directDepositDetails',
      },
      {
        href: '/external-account.html',
        title: 'Linked account',
        name: 'Linked account',
        says: 'The numbers of an account at another bank.',
        call: 'viewExternalBankAccountDetail',
        icon: 'link',
        needs: 'externalBankAccountDetails',
      },
    ],
  },
  {
    group: 'Documents',
    pages: [
      {
        href: '/documents.html',
        title: 'Upload',
        name: 'Upload documents',
        says: 'Chosen, sent and tracked, without a file or its name in the page.',
        call: 'uploadDocuments',
        icon: 'file',
        needs: 'documentUploadSessions',
      },
    ],
  },
  {
    group: 'Tokenize',
    pages: [
      {
        href: '/tokenize-business.html',
        title: 'Business',
        name: 'Tokenize a business',
        says: 'With its representative and up to four owners; the server redeems a token.',
        call: 'tokenizeBusinessAccountHolder',
        icon: 'shop',
      },
      {
        href: '/tokenize-person.html',
        title: 'Person',
        name: 'Tokenize a person',
        says: 'From name to social security number; the server redeems a token.',
        call: 'tokenizePersonAccountHolder',
        icon: 'person',
      },
      {
        href: '/tokenize-authorized-user.html',
        title: 'Authorized user',
        name: 'Tokenize an authorized user',
        says: 'Someone who may use a business’s card; the server redeems a token.',
        call: 'tokenizeAuthorizedUser',
        icon: 'badge',
        needs: 'accountHolders',
      },
    ],
  },
  {
    group: 'Create at once',
    pages: [
      {
        href: '/create-business.html',
        title: 'Business',
        name: 'Create a business',
        says: 'The same form; the frame creates it, and the page receives only an id.',
        call: 'createBusinessAccountHolder',
        icon: 'shop',
      },
      {
        href: '/create-person.html',
        title: 'Person',
        name: 'Create a person',
        says: 'The same form; the frame creates it, and the page receives only an id.',
        call: 'createPersonAccountHolder',
        icon: 'person',
      },
      {
        href: '/create-authorized-user.html',
        title: 'Authorized user',
        name: 'Create an authorized user',
        says: 'The same form; the frame creates it, and the page receives only an id.',
        call: 'createAuthorizedUser',
        icon: 'badge',
        needs: 'accountHolders',
      },
    ],
  },
];
