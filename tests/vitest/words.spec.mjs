// @ts-check
// A page's own words: in the test double, and on their way from React and the custom elements to
// the vault.
import { act, createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import 'sordino/elements';
import { SordinoProvider } from 'sordino/react';
import { createSession, resetTestSessions, testSessions } from 'sordino/testing';
import { afterEach, expect, test } from 'vitest';
import { newestVault, vaultIn } from './vault.mjs';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
afterEach(resetTestSessions);

const FRAME = { frameUrl: 'https://frame.example/', clientToken: 't' };

test("the labels of the test double are the page's words, and a field's own label comes first", async () => {
  const session = createSession({
    ...FRAME,
    words: { pin: 'Geheimzahl', pinConfirm: 'Noch einmal' },
  });
  session.createField('pin').mount(document.body);
  session.createField('pinConfirm', { label: 'Again' }).mount(document.body);
  session.createField('email').mount(document.body);
  await session.ready;
  const labels = session.fields.map(({ element }) =>
    element?.querySelector('input')?.getAttribute('aria-label'),
  );
  expect(labels).toEqual(['Geheimzahl', 'Again', 'Email']);
});

test.for([
  ['hide', 'Hide', 'unknown'],
  ['show', 'a'.repeat(81), 'too-long'],
  ['show', '', 'invalid'],
  ['show', '\u202eto', 'invalid'],
  ['show', 'a\nb', 'invalid'],
  ['show', 5, 'invalid'],
])('the test double refuses what the vault refuses: %s', async ([name, text, code]) => {
  const session = createSession({
    ...FRAME,
    words: /** @type {any} */ ({ pin: undefined, [String(name)]: text }),
  });
  await expect(session.ready).rejects.toMatchObject({
    code: 'invalid-options',
    fields: [{ path: `words.${name}`, code }],
  });
});

test('control: the test double takes the longest words and marks of direction', async () => {
  const session = createSession({
    ...FRAME,
    words: { show: '😀'.repeat(80), hidden: 'مخفي\u200f' },
  });
  await expect(session.ready).resolves.toBeUndefined();
});

test('React: words start the session, the same words again change nothing, and others start another session', async () => {
  const root = createRoot(document.createElement('div'));
  /** @param {import("sordino").Words} words */
  const render = (words) =>
    act(async () => root.render(h(SordinoProvider, { ...FRAME, createSession, words })));
  await render({ show: 'Reveal' });
  await render({ show: 'Reveal' });
  expect(testSessions.map(({ options }) => options.words)).toEqual([{ show: 'Reveal' }]);
  await render({ show: 'See' });
  expect(
    testSessions.map(({ options, isDestroyed }) => [options.words?.show, isDestroyed]),
  ).toEqual([
    ['Reveal', true],
    ['See', false],
  ]);
  await act(async () => root.unmount());
});

test('custom elements: words reach the vault, the same words again change nothing, and others start another session', async () => {
  document.body.innerHTML =
    '<sordino-session frame-url="https://frame.example/" locale="de"></sordino-session>';
  const element = /** @type {import("sordino/elements").SordinoSessionElement} */ (
    document.querySelector('sordino-session')
  );
  element.words = { show: 'Ansehen' };
  element.clientToken = 't';
  const { start } = await vaultIn(newestVault());
  expect(start).toMatchObject({ locale: 'de', words: { show: 'Ansehen' } });
  const { session } = element;
  element.words = { show: 'Ansehen' };
  expect(element.session).toBe(session);
  element.words = null;
  expect(element.session).not.toBe(session);
  expect((await vaultIn(newestVault())).start).not.toHaveProperty('words');
  element.remove();
});
