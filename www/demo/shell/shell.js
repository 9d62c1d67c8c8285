// @ts-check
// The parts of every page: the brand, the navigation, the theme switch and the footer.

import { setTheme, theme } from './appearance.js';
import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { GALLERY, OVERVIEW } from './gallery.js';
import { objects } from './server.js';

/** @typedef {import("./appearance.js").Theme} Theme */

const THEMES = /** @type {[Theme, string, import("./icons.js").IconName][]} */ ([
  ['light', 'Light', 'sun'],
  ['system', 'System', 'system'],
  ['dark', 'Dark', 'moon'],
]);

/** Renders the bar and the footer. Each page calls it once. */
export function drawShell() {
  const menu = el(
    'details',
    { class: 'menu' },
    el('summary', {}, icon('menu'), el('span', {}, 'Menu')),
  );
  const wide = matchMedia('(min-width: 70rem)');
  // In a wide window, the navigation is always visible. A closed <details> would hide it.
  const fit = () => {
    menu.open = wide.matches;
  };
  wide.addEventListener('change', fit);
  fit();
  menu.append(navigation());
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || wide.matches) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });

  byId('shell-bar', HTMLElement).append(
    el(
      'div',
      { class: 'bar-inside' },
      el('a', { class: 'brand', href: '/' }, icon('mark'), el('span', {}, 'Larkmere')),
      menu,
      themeSwitch(),
    ),
  );
  byId('shell-foot', HTMLElement).append(
    el(
      'p',
      {},
      'Larkmere is a made-up company, and so is everyone in it. The cards, the people and the money exist only in Sordino’s sandbox.',
    ),
  );
}

/** Creates the navigation. It lists this page and the pages for which the customer has objects. */
function navigation() {
  const here = location.pathname.replace(/index\.html$/, '');
  const nav = el('nav', { 'aria-label': 'Use cases' });
  /** @param {Pick<import("./gallery.js").Page, "href" | "title" | "icon">} page */
  const link = ({ href, title, icon: picture }) =>
    el(
      'li',
      {},
      el('a', { href, 'aria-current': href === here ? 'page' : null }, icon(picture), title),
    );
  /** @param {(page: import("./gallery.js").Page) => boolean} isOfUse */
  const draw = (isOfUse) => {
    nav.replaceChildren(
      el('ul', {}, link({ href: OVERVIEW, title: 'All use cases', icon: 'grid' })),
    );
    for (const [index, { group, pages }] of GALLERY.entries()) {
      const shown = pages.filter((page) => page.href === here || isOfUse(page));
      const id = `group-${index}`;
      if (shown.length > 0)
        nav.append(
          el('h2', { id }, group),
          el('ul', { 'aria-labelledby': id }, ...shown.map(link)),
        );
    }
  };
  objects().then(
    (known) => draw(({ needs }) => !needs || known[needs].length > 0),
    () => draw(() => false), // The page reports itself that the server did not answer.
  );
  return nav;
}

function themeSwitch() {
  const group = el(
    'fieldset',
    { class: 'theme' },
    el('legend', { class: 'visually-hidden' }, 'Theme'),
  );
  for (const [value, words, picture] of THEMES) {
    const radio = el('input', {
      type: 'radio',
      name: 'theme',
      id: `theme-${value}`,
      value,
      checked: theme() === value,
    });
    radio.addEventListener('change', () => setTheme(value));
    group.append(
      radio,
      el(
        'label',
        { for: `theme-${value}`, title: words },
        icon(picture),
        el('span', { class: 'visually-hidden' }, words),
      ),
    );
  }
  return group;
}
