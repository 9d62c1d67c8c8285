// @ts-check
// The limits of a deployment (`sordino frame --no-copy` and others) hold, whatever the page asks
// for. The page here asks for everything that a page can ask for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deployFrame, host, serveFrame } from './support/deployed.mjs';
import { FormPage } from './support/form-page.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';

/** The organization in the claims of the sandbox's tokens (sandbox/src/token/claims.rs). */
const ORGANIZATION = 'og_5d1c2f8e7ab94036b1e0d4c7f3a2968b';

const GREEDY = { copy: true, masked: false, hideAfter: 300 };

/** @typedef {{ after: (work: () => Promise<void>) => void }} Context */

describe('a deployment with limits', () => {
  const scene = useScene();

  const configuration = () => ({
    api: scene.addresses.api,
    embedders: [new URL(scene.addresses.app).origin],
  });

  /** @param {Context} context @param {string[]} limits */
  const frameWith = (context, limits) => serveFrame(context, { ...configuration(), limits });

  /**
   * Opens a page that asks for a card to be shown at once.
   *
   * @param {Context} context
   * @param {string[]} limits
   */
  async function cardPage(context, limits) {
    const frameUrl = await frameWith(context, limits);
    return FormPage.open(scene, {
      token: { for: 'viewPaymentCard', id: scene.card.id },
      fields: [{ kind: 'cardNumber', options: GREEDY }],
      session: { frameUrl },
    });
  }

  /** @param {FormPage} page */
  const view = (page) => page.call('viewPaymentCard', { paymentCardId: scene.card.id });

  /** @param {FormPage} page @param {string} type */
  const count = async (page, type) =>
    (await page.told()).filter((entry) => entry.source === 'cardNumber' && entry.type === type)
      .length;

  test('nothing is copied, nothing is shown without a press, and the value hides soon', async (context) => {
    const page = await cardPage(context, ['--no-copy', '--no-unmasked', '--longest-show', '1']);
    const field = page.shown('cardNumber');
    expectSuccess(await view(page));
    const { copies, revealed, seen } = await field.state('cardNumber');
    assert.deepEqual([copies, revealed], [false, false]);
    assert.match(seen, /^[• ]+$/);

    // The page asks again, as a script can at any time.
    await page.field('cardNumber', 'update', GREEDY);
    expectSuccess(await view(page));
    await field.reveal('cardNumber');
    assert.equal(await count(page, 'reveal'), 1, 'only after the press');
    await page.heard('cardNumber', 'hide');
    assert.equal((await field.state('cardNumber')).copies, false);
  });

  test('control: without limits the page gets everything it asks for', async (context) => {
    const page = await cardPage(context, []);
    expectSuccess(await view(page));
    assert.equal((await page.shown('cardNumber').state('cardNumber')).copies, true);
    await page.heard('cardNumber', 'reveal');
  });

  test('an operation that the deployment does not name is refused, and a named one works', async (context) => {
    const page = await cardPage(context, ['--operation', 'viewPaymentCard']);
    const input = { paymentCardId: scene.card.id };
    expectError(await page.call('setPaymentCardPin', input), 'unsupported');
    assert.deepEqual(await scene.sent(), [], 'the page is not even asked for a token');
    expectSuccess(await view(page));
  });

  /**
   * Sets a PIN in a frame with limits.
   *
   * @param {Context} context
   * @param {string[]} limits
   * @param {string} token
   */
  async function setPin(context, limits, token) {
    const frameUrl = await frameWith(context, limits);
    await scene.visit('/pin.html');
    const page = new PinPage(scene.driver);
    await page.ready({ cardId: scene.card.id, token, frameUrl });
    await page.enter('7391');
    return page.press();
  }

  const ours = ['--claim', `org=${ORGANIZATION}`, 'env=live'];
  const theirs = ['--claim', 'org=og_another'];

  test('a token with the right claims is used', async (context) => {
    expectSuccess(await setPin(context, ours, await scene.token()));
    assert.ok(await scene.control.pinIs(scene.card.id, '7391'));
  });

  test('a token with other claims is not sent', async (context) => {
    expectError(await setPin(context, theirs, await scene.token()), 'token-malformed');
    assert.deepEqual(await scene.sent(), []);
  });

  test('a token whose claims were changed is refused by the API', async (context) => {
    const [header, claims, signature] = (await scene.token()).split('.');
    const read = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...read, org: 'og_another' }));
    const forged = `${header}.${changed.toString('base64url')}.${signature}`;
    expectError(await setPin(context, theirs, forged), 'unauthorized');
    assert.equal(await scene.control.pinIs(scene.card.id, '7391'), false);
  });

  test('a token that is not a JWT is refused where claims are required', async (context) => {
    expectError(await setPin(context, ours, 'opaque'), 'token-malformed');
    assert.deepEqual(await scene.sent(), []);
    // Control: without limits the token is sent, and the API refuses it.
    expectError(await setPin(context, [], 'opaque'), 'unauthorized');
    assert.notDeepEqual(await scene.sent(), []);
  });

  test('a vault with unreadable limits does not start', async (context) => {
    const { folder, manifest } = await deployFrame(context, configuration());
    for (const [policy, isReady] of /** @type {[string, boolean][]} */ ([
      ['{&quot;noCopie&quot;:true}', false],
      ['', false],
      ['{}', true],
    ])) {
      const { url } = await host(
        context,
        folder,
        (name) => manifest.files[name].headers,
        (name, content) =>
          name === 'vault.html'
            ? Buffer.from(content.toString().replace('content="{}"', `content="${policy}"`))
            : content,
      );
      await scene.visit('/pin.html');
      const end = await new PinPage(scene.driver).open({
        cardId: scene.card.id,
        token: await scene.token(),
        frameUrl: url,
        session: { timeout: isReady ? 60_000 : 3_000 },
      });
      assert.equal('ok' in end, isReady, JSON.stringify([policy, end]));
      if ('error' in end) assert.equal(end.error.code, 'frame-unavailable');
    }
  });
});
