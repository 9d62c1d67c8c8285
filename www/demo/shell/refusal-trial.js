// @ts-check
// Tries to pass a value that only a field may supply, in a separate session without fields, and
// displays the result.

import { createSession } from '/sordino/index.js';
import { el } from './dom.js';
import { config } from './server.js';

/** @import { Session } from "/sordino/index.js" */

/** @param {{ words: string, attempt: (session: Session) => Promise<unknown> }} refused */
export function refusalTrial({ words, attempt }) {
  const outcome = el('ul', { class: 'tries', id: 'refusal' });
  const press = el('button', { type: 'button', class: 'button small', id: 'try-passing' }, words);
  press.addEventListener('click', async () => {
    press.disabled = true;
    const { frameUrl } = await config();
    const session = createSession({
      frameUrl,
      clientToken: () => Promise.reject(new Error('not to be asked for')),
    });
    const { code, fields } = await attempt(session).then(
      () => ({ code: 'accepted', fields: [] }),
      (error) => error,
    );
    session.destroy();
    const path = fields?.[0]?.path;
    outcome.replaceChildren(
      el(
        'li',
        { 'data-read': code !== 'sensitive-input' },
        el('b', {}, code ?? 'failed'),
        path && el('code', {}, path),
      ),
      el('li', {}, 'The frame refused it; nothing was sent.'),
    );
    if (code !== 'sensitive-input') outcome.lastElementChild?.remove();
    press.disabled = false;
  });
  return el(
    'div',
    { class: 'recorder', role: 'group', 'aria-label': 'Another trial' },
    press,
    el('div', { role: 'status' }, outcome),
  );
}
