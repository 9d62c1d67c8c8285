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
      instead: 'The page hears empty, complete and valid, nothing in between.',
    },
    {
      what: 'The request',
      instead: 'The frame sends it to the API itself; the page’s own network is not used.',
    },
    {
      what: 'The response',
      instead: 'Read in the frame. A few harmless facts about the card come back.',
    },
  ],
  trial: 'typing',
  held: 'It did hold the client token it passed on: good for minutes, for this card, for setting its PIN and nothing else.',
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
    label: 'Server: mint',
    note: 'What answers POST /client-tokens, in Node.',
  },
  { path: '/server/api.mjs', label: 'Server: API key', note: 'The one place that knows it.' },
]);

const result = new Result(byId('result', HTMLElement), {
  'user-error': {
    title: 'The card’s issuer said no',
    text: 'It does not take a new PIN for this card as it is now. Check that the card is active.',
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
