// @ts-check
// The page "Set your card's PIN": a card, two Sordino fields and a button. The integration is in
// integrations/set-pin.js.

import { startSetPin } from './integrations/set-pin.js';
import { appearance } from './shell/appearance.js';
import { codePanel } from './shell/code.js';
import { byId } from './shell/dom.js';
import { icon } from './shell/icons.js';
import { inspector, showOrigins } from './shell/inspector.js';
import { Result } from './shell/result.js';
import { Runner } from './shell/runner.js';
import { config, objects } from './shell/server.js';
import { drawShell } from './shell/shell.js';
import { drawWallet } from './shell/wallet.js';

drawShell();
byId('assurance', HTMLElement).append(
  icon('shield'),
  'Typed into Sordino’s frame. Larkmere never sees it.',
);

const log = inspector(byId('inspector', HTMLElement), {
  claims: [
    {
      what: 'The digits',
      instead: 'They stay in the frame, from the key you press to the request it sends.',
    },
    {
      what: 'How many there were',
      instead: 'The page only learns whether a field is empty, complete or valid.',
    },
    {
      what: 'The request',
      instead: 'The frame sends it to the API, and the page can’t see it.',
    },
    {
      what: 'The response',
      instead: 'Only the frame reads it. The page receives a few non-sensitive values of the card.',
    },
  ],
  trial: 'typing',
  held: 'The page had the client token: valid for minutes, only for setting the PIN of this card.',
});
log.watchTokens();
codePanel(byId('integration', HTMLElement), 'The whole integration', [
  {
    path: '/integrations/set-pin.js',
    label: 'Page',
    note: 'The module that runs on this page, as it was served to you.',
  },
  {
    path: '/integrations/client-token.js',
    label: 'Page: token',
    note: 'Sordino calls it; the page’s own server answers.',
  },
  {
    path: '/server/payment-card-token.mjs',
    label: 'Server: token',
    note: 'Handles POST /client-tokens, in Node.js.',
  },
  { path: '/server/api.mjs', label: 'Server: API key', note: 'Only this file uses the API key.' },
]);

const result = new Result(byId('result', HTMLElement), {
  'user-error': {
    title: 'The card’s issuer refused the PIN',
    text: 'This card can’t get a new PIN now. Check that the card is active.',
  },
});
const runner = new Runner({
  log,
  result,
  button: byId('set-pin', HTMLButtonElement),
  call: 'setPaymentCardPin',
  busy: 'Setting your PIN…',
  done: (_, card) => ['Your new PIN is set', `Use it with your ${card} from now on.`],
});
byId('pin-form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  runner.submit();
});

try {
  const [{ frameUrl }, { paymentCards }] = await Promise.all([config(), objects()]);
  const slots = [byId('pin', HTMLElement), byId('pin-confirm', HTMLElement)];
  showOrigins(frameUrl, 'the PIN, while you type it');
  drawWallet(byId('card-face', HTMLElement), byId('cards', HTMLElement), paymentCards, (card) => {
    byId('form-hint', HTMLElement).textContent = `For your ${card.name}.`;
    runner.start(card.name, slots, () =>
      startSetPin({ frameUrl, cardId: card.id, appearance: appearance() }),
    );
  });
} catch (error) {
  log.add('page', 'could not be set up', error, 'bad');
  result.failed({ code: 'setup' }, () => location.reload(), true);
} finally {
  delete byId('main', HTMLElement).dataset.loading;
}
