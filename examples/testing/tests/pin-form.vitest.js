// @vitest-environment jsdom
import { resetTestSessions, testSessions } from 'sordino/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pinForm } from '../pin-form.js';

vi.mock('sordino', () => import('sordino/testing'));

let form, result;
beforeEach(() => {
  document.body.innerHTML = '<form><div id="pin"></div><div id="pin-confirm"></div></form><p></p>';
  [form, result] = document.body.children;
  pinForm(form, result, {
    frameUrl: 'https://frame.example/v1/',
    paymentCardId: 'cd_1',
    clientToken: 'token',
  });
});
afterEach(resetTestSessions);

test('a PIN is set', async () => {
  const [session] = testSessions;
  session.field('pin').type('8264');
  session.field('pinConfirm').type('8264');
  form.requestSubmit();
  await vi.waitFor(() =>
    expect(result.textContent).toMatch(/^The PIN of the card ending in \d{4} is set\.$/),
  );
  const typed = { pin: '8264', pinConfirm: '8264' };
  expect(session.calls).toEqual([
    { operation: 'setPaymentCardPin', input: { paymentCardId: 'cd_1' }, typed },
  ]);
});

test('a PIN that was typed differently is not sent', async () => {
  const [session] = testSessions;
  session.field('pin').type('8264');
  session.field('pinConfirm').type('8265');
  form.requestSubmit();
  await vi.waitFor(() => expect(result.textContent).toBe('invalid-fields'));
  expect(session.calls).toEqual([]);
});

test('the API says no', async () => {
  const [session] = testSessions;
  session.answer('setPaymentCardPin', 'rate-limited');
  session.field('pin').type('8264');
  session.field('pinConfirm').type('8264');
  form.requestSubmit();
  await vi.waitFor(() => expect(result.textContent).toBe('rate-limited'));
});
