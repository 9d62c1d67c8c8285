// @ts-check
// An API that can't be reached, and comes back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { ownSandbox } from './support/own-sandbox.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { visit } from './support/visit.mjs';

describe('when nothing answers', () => {
  const scene = useScene();

  test('the form waits for the API to come back', async (context) => {
    const { driver, card } = scene;
    const sandbox = await ownSandbox(context);
    await visit(driver, new URL('/pin.html', sandbox.addresses.app));
    const page = new PinPage(driver);
    await page.ready({ cardId: card.id, token: await sandbox.token(card.id), callback: true });
    await page.enter('8264');

    await sandbox.stop();
    const error = expectError(await page.press(), 'network');
    assert.ok(error.retryable);
    assert.equal(await page.pin.value(), '8264');

    await sandbox.restart();
    // The new API signs with another key, so it refuses the old token and the session asks for a
    // new one.
    await page.giveToken(await sandbox.token(card.id));
    expectSuccess(await page.press());
    assert.ok(await sandbox.control.pinIs(card.id, '8264'));
  });
});
