// @ts-check
// Counts the characters that this page's own listeners catch, and has an ordinary input to show
// that the listeners work.

import { el } from './dom.js';

/** The events that can contain a character. */
const EVENTS = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste', 'compositionend'];

export function typingTrial() {
  let caught = 0;
  const count = el('output', { id: 'keys-caught' }, '0');
  const line = el(
    'p',
    { class: 'caught', 'data-caught': '0' },
    count,
    ' characters caught by this page’s own key listeners',
  );
  const ordinary = el('input', {
    id: 'ordinary-input',
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
  });
  const seen = el('output', { id: 'ordinary-seen', for: 'ordinary-input' });

  for (const type of EVENTS) {
    addEventListener(
      type,
      (event) => {
        if (event.target === ordinary) {
          seen.textContent = ordinary.value && `Caught: ${ordinary.value}`;
        } else if (textOf(event) !== '') {
          caught += 1;
          count.textContent = String(caught);
          line.dataset.caught = String(caught);
        }
      },
      { capture: true },
    );
  }

  return el(
    'div',
    { class: 'recorder' },
    line,
    el(
      'details',
      {},
      el('summary', {}, 'Check that they do catch'),
      el(
        'label',
        { for: 'ordinary-input' },
        'An ordinary input of this page. Type made-up digits.',
      ),
      el('div', { class: 'trial' }, ordinary, seen),
    ),
  );
}

/**
 * Returns the characters in an event. Keys such as Tab have none; Space is left out, because it
 * also presses buttons.
 * @param {Event} event
 */
function textOf(event) {
  if (event instanceof KeyboardEvent)
    return event.key.length === 1 && event.key !== ' ' ? event.key : '';
  if (event instanceof InputEvent || event instanceof CompositionEvent) return event.data ?? '';
  if (event instanceof ClipboardEvent) return event.clipboardData?.getData('text') ?? '';
  return '';
}
