// @ts-check
// The groups of a form, with slots for Sordino's fields and with the page's own controls.

import { el } from './dom.js';
import { objects } from './server.js';

/** @import { Control, Group, Slot } from "../use-cases/shape.js" */

/** The messages for the page's own controls, by the code of the problem. @type {Record<string, string>} */
const PROBLEMS = {
  missing: 'This is required.',
  'too-long': 'This is too long.',
  invalid: 'Use letters, digits and common signs only.',
};

/** @param {Slot} slot */
function place({ id, size, own }) {
  const classes = ['slot', size, own && 'own'].filter(Boolean).join(' ');
  return own
    ? el('div', { class: classes }, ...control(id, own))
    : el('div', { class: classes, id });
}

/** @param {string} id @param {Control} own */
function control(id, { label, path, choices, value, most }) {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const attributes = { id, name, 'data-path': path, 'aria-describedby': `${id}-error` };
  const input = choices
    ? el('select', attributes)
    : el('textarea', { ...attributes, rows: 2, maxlength: most }, value);
  if (choices) {
    /** @param {[value: string, words: string][]} all */
    const fill = (all) =>
      input.append(...all.map(([option, words]) => el('option', { value: option }, words)));
    if (Array.isArray(choices)) fill(choices);
    else
      objects().then(
        (known) => fill(choices(known)),
        () => {},
      ); // The page reports itself that its server did not answer.
  }
  input.addEventListener('input', () => {
    input.removeAttribute('aria-invalid');
    error.textContent = '';
  });
  const error = el('p', { class: 'own-error', id: `${id}-error`, 'aria-live': 'polite' });
  return [el('label', { for: id }, label), input, error];
}

/**
 * Creates a group with its title, or only the slots if it has no title.
 * @param {Group} group
 * @param {string} [id]
 */
export function groupElement({ title, hint, slots }, id) {
  const places = el('div', { class: 'slots' }, ...slots.map(place));
  if (!title) return places;
  return el(
    'fieldset',
    { class: 'group', id },
    el('legend', {}, title),
    hint && el('p', { class: 'hint' }, hint),
    places,
  );
}

/**
 * Returns the values of the page's own controls, by the last name of their path.
 * @param {HTMLFormElement} form
 * @returns {Record<string, any>}
 */
export const valuesOf = (form) =>
  Object.fromEntries(
    [...new FormData(form)].filter(([name]) => form.querySelector(`[data-path][name="${name}"]`)),
  );

/**
 * Marks the page's own controls among the problems of a call, and returns them in the form's order.
 * @param {HTMLFormElement} form
 * @param {{ path: string, code: string }[]} problems
 */
export function markOwn(form, problems) {
  const controls = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('[data-path]')]);
  return controls.filter((input) => {
    const problem = problems.find(({ path }) => path === input.dataset.path);
    if (!problem) return false;
    input.setAttribute('aria-invalid', 'true');
    const error = document.getElementById(`${input.id}-error`);
    if (error) error.textContent = PROBLEMS[problem.code] ?? 'This was not accepted.';
    return true;
  });
}
