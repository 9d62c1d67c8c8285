// @ts-check
// A payment card: its values and its PIN.

import { startCardViewer } from '../integrations/card-viewer.js';
import { startSecureInputs } from '../integrations/secure-inputs.js';
import { startViewCardDetails } from '../integrations/view-card-details.js';
import { API, HELD, SHOWN, SHOWN_IN_FRAME, TOKEN, TYPED, page, server } from './words.js';

/** @import { UseCase } from "./shape.js" */

const MINT = server('/server/payment-card-token.mjs');

/** @type {Record<string, UseCase>} */
export const CARDS = {
  'card-viewer': {
    title: 'Your card',
    intro:
      'The card itself, on screen: show or copy its number, expiry and security code, each by itself.',
    subjects: 'cards',
    form: { title: 'On screen', groups: [{ slots: [{ id: 'payment-card', size: 'card' }] }] },
    action: 'Get this card',
    hides: true,
    assurance: 'The whole card is Sordino’s frame. Larkmere’s page can’t read it.',
    call: 'viewPaymentCard',
    busy: 'Getting your card…',
    done: (_, card) => [
      'Your card is shown above',
      `Your ${card}: show what you need. It is masked again after a while.`,
    ],
    start: startCardViewer,
    secret: 'the card’s number, code and expiry',
    claims: SHOWN,
    trial: 'reading',
    held: HELD,
    files: [page('/integrations/card-viewer.js'), TOKEN, MINT, API],
  },
  'card-details': {
    title: 'Your card’s details',
    intro: 'For paying online. They are masked again after a while, and when you leave the page.',
    subjects: 'wallet',
    form: {
      title: 'Number, expiry and security code',
      groups: [
        { slots: [{ id: 'card-number', size: 'wide' }, { id: 'expiration-date' }, { id: 'cvv' }] },
      ],
    },
    action: 'Get the details',
    hides: true,
    assurance: SHOWN_IN_FRAME,
    call: 'viewPaymentCard',
    busy: 'Getting your card’s details…',
    done: (_, card) => [
      'Your card’s details are in the fields above',
      `For your ${card}: each is masked until you show it, and again after a while.`,
    ],
    start: startViewCardDetails,
    secret: 'the card’s number, code and expiry',
    claims: SHOWN,
    trial: 'reading',
    held: HELD,
    files: [page('/integrations/view-card-details.js'), TOKEN, MINT, API],
  },
  'secure-inputs': {
    title: 'Inputs that look like yours',
    intro:
      'Two fields of another origin in a form of this page. Give them the page’s looks, and see all that the page hears of them.',
    subjects: 'cards',
    looks: true,
    form: { title: 'A new PIN', groups: [{ slots: [{ id: 'pin' }, { id: 'pin-confirm' }] }] },
    action: 'Set PIN',
    assurance: 'Typed into Sordino’s frame. Larkmere never sees it.',
    call: 'setPaymentCardPin',
    busy: 'Setting your PIN…',
    done: (_, card) => ['Your new PIN is set', `Use it with your ${card} from now on.`],
    messages: {
      'user-error': {
        title: 'The card’s issuer refused the PIN',
        text: 'This card can’t get a new PIN now. Check that the card is active.',
      },
    },
    start: startSecureInputs,
    secret: 'the PIN, while you type it',
    claims: TYPED,
    trial: 'typing',
    held: 'The page had the client token: valid for minutes, only for setting the PIN of this card.',
    files: [page('/integrations/secure-inputs.js'), TOKEN, MINT, API],
  },
};
