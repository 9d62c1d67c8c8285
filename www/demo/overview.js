// @ts-check
// The overview page: all use cases with their operations, and how they work.

import { byId, el } from './shell/dom.js';
import { GALLERY } from './shell/gallery.js';
import { icon } from './shell/icons.js';
import { drawShell } from './shell/shell.js';

drawShell();

const HOW = [
  [
    'Your server creates a client token',
    'It needs its API key. The token allows one thing and is valid for minutes. The page passes it on.',
  ],
  [
    'Sordino’s frame holds the secret',
    'Inputs, card faces and files are on a separate origin, which the page’s scripts can’t read.',
  ],
  [
    'The frame talks to the card API',
    'Requests and responses stay in the frame. The page receives events and a few non-sensitive values.',
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
      'Larkmere is a made-up company that uses Sordino. Try its pages, inspect them, and copy their code.',
    ),
  ),
  el(
    'ol',
    { class: 'how', 'aria-label': 'How they work' },
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
