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
      'It is on the card above',
      `Your ${card}: show what you need. It hides again by itself.`,
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
    intro: 'For paying online. They hide by themselves, and whenever you look at another page.',
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
      'They are in the fields above',
      `For your ${card}: each is hidden until you show it, and hides again by itself.`,
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
        title: 'The card’s issuer said no',
        text: 'It does not take a new PIN for this card as it is now. Check that the card is active.',
      },
    },
    start: startSecureInputs,
    secret: 'the PIN, while you type it',
    claims: TYPED,
    trial: 'typing',
    held: 'It did hold the client token it passed on: good for minutes, for this card, for setting its PIN and nothing else.',
    files: [page('/integrations/secure-inputs.js'), TOKEN, MINT, API],
  },
};
