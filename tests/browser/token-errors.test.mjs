// @ts-check
// Wrong tokens: the page gets the right error, no typed value is lost, and with a right token the
// same button works.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';

const PIN = '8264';
const USE = 'setPaymentCardPin';

describe('when the token is wrong', () => {
  const scene = useScene();

  /** @type {{ what: string, code: string, token: () => Promise<string> }[]} */
  const cases = [
    {
      what: 'it has expired',
      code: 'token-expired',
      token: async () =>
        (await scene.control.mintToken({ for: USE, id: scene.card.id, expiresInSeconds: -60 }))
          .value,
    },
    {
      what: 'it is for another card',
      code: 'access-denied',
      token: () => scene.token(scene.otherCard.id),
    },
    {
      what: 'it permits another operation',
      code: 'access-denied',
      token: async () => {
        const permissions = ['READ_RESTRICTED_DETAILS'];
        return (await scene.control.mintToken({ for: USE, id: scene.card.id, permissions })).value;
      },
    },
    {
      what: 'its signature is invalid',
      code: 'unauthorized',
      token: async () => {
        const [header, claims] = (await scene.token()).split('.');
        return `${header}.${claims}.${'A'.repeat(342)}`;
      },
    },
    { what: 'it is not a token', code: 'token-malformed', token: async () => 'two words' },
    { what: 'it is missing', code: 'token-unavailable', token: async () => '' },
  ];

  for (const { what, code, token } of cases) {
    test(`${what}: ${code}`, async () => {
      const { card, control } = scene;
      const wrong = await token();
      const page = await scene.pinPage({ callback: true, token: wrong });
      await page.enter(PIN);
      const error = expectError(await page.press(), code);
      assert.ok(
        wrong === '' || !JSON.stringify(error).includes(wrong),
        'the error does not contain the token',
      );
      assert.equal(await control.pinIs(card.id, PIN), false);
      assert.equal(await page.pin.value(), PIN, 'the typed value is still there');
      assert.equal(await page.confirm.value(), PIN);

      await page.giveToken(await scene.token());
      expectSuccess(await page.press());
      assert.ok(await control.pinIs(card.id, PIN));
    });
  }

  test('an expired token without claims is reported, and not requested again', async () => {
    const { value } = await scene.control.mintToken({
      for: USE,
      id: scene.card.id,
      expiresInSeconds: -60,
    });
    const page = await scene.pinPage({ token: value });
    await page.enter(PIN);
    expectError(await page.press(), 'token-expired');
    assert.equal(await page.pin.value(), PIN);
    expectError(await page.press(), 'token-expired');
  });

  test('a token that expires while the form is open is replaced silently', async () => {
    const page = await scene.pinPage({ callback: true });
    await page.enter(PIN);
    expectSuccess(await page.press());
    assert.equal(await page.tokensGiven(), 1);

    await scene.control.setClock(3_600);
    await page.giveToken(await scene.token());
    await page.enter('1937');
    expectSuccess(await page.press());
    assert.equal(await page.tokensGiven(), 2);
    assert.ok(await scene.control.pinIs(scene.card.id, '1937'));
  });

  test('a callback that never answers fails the call after the timeout', async () => {
    const page = await scene.pinPage({ silent: true, session: { timeout: 4_000 } });
    await page.enter(PIN);
    expectError(await page.press(), 'token-unavailable');
    assert.equal(await page.pin.value(), PIN);
    assert.deepEqual(await scene.sent(), []);
  });

  for (const status of ['SUSPENDED', 'CLOSED', 'ACTIVATION_REQUIRED']) {
    test(`a card in status ${status}: user-error, and the form stays usable`, async () => {
      const card = scene.cardIn(status);
      const page = await scene.pinPage({ cardId: card.id });
      await page.enter(PIN);
      const error = expectError(await page.press(), 'user-error');
      assert.ok(Array.isArray(error.fields) && error.fields.length > 0, JSON.stringify(error));
      assert.equal(await scene.control.pinIs(card.id, PIN), false);
      assert.equal(await page.pin.value(), PIN);
      await page.pin.erase();
      await page.pin.type('1937');
      expectError(await page.press(), 'invalid-fields');
    });
  }
});
