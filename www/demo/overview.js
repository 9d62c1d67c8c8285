// @ts-check
// The overview page: all use cases with their operations, and how they work.

import { byId, el } from './shell/dom.js';
import { GALLERY } from './shell/gallery.js';
import { icon } from './shell/icons.js';
import { drawShell } from './shell/shell.js';

drawShell();

const HOW = [
  [
    'Your server mints a client token',
    'With its API key, for one thing, for minutes. The page passes it on and holds nothing else.',
  ],
  [
    'Sordino’s frame holds the secret',
    'Inputs, card faces and files live on an origin of their own. Scripts of the page can’t reach in.',
  ],
  [
    'The frame talks to the card API',
    'Requests and responses stay there. The page hears names, states and a fixed list of harmless facts.',
  ],
];

byId('main', HTMLElement).classList.add('overview');
byId('main', HTMLElement).append(
  el(
    'header',
    { class: 'page-head' },
    el('h1', {}, 'Thirteen use cases, and a page that never holds the secret'),
    el(
      'p',
      {},
      'Larkmere is a made-up company that uses Sordino. Each of its pages works: try it, look behind it, and copy the code that runs it.',
    ),
  ),
  el(
    'ol',
    { class: 'how', 'aria-label': 'How all of them work' },
    ...HOW.map(([what, text]) => el('li', {}, el('b', {}, what ?? ''), el('span', {}, text ?? ''))),
  ),
  ...GALLERY.map(({ group, pages }, index) =>
    el(
      'section',
      { class: 'shelf', 'aria-labelledby': `shelf-${index}`, 'data-pages': pages.length },
      el('h2', { id: `shelf-${index}` }, group),
      el(
        'ul',
        {},
        ...pages.map(({ href, name, says, call, icon: picture }) =>
          el(
            'li',
            {},
            icon(picture),
            el('a', { href }, name),
            el('p', {}, says),
            el('code', {}, call),
          ),
        ),
      ),
    ),
  ),
);
