// @ts-check
// Frames that do not load, or whose files are not those of the release.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectSuccess } from './support/outcomes.mjs';
import { ownSandbox } from './support/own-sandbox.mjs';
import { PinPage } from './support/pin-page.mjs';
import { useScene } from './support/scene.mjs';
import { visit } from './support/visit.mjs';

/**
 * `kept`: the browser caches the wrong file, since the files of a release never change. Only the
 * next release helps.
 *
 * @type {{ what: string, fault: import("./support/control.mjs").Fault, kept?: boolean }[]}
 */
const CASES = [
  { what: 'vault.html is not there', fault: { kind: 'status', status: 503, path: 'vault.html' } },
  { what: 'vault.html never comes', fault: { kind: 'never', path: 'vault.html' } },
  {
    what: 'another page comes instead',
    fault: { kind: 'html', path: 'vault.html' },
    kept: true,
  },
  { what: "the vault's script is replaced", fault: { kind: 'html', path: 'vault.js' }, kept: true },
  { what: 'the wasm is replaced', fault: { kind: 'html', path: 'sordino_bg.wasm' }, kept: true },
  { what: 'the wasm breaks off', fault: { kind: 'drop', path: 'sordino_bg.wasm' } },
];

/** Milliseconds: short, but long enough for a frame to load on a busy machine. */
const TIMEOUT = 4_000;

describe('when the frame does not load', () => {
  const scene = useScene();

  test('a missing language file is waited for, and then the field uses English', async (context) => {
    const { driver, card } = scene;
    const { addresses, control, token } = await ownSandbox(context);
    await control.fault({ kind: 'never', path: 'words-de.txt', target: 'frame' });
    await visit(driver, new URL('/pin.html', addresses.app));
    const page = new PinPage(driver);
    await page.ready({
      cardId: card.id,
      token: await token(card.id),
      session: { locale: 'de', timeout: TIMEOUT },
    });
    const { label, language } = await page.pin.state();
    assert.deepEqual([label, language], ['PIN', 'de']);
    await page.enter('8264');
    expectSuccess(await page.press());
    assert.ok(await control.pinIs(card.id, '8264'));
  });

  for (const { what, fault, kept = false } of CASES) {
    test(what, async (context) => {
      const { driver, card } = scene;
      // Uses another sandbox, because the browser caches files of a release for good.
      const { addresses, control, token } = await ownSandbox(context);
      await control.fault({ ...fault, target: 'frame', times: 20 });
      await visit(driver, new URL('/pin.html', addresses.app));
      const page = new PinPage(driver);
      const options = {
        cardId: card.id,
        token: await token(card.id),
        session: { timeout: TIMEOUT },
      };
      const end = await page.open(options);
      assert.equal('error' in end && end.error.code, 'frame-unavailable', JSON.stringify(end));
      const { detail } = await page.heard('session', 'error');
      assert.deepEqual([detail.code, detail.retryable], ['frame-unavailable', true]);
      assert.equal(
        await driver.executeScript("return document.querySelectorAll('iframe').length"),
        0,
        'nothing is left',
      );

      if (kept) return;
      await control.clearFaults();
      await page.call('session', 'retry');
      for (const kind of /** @type {const} */ (['pin', 'pinConfirm']))
        await page.heard(kind, 'ready');
      await page.enter('8264');
      expectSuccess(await page.submit({ paymentCardId: card.id }));
      assert.ok(await control.pinIs(card.id, '8264'), 'the same session, fields and token');
    });
  }

  test('a field whose own frame does not load reports it', async (context) => {
    const { driver, card } = scene;
    const { addresses, control, token } = await ownSandbox(context);
    await control.fault({
      kind: 'status',
      status: 503,
      path: 'field.html',
      target: 'frame',
      times: 20,
    });
    await visit(driver, new URL('/pin.html', addresses.app));
    const page = new PinPage(driver);
    const end = await page.open({
      cardId: card.id,
      token: await token(card.id),
      session: { timeout: TIMEOUT },
    });
    assert.equal('error' in end && end.error.code, 'unavailable', JSON.stringify(end));
    // The session is ready, so the field works when it is mounted again.
    await control.clearFaults();
    for (const kind of /** @type {const} */ (['pin', 'pinConfirm'])) {
      await page.call(kind, 'mount', `#form .${kind}`);
      await page.heard(kind, 'ready');
    }
    await page.enter('8264');
    expectSuccess(await page.submit({ paymentCardId: card.id }));
  });
});
