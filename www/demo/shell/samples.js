// @ts-check
// Made-up entries to copy and paste, because a page can't fill in Sordino's fields.

import { el } from './dom.js';
import { icon } from './icons.js';

/** @param {[what: string, entry: string][]} entries */
export function samples(entries) {
  const said = el('span', { class: 'visually-hidden', role: 'status' });
  const list = el('dl', {});
  const details = el(
    'details',
    { class: 'samples', id: 'samples' },
    el('summary', {}, 'Made-up entries to copy and paste'),
    el(
      'p',
      { class: 'hint' },
      'A page can’t fill in Sordino’s fields. Copy and paste these entries.',
    ),
    list,
    said,
  );
  // Adds the entries only when they are opened, so that the page does not contain them before.
  details.addEventListener('toggle', () => {
    if (list.childElementCount > 0) return;
    for (const [what, entry] of entries)
      list.append(el('div', {}, el('dt', {}, what), el('dd', {}, copyButton(entry))));
  });

  /** @param {string} entry */
  function copyButton(entry) {
    const button = el(
      'button',
      { type: 'button', class: 'sample' },
      el('bdi', {}, entry),
      icon('copy'),
    );
    button.addEventListener('click', async () => {
      const copied = await navigator.clipboard.writeText(entry).then(
        () => true,
        () => false,
      );
      said.textContent = copied ? `Copied ${entry}` : 'Copying is not allowed here';
      button.lastElementChild?.replaceWith(icon(copied ? 'check' : 'alert'));
      setTimeout(() => button.lastElementChild?.replaceWith(icon('copy')), 1500);
    });
    return button;
  }

  return details;
}
