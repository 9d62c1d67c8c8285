// @ts-check
// Tests of an app that use the test double instead of the package, as the guide shows.
import { resetTestSessions, SordinoError, testSessions } from 'sordino/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pinForm } from './pin-form.mjs';

vi.mock('sordino', () => import('sordino/testing'));

/** @type {ReturnType<typeof pinForm>} */
let app;
const session = () => testSessions[0];
const submit = () => app.form.requestSubmit();

beforeEach(async () => {
  document.body.replaceChildren();
  app = pinForm(document.body, 'cd_1');
  await session().ready;
});
afterEach(resetTestSessions);

test('a PIN is set', async () => {
  session().field('pin').type('8264');
  session().field('pinConfirm').type('8264');
  submit();
  await vi.waitFor(() =>
    expect(app.output.textContent).toBe('The PIN of the card that ends in 4242 is set.'),
  );
  expect(session().calls).toEqual([
    {
      operation: 'setPaymentCardPin',
      input: { paymentCardId: 'cd_1' },
      typed: { pin: '8264', pinConfirm: '8264' },
    },
  ]);
  expect(session().field('pin').value).toBe('');
});

test('a person can type into a field, with any testing library', async () => {
  const input = /** @type {HTMLInputElement} */ (document.querySelector("[aria-label='New PIN']"));
  input.value = '82';
  input.dispatchEvent(new Event('input'));
  expect(session().field('pin').state).toEqual({
    empty: false,
    complete: false,
    valid: false,
    code: 'incomplete',
  });
  submit();
  await vi.waitFor(() => expect(app.output.textContent).toBe('invalid-fields'));
  expect(session().calls).toEqual([]);
});

test('the test double returns the answers that it is given, in turn', async () => {
  session().answer('setPaymentCardPin', 'rate-limited');
  session().answer('setPaymentCardPin', { id: 'cd_1', last4: '0005' });
  for (const said of ['rate-limited', 'The PIN of the card that ends in 0005 is set.']) {
    session().field('pin').type('8264');
    session().field('pinConfirm').type('8264');
    submit();
    await vi.waitFor(() => expect(app.output.textContent).toBe(said));
  }
});

test("different PINs, a second press and a secret in the page's input are refused as by the real package", async () => {
  const { pin, pinConfirm } = {
    pin: session().field('pin'),
    pinConfirm: session().field('pinConfirm'),
  };
  pin.type('8264');
  pinConfirm.type('8265');
  const mismatch = await session()
    .setPaymentCardPin({ paymentCardId: 'cd_1' })
    .catch((error) => error);
  expect(mismatch).toBeInstanceOf(SordinoError);
  expect(mismatch.fields).toEqual([{ path: 'pinConfirm', code: 'mismatch' }]);
  expect(pin.value).toBe('8264');

  pinConfirm.type('8264');
  /** @type {(result: { id: string }) => void} */
  let finish = () => {};
  session().answer('setPaymentCardPin', () => new Promise((resolve) => (finish = resolve)));
  const first = session().setPaymentCardPin({ paymentCardId: 'cd_1' });
  await expect(session().setPaymentCardPin({ paymentCardId: 'cd_1' })).rejects.toMatchObject({
    code: 'busy',
    retryable: true,
  });
  finish({ id: 'cd_1' });
  await expect(first).resolves.toEqual({ id: 'cd_1' });

  const secret = /** @type {any} */ ({ paymentCardId: 'cd_1', pin: '8264' });
  await expect(session().setPaymentCardPin(secret)).rejects.toMatchObject({
    code: 'sensitive-input',
  });
});

test("an abort, a frame that can't be loaded, and the end of a session", async () => {
  session().field('pin').type('8264');
  session().field('pinConfirm').type('8264');
  const controller = new AbortController();
  session().answer('setPaymentCardPin', () => new Promise(() => {}));
  const call = session().setPaymentCardPin(
    { paymentCardId: 'cd_1' },
    { signal: controller.signal },
  );
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'aborted', outcome: 'unknown' });

  session().answer('setPaymentCardPin', () => new Promise(() => {}));
  const lost = session().setPaymentCardPin({ paymentCardId: 'cd_1' });
  session().fail('frame-unavailable');
  await expect(lost).rejects.toMatchObject({
    code: 'frame-unavailable',
    ended: true,
    outcome: 'unknown',
  });
  expect(app.output.textContent).toBe('frame-unavailable');
  expect(document.querySelector('.sordino-field')).toBeNull();
  await expect(session().viewPaymentCard({ paymentCardId: 'cd_1' })).rejects.toMatchObject({
    code: 'frame-unavailable',
  });
});

test('a session that has ended starts again with the fields that are mounted then', async () => {
  const { pin, pinConfirm } = {
    pin: session().field('pin'),
    pinConfirm: session().field('pinConfirm'),
  };
  pin.type('8264');
  expect(session().retry()).toBe(session().ready);
  session().fail('frame-unavailable');
  await expect(session().ready).resolves.toBeUndefined();
  expect(session().fields).toEqual([]);
  pinConfirm.unmount();
  const elsewhere = document.createElement('p');
  document.body.append(elsewhere);
  const moved = session().createField('cvv').mount(elsewhere);
  expect(elsewhere.children.length).toBe(0);

  await session().retry();
  expect(session().fields).toEqual([pin, moved]);
  expect(pin.value).toBe('');
  expect(elsewhere.children.length).toBe(1);
  session().destroy();
  await session().retry();
  expect(session().fields).toEqual([]);
});

test('the outcome of a call that only reads is never unknown', async () => {
  session().answer('viewPaymentCard', () => new Promise(() => {}));
  const lost = session().viewPaymentCard({ paymentCardId: 'cd_1' });
  session().fail('frame-unavailable');
  const error = await lost.catch((failure) => failure);
  expect([error.code, error.retryable, error.outcome]).toEqual([
    'frame-unavailable',
    true,
    undefined,
  ]);
});

test('a value is shown masked, revealed and masked again', async () => {
  const heard = /** @type {string[]} */ ([]);
  const field = session().createField('cardNumber');
  for (const type of /** @type {const} */ (['ready', 'reveal', 'hide']))
    field.addEventListener(type, () => heard.push(type));
  field.mount(document.body);
  await session().viewPaymentCard({ paymentCardId: 'cd_1' });
  const shown = /** @type {HTMLElement} */ (
    document.querySelector("output[aria-label='Card number']")
  );
  expect(shown.textContent).toBe('••••');
  shown.click();
  expect(shown.textContent).toBe('4242 4242 4242 4242');
  session().hide();
  expect(shown.textContent).toBe('••••');
  expect(heard).toEqual(['ready', 'reveal', 'hide']);
});

test('errors of a missing network, and of a missing element', () => {
  expect(() => session().createField('pin').mount('#nowhere')).toThrowError(SordinoError);
  expect(document.querySelector('iframe')).toBeNull();
});
