// @ts-check
// The stand-in below React and below the custom elements.
import { act, createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import 'sordino/elements';
import { Field, SordinoProvider, useSetPaymentCardPin } from 'sordino/react';
import { createSession, resetTestSessions, testSessions } from 'sordino/testing';
import { afterEach, expect, test } from 'vitest';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
afterEach(resetTestSessions);

test('React: the provider takes it', async () => {
  function Form() {
    const { run, status, error } = useSetPaymentCardPin();
    const button = h(
      'button',
      { type: 'button', onClick: () => void run({ paymentCardId: 'cd_1' }) },
      error?.code ?? status,
    );
    return h('div', null, h(Field, { kind: 'pin' }), button);
  }
  const place = document.createElement('div');
  const root = createRoot(place);
  await act(async () => {
    root.render(
      h(
        SordinoProvider,
        { frameUrl: 'https://frame.example/', clientToken: 't', createSession },
        h(Form),
      ),
    );
  });
  const press = () => act(async () => place.querySelector('button')?.click());
  await press();
  expect(place.querySelector('button')?.textContent).toBe('invalid-fields');
  await act(async () => testSessions[0].field('pin').type('8264'));
  await press();
  expect(place.querySelector('button')?.textContent).toBe('done');
  await act(async () => root.unmount());
  expect(testSessions[0].isDestroyed).toBe(true);
});

test("custom elements: the session's property takes it", async () => {
  document.body.innerHTML =
    '<sordino-session><sordino-field kind="pin" label="New PIN"></sordino-field></sordino-session>';
  const element = /** @type {import("sordino/elements").SordinoSessionElement} */ (
    document.querySelector('sordino-session')
  );
  const session = createSession({ frameUrl: 'https://frame.example/', clientToken: 't' });
  /** @type {any[]} */
  const heard = [];
  document.addEventListener('sordino-change', (event) => heard.push(event.detail));
  element.session = session;
  session.field('pin').type('8264');
  expect(session.field('pin').options.label).toBe('New PIN');
  expect(heard).toEqual([{ empty: false, complete: true, valid: true }]);
  await expect(session.setPaymentCardPin({ paymentCardId: 'cd_1' })).resolves.toMatchObject({
    pinIsSet: true,
  });
});
