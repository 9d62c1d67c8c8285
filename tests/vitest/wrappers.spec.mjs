// @ts-check
// The test double with React and with the custom elements.
import { act, createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import 'sordino/elements';
import { Field, SordinoProvider, useSetPaymentCardPin, useSordino } from 'sordino/react';
import { createSession, resetTestSessions, testSessions } from 'sordino/testing';
import { afterEach, expect, test } from 'vitest';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
afterEach(resetTestSessions);

test('React: the provider takes the test double', async () => {
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

test('React: a session that ends fails, and is ready again after retry', async () => {
  /** @type {import("sordino/react").Sordino | undefined} */
  let sordino;
  function Form() {
    sordino = useSordino();
    return h(Field, { kind: 'pin' });
  }
  const root = createRoot(document.createElement('div'));
  const options = { frameUrl: 'https://frame.example/', clientToken: 't', createSession };
  await act(async () => root.render(h(SordinoProvider, options, h(Form))));
  expect(sordino?.status).toBe('ready');
  const [session] = testSessions;
  for (const retry of [() => sordino?.retry(), () => session.retry()]) {
    await act(async () => session.fail('frame-unavailable'));
    expect(sordino).toMatchObject({ status: 'failed', session: undefined });
    expect(sordino?.error?.retryable).toBe(true);
    expect(session.fields).toEqual([]);
    await act(async () => void (await retry()));
    expect(sordino).toMatchObject({ status: 'ready', error: undefined, session });
    expect(session.fields.map(({ kind }) => kind)).toEqual(['pin']);
  }
  await act(async () => root.unmount());
});

test('custom elements: a session that ends empties its fields, and is ready again after retry', async () => {
  document.body.innerHTML =
    '<sordino-session><sordino-field kind="pin"></sordino-field></sordino-session>';
  const element = /** @type {import("sordino/elements").SordinoSessionElement} */ (
    document.querySelector('sordino-session')
  );
  const field = /** @type {import("sordino/elements").SordinoFieldElement} */ (
    document.querySelector('sordino-field')
  );
  const session = createSession({ frameUrl: 'https://frame.example/', clientToken: 't' });
  /** @type {string[]} */
  const heard = [];
  for (const type of ['ready', 'error'])
    document.addEventListener(`sordino-session-${type}`, () => heard.push(type));
  element.session = session;
  await session.ready;
  session.field('pin').type('8264');
  expect(field.state.complete).toBe(true);
  session.fail('frame-unavailable');
  expect(field.state.empty).toBe(true);
  await element.retry();
  session.field('pin').type('1937');
  expect(field.state.complete).toBe(true);
  expect(heard).toEqual(['ready', 'error', 'ready']);
});

test("custom elements: the session's property takes the test double", async () => {
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
