/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';

import { resetTestSessions, testSessions } from 'sordino/testing';
import { pinForm } from '../pin-form.js';

afterEach(resetTestSessions);

test.each([
  ['8264', /^The PIN of the card ending in \d{4} is set\.$/, 1],
  ['8265', /^invalid-fields$/, 0],
])('a PIN typed twice, then as %s', async (again, said, calls) => {
  document.body.innerHTML = '<form><div id="pin"></div><div id="pin-confirm"></div></form><p></p>';
  const [form, result] = document.body.children;
  pinForm(form, result, {
    frameUrl: 'https://frame.example/v1/',
    paymentCardId: 'cd_1',
    clientToken: 'token',
  });
  const [session] = testSessions;
  session.field('pin').type('8264');
  session.field('pinConfirm').type(again);
  const shown = new Promise((resolve) =>
    new MutationObserver(resolve).observe(result, { childList: true }),
  );
  form.requestSubmit();
  await shown;
  expect(result.textContent).toMatch(said);
  expect(session.calls).toHaveLength(calls);
});
