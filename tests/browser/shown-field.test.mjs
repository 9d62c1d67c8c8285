// @ts-check
// A shown value: it hides automatically, is copied as digits, and is not revealed where nobody
// could see it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FormPage } from './support/form-page.mjs';
import { pasteElsewhere } from './support/keys.mjs';
import { expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const MASK = '•••• •••• •••• ••••';

describe('a shown value', () => {
  const scene = useScene();

  /**
   * Opens a page with the card's number in a field, still masked.
   *
   * @param {object} [options] the options of the field
   * @param {string[]} [kinds]
   */
  async function viewed(options = {}, kinds = ['cardNumber']) {
    const { card } = scene;
    const page = await FormPage.open(scene, {
      token: { for: 'viewPaymentCard', id: card.id },
      fields: kinds.map((kind) => ({ kind, options })),
    });
    expectSuccess(await page.call('viewPaymentCard', { paymentCardId: card.id }));
    return page;
  }

  /** @param {FormPage} page */
  const hidden = (page) => page.heard('cardNumber', 'hide');

  test('hides after the time that the page sets', async () => {
    const page = await viewed({ hideAfter: 1 });
    await page.shown('cardNumber').reveal('cardNumber');
    await hidden(page);
    assert.equal((await page.shown('cardNumber').state('cardNumber')).seen, MASK);
  });

  test('hides when the page calls hide, and can be revealed again', async () => {
    const page = await viewed();
    const { seen } = await page.shown('cardNumber').reveal('cardNumber');
    await page.session('hide');
    await hidden(page);
    assert.equal((await page.shown('cardNumber').state('cardNumber')).seen, MASK);
    assert.equal((await page.shown('cardNumber').reveal('cardNumber')).seen, seen);
  });

  test('hides when the page is no longer visible', async () => {
    const { driver, stack, engine } = scene;
    const page = await viewed();
    await page.shown('cardNumber').reveal('cardNumber');
    const { height, width } = await driver.manage().window().getRect();
    // A new tab of WebKitGTK's driver stays behind the old tab.
    if (engine === 'webkit') await driver.manage().window().minimize();
    else await driver.switchTo().newWindow('tab');
    await driver.switchTo().window(stack.mainWindow);
    await hidden(page);
    if (engine === 'webkit') await driver.manage().window().setRect({ height, width });
  });

  test('hides when the token ends', async () => {
    const { control, card } = scene;
    const use = { for: 'viewPaymentCard', id: card.id };
    const page = await FormPage.open(scene, {
      token: use,
      fields: [{ kind: 'cardNumber', options: { hideAfter: 300 } }],
    });
    // Five seconds can be too short on a busy machine. Then the test mints another token.
    await until('the value is shown before its token ends', async () => {
      await page.giveToken(await control.mintToken({ ...use, expiresInSeconds: 5 }));
      return 'ok' in (await page.call('viewPaymentCard', { paymentCardId: card.id }));
    });
    await page.shown('cardNumber').reveal('cardNumber');
    await hidden(page);
  });

  test('is shown at once when the page asks for it', async () => {
    const page = await viewed({ masked: false });
    const { number } = await scene.control.cardDetails(scene.card.id);
    const seen = await until('it is shown', async () => {
      const state = await page.shown('cardNumber').state('cardNumber');
      // An engine that reports the visibility of a field may not have reported it yet when the
      // answer comes.
      return state.revealed
        ? state.seen
        : (await page.shown('cardNumber').reveal('cardNumber')).seen;
    });
    assert.equal(seen.replaceAll(' ', ''), number);
  });

  test('is copied as people type it elsewhere: digits without groups', async () => {
    const { driver, addresses, control, card } = scene;
    const page = await viewed({}, ['cardNumber', 'expirationDate']);
    const { number, expirationMonth, expirationYear } = await control.cardDetails(card.id);
    for (const [kind, text] of [
      ['cardNumber', number],
      ['expirationDate', `${expirationMonth}/${expirationYear.slice(2)}`],
    ]) {
      const field = page.shown(kind);
      await until(`${kind} is copied`, async () => {
        await field.click(kind, 'copy');
        return (await page.told()).some((entry) => entry.source === kind && entry.type === 'copy');
      });
      assert.equal((await field.state(kind)).revealed, false, 'copying does not reveal the value');
      const { status, statusColor } = await field.state(kind);
      assert.deepEqual([status, statusColor], ['Copied', 'success']);
      assert.equal(await pasteElsewhere(driver, addresses.app), text);
    }
  });

  test("can't be copied when the page forbids it", async () => {
    const page = await viewed({ copy: false });
    assert.equal((await page.shown('cardNumber').state('cardNumber')).copies, false);
  });

  test('is not revealed in a frame that is too small to read', async () => {
    const page = await viewed();
    await scene.driver.executeScript(
      "document.querySelector('[data-name=cardNumber] iframe').style.width = '90px'",
    );
    await page.shown('cardNumber').click('cardNumber', 'reveal');
    await page.heard('cardNumber', 'error', (detail) => detail.code === 'covered');
    const state = await page.shown('cardNumber').state('cardNumber');
    assert.equal(state.seen, MASK);
    assert.notEqual(state.status, '', 'the field shows why');
    assert.equal(state.statusColor, 'danger', 'in the colour of errors');
  });

  test('is not revealed under an element that lets clicks through, in an engine that reports it', async (context) => {
    if (scene.engine !== 'chromium')
      return context.diagnostic('only Chromium reports to a frame what covers it');
    const page = await viewed();
    await page.shown('cardNumber').reveal('cardNumber');
    await page.session('hide');
    await scene.driver.executeScript(`
      const cover = document.createElement("div");
      cover.style.cssText = "position: fixed; inset: 0; background: #fff; pointer-events: none";
      document.body.append(cover);`);
    await until('it is refused', async () => {
      if ((await page.shown('cardNumber').state('cardNumber')).revealed) await page.session('hide');
      await page.shown('cardNumber').click('cardNumber', 'reveal');
      return (await page.told()).some(
        ({ type, detail }) => type === 'error' && detail.code === 'covered',
      );
    });
    assert.equal((await page.shown('cardNumber').state('cardNumber')).seen, MASK);
  });

  for (const kind of ['cardNumber', 'paymentCard']) {
    test(`hides, and can be revealed again, when the page moves the field: ${kind}`, async () => {
      const page = await viewed({}, [kind]);
      const field = page.shown(kind);
      const { seen } = await field.reveal('cardNumber');
      const times = async (/** @type {string} */ type) =>
        (await page.told()).filter((e) => e.source === kind && e.type === type).length;
      const before = await times('ready');
      await scene.driver.executeScript(`
        const frame = document.querySelector("iframe.sordino-field");
        const place = frame.parentElement;
        frame.remove(); // its document goes
        place.append(frame); // and comes anew`);
      await until('it is ready again', async () => (await times('ready')) > before);
      const { revealed, disabled, seen: mask } = await field.state('cardNumber');
      assert.deepEqual([revealed, disabled, mask, await times('hide')], [false, false, MASK, 1]);
      assert.equal((await field.reveal('cardNumber')).seen, seen);
    });
  }

  test('is wiped when the session is destroyed', async () => {
    const page = await viewed();
    await page.field('cardNumber', 'clear');
    await until(
      'the field has no value to reveal',
      async () => (await page.shown('cardNumber').state('cardNumber')).disabled,
    );
  });
});
