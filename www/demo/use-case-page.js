// @ts-check
// Renders the page of a use case. `data-use-case` of the body names it; use-cases.js contains its
// data.

import { USE_CASES } from './use-cases.js';
import { appearance } from './shell/appearance.js';
import { drawChoices } from './shell/choices.js';
import { codePanel } from './shell/code.js';
import { byId, el } from './shell/dom.js';
import { groupElement, markOwn, valuesOf } from './shell/form.js';
import { Handover } from './shell/handover.js';
import { icon } from './shell/icons.js';
import { inspector, showOrigins } from './shell/inspector.js';
import { Looks } from './shell/looks.js';
import { Repeated } from './shell/repeat.js';
import { Result } from './shell/result.js';
import { Runner } from './shell/runner.js';
import { samples } from './shell/samples.js';
import { config, objects } from './shell/server.js';
import { drawShell } from './shell/shell.js';
import { Uploads } from './shell/uploads.js';
import { drawWallet } from './shell/wallet.js';

/** @import { Subject } from "./use-cases/shape.js" */

const useCase = USE_CASES[document.body.dataset.useCase ?? ''];
if (!useCase) throw new Error('the page names no use case');
const { subjects } = useCase;

drawShell();

// Creates the form.
const hint = el('p', { class: 'hint', id: 'form-hint' });
const button = el(
  'button',
  { class: 'button primary', id: 'action', type: 'submit' },
  useCase.action,
);
const hide = el('button', { class: 'button', id: 'hide', type: 'button' }, 'Hide all');
const cancel = el(
  'button',
  { class: 'button', id: 'cancel', type: 'button', hidden: true },
  'Stop',
);
const resultArea = el('div', {
  class: 'result',
  id: 'result',
  role: 'status',
  'data-state': 'idle',
});
const groups = el(
  'div',
  { class: 'groups' },
  ...useCase.form.groups.map((group) => groupElement(group)),
);
const repeated =
  useCase.form.repeat &&
  new Repeated(
    useCase.form.repeat,
    (place, places) => runner.addItem(place, places),
    (index) => runner.removeItem(index),
  );
if (repeated) groups.append(repeated.element);
const uploads = useCase.cancels ? new Uploads() : undefined;
const looks = useCase.looks ? new Looks(() => runner.applyAppearance()) : undefined;
const form = el(
  'form',
  { class: 'panel', id: 'use-case-form', 'aria-labelledby': 'form-title', novalidate: true },
  useCase.modes && modeSwitch(useCase.modes),
  el('div', { class: 'panel-head' }, el('h2', { id: 'form-title' }, useCase.form.title), hint),
  looks?.choices,
  useCase.samples && samples(useCase.samples),
  groups,
  looks?.heard,
  el(
    'div',
    { class: 'actions' },
    button,
    useCase.hides && hide,
    useCase.cancels && cancel,
    el('p', { class: 'assurance' }, icon('shield'), useCase.assurance),
  ),
  uploads?.element,
  resultArea,
);

/** The links between the two pages that share a form. @param {{ href: string, words: string }[]} modes */
function modeSwitch(modes) {
  const links = modes.map(({ href, words }) =>
    el('a', { href, 'aria-current': href === location.pathname ? 'page' : null }, words),
  );
  return el('nav', { class: 'modes', 'aria-label': 'Who creates' }, ...links);
}

// Creates the list of objects to try the use case with.
const face = el('div', { id: 'card-face' });
const list = el(
  'fieldset',
  { class: 'picker', id: 'subjects' },
  el('legend', { class: 'visually-hidden' }, 'Choose one'),
);
const choice =
  subjects &&
  el(
    'section',
    {
      class: subjects === 'wallet' ? 'panel wallet' : 'panel',
      'aria-labelledby': 'subjects-title',
    },
    el(
      'h2',
      { class: 'quiet-title', id: 'subjects-title' },
      typeof subjects === 'string' ? 'Your cards' : subjects.title,
    ),
    subjects === 'wallet' && face,
    list,
  );

// Creates the page and its inspector.
const behind = el('aside', {
  class: 'inspector',
  id: 'inspector',
  'aria-label': 'Behind this page',
});
const code = el('section', {
  class: 'integration',
  id: 'integration',
  'aria-labelledby': 'integration-title',
});
const product = el('div', { class: 'product' });
if (choice) product.append(choice);
product.append(form);
const main = byId('main', HTMLElement);
main.dataset.loading = '';
main.append(
  el('header', { class: 'page-head' }, el('h1', {}, useCase.title), el('p', {}, useCase.intro)),
  product,
  behind,
  code,
);
const log = inspector(behind, useCase);
log.watchTokens();
codePanel(code, 'The whole integration', useCase.files);

/** The colour of the chosen card. @type {string | undefined} */
let color;

/** The fields' appearance: the one that is tried out, or the page's own. */
const fieldAppearance = () => looks?.appearance() ?? appearance(color);

const handover = useCase.handsOver && new Handover(useCase.handsOver, log);
if (handover) form.append(handover.element);
const result = new Result(resultArea, useCase.messages);
const runner = new Runner({
  ...useCase,
  log,
  result,
  button,
  cancel,
  looks: fieldAppearance,
  reset: () => handover?.clear(),
  after: (summary) => {
    handover?.offer(summary.token);
    const detail = list.querySelector('.choice:has(:checked) .choice-status');
    if (detail && useCase.detail) detail.textContent = useCase.detail(summary);
  },
  markOwn: (error) => markOwn(form, error.fields ?? []),
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  runner.submit();
});
hide.addEventListener('click', () => {
  runner.session?.hide();
  log.add('page', 'hide');
});

try {
  const [{ frameUrl }, known] = await Promise.all([config(), objects()]);
  showOrigins(frameUrl, useCase.secret);
  const slots = /** @type {HTMLElement[]} */ ([...groups.querySelectorAll('.slot:not(.own)')]);
  /** @param {Subject} subject @param {string} [of] */
  const begin = (subject, of = '') => {
    color = subject.color;
    hint.textContent = of;
    hint.hidden = !of;
    runner.start(subject.name, slots, () => {
      repeated?.clear();
      uploads?.clear();
      const running = useCase.start({
        frameUrl,
        id: subject.id,
        subject,
        appearance: fieldAppearance(),
        values: () => valuesOf(form),
      });
      looks?.watch(running.fields);
      for (const field of Object.values(running.fields)) uploads?.watch(field);
      return running;
    });
  };
  if (!subjects) {
    begin({ id: '', name: '' });
  } else if (typeof subjects === 'string') {
    drawWallet(subjects === 'wallet' ? face : undefined, list, known.paymentCards, (card) =>
      begin(card, `Of your ${card.name}.`),
    );
  } else {
    drawChoices(list, subjects.from(known), subjects.icon, (subject) => begin(subject));
  }
} catch (error) {
  log.add('page', 'could not be set up', error, 'bad');
  result.failed({ code: 'setup' }, () => location.reload(), true);
} finally {
  delete main.dataset.loading;
}
