// @ts-check
// The code panel. It displays the served files, which are the files that run.

import { el } from './dom.js';
import { icon } from './icons.js';

/** @typedef {{ path: string, label: string, note: string }} File */

const TOKENS =
  /(\/\*[\s\S]*?\*\/|\/\/[^\n]*)|(`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*")|\b(import|from|export|function|const|let|return|async|await|new|throw|if|for|of|mutation|query|on)\b|\b(\d+)\b/g;

/**
 * Creates a tab for each file.
 * @param {HTMLElement} parent
 * @param {string} title
 * @param {File[]} files
 */
export function codePanel(parent, title, files) {
  const tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Files' });
  const panes = el('div', { class: 'panes' });
  const buttons = files.map((file, index) => {
    const tab = el(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${index}`,
        'aria-controls': `pane-${index}`,
        'data-path': file.path,
      },
      file.label,
    );
    panes.append(pane(file, index));
    tab.addEventListener('click', () => show(index));
    tab.addEventListener('keydown', (event) => {
      const step = stepOf(event);
      if (step === undefined) return;
      event.preventDefault();
      show(
        step === 'first'
          ? 0
          : step === 'last'
            ? files.length - 1
            : (index + step + files.length) % files.length,
      );
      /** @type {HTMLElement} */ (tabs.querySelector('[aria-selected="true"]')).focus();
    });
    return tab;
  });

  /** @param {number} shown */
  const show = (shown) => {
    buttons.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === shown));
      tab.tabIndex = index === shown ? 0 : -1;
      /** @type {HTMLElement} */ (panes.children[index]).hidden = index !== shown;
    });
  };

  tabs.append(...buttons);
  parent.append(
    el('div', { class: 'integration-head' }, el('h2', { id: 'integration-title' }, title), tabs),
    panes,
  );
  show(0);
}

/**
 * @param {File} file
 * @param {number} index
 */
function pane({ path, note }, index) {
  const code = el('code', {}, '…');
  const said = el('span', { role: 'status', class: 'visually-hidden' });
  const copy = el(
    'button',
    { type: 'button', class: 'button small copy', disabled: true },
    icon('copy'),
    'Copy',
  );
  const body = el('pre', { tabindex: 0, role: 'region', 'aria-label': path }, code);
  const shown = el(
    'div',
    { class: 'pane', role: 'tabpanel', id: `pane-${index}`, 'aria-labelledby': `tab-${index}` },
    el('div', { class: 'pane-head' }, el('p', {}, note), copy, said),
    body,
  );

  source(path).then(
    (text) => {
      code.replaceChildren(...highlighted(text));
      copy.disabled = false;
      copy.addEventListener('click', async () => {
        const copied = await navigator.clipboard.writeText(text).then(
          () => true,
          () => false,
        );
        said.textContent = copied
          ? 'Copied'
          : 'Copying is not allowed here: select the text instead';
        copy.lastChild?.replaceWith(copied ? 'Copied' : 'Not allowed');
        setTimeout(() => copy.lastChild?.replaceWith('Copy'), 2000);
      });
    },
    () => code.replaceChildren(`${path} could not be read.`),
  );
  return shown;
}

/**
 * Returns the file's text without the line for the type checker.
 * @param {string} path
 */
async function source(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.text()).replace(/^\/\/ @ts-check\n+/, '').trimEnd();
}

/** @param {KeyboardEvent} event */
function stepOf(event) {
  const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  return /** @type {Record<string, number | "first" | "last">} */ ({
    [forward]: 1,
    [back]: -1,
    Home: 'first',
    End: 'last',
  })[event.key];
}

/** @param {string} text */
function highlighted(text) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    parts.push(text.slice(end, match.index));
    const kind = match[1] ? 'comment' : match[2] ? 'string' : match[3] ? 'keyword' : 'number';
    parts.push(el('span', { class: kind }, match[0]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}
