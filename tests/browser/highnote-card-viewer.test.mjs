// @ts-check
// The drop-in card viewer, held to the documentation of Highnote's package: each option, callback,
// error and method. The tests also cover mistakes of that package: it falls back to the body,
// leaves frames after `unmount`, and puts a token into an address.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { dropIns } from './support/highnote.mjs';
import { clickOn, pressAsPerson } from './support/keys.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('drop-in card viewer', () => {
  const scene = useScene();
  const {
    runScript,
    field,
    frames,
    allCalls,
    callback,
    open,
    render,
    shownText,
    waitForText,
    isMasked,
  } = dropIns(scene);

  test('shows a masked card, and shows and hides its number when the page asks', async () => {
    const { card } = scene;
    await open('card', { id: card.id });
    await callback('onReady');
    for (const place of ['#number', '#cvv', '#expiry'])
      assert.ok(isMasked(await shownText(place)), place);

    assert.equal(await runScript("return harness.call('toggleCardNumberMask') ?? null"), null);
    await waitForText('#number', (text) => text.endsWith(card.last4));
    assert.ok(isMasked(await shownText('#cvv')), 'only the number is shown');
    await runScript("harness.call('toggleCardNumberMask')");
    await waitForText('#number', isMasked);
    assert.deepEqual(
      (await allCalls()).filter(({ name }) => name === 'onError'),
      [],
    );

    const addresses = await runScript(
      "return [...document.querySelectorAll('iframe')].map((frame) => frame.src).join(' ')",
    );
    assert.ok(
      !/token|eyJ/.test(addresses) && !addresses.includes(card.id),
      'neither the token nor the card is in an address',
    );
    await runScript("return harness.call('unmount')");
    assert.equal(await frames(), 0);
  });

  test("is shown at once with maskedOnLoad: false, and can't be copied with enableClipboard: false", async () => {
    await open('card', { id: scene.card.id, maskedOnLoad: false, enableClipboard: false });
    await waitForText('#number', (text) => text.endsWith(scene.card.last4));
    await waitForText('#cvv', (text) => /^\d{3}$/.test(text));
    await waitForText('#expiry', (text) => /^\d\d\/\d\d$/.test(text));
    const copyIsHidden = () =>
      field('#number').inside(() => runScript("return document.querySelector('.copy').hidden"));
    assert.equal(await copyIsHidden(), true);
  });

  test('styles are applied', async () => {
    await open('card', {
      id: scene.card.id,
      styles: { fontSize: '21px', color: 'rgb(10, 20, 30)', cursor: 'pointer' },
    });
    await callback('onReady');
    const looks = await field('#number').inside(() =>
      runScript(
        "return [getComputedStyle(document.body).color, getComputedStyle(document.querySelector('.seen')).fontSize]",
      ),
    );
    assert.deepEqual(looks, ['rgb(10, 20, 30)', '21px']);
  });

  for (const [colorScheme, theme] of [
    [undefined, 'light'],
    ['light dark', 'system'],
    ['dark', 'dark'],
  ]) {
    test(`on a page of ${colorScheme ?? 'no'} color-scheme, its theme is ${theme}`, async () => {
      await open('card', { id: scene.card.id }, colorScheme);
      assert.equal(
        await field('#number').inside(() =>
          runScript('return document.documentElement.dataset.theme'),
        ),
        theme,
      );
    });
  }

  test('a <meta> sets the theme if the root element has no color-scheme', async () => {
    await scene.visit('/highnote.html');
    await runScript(
      "document.head.append(Object.assign(document.createElement('meta'), { name: 'color-scheme', content: 'dark' }))",
    );
    await render('card', { id: scene.card.id });
    assert.equal(
      await field('#number').inside(() =>
        runScript('return document.documentElement.dataset.theme'),
      ),
      'dark',
    );
  });

  test('errors of an invalid token, and of one without the permission to read', async () => {
    await open('card', { id: scene.card.id, clientToken: 'a.b.c' });
    const [error] = await callback('onError');
    assert.equal(error.name, 'InvalidCredentialError');
    assert.equal(typeof error.context.requestId, 'string');
    assert.equal(
      (await runScript("return harness.call('toggleCardNumberMask')")).name,
      'CardViewerToggleMaskError',
    );

    await open('card', { id: scene.card.id, use: 'setPaymentCardPin' });
    const [denied] = await callback('onError');
    assert.equal(denied.name, 'CardViewerRequestError');
    assert.equal(denied.message, 'access-denied');
    assert.notEqual(denied.context.requestId, '');
  });

  test('an unknown selector is an error, and no frame is inserted', async () => {
    for (const selector of ['#nowhere', '', '][']) {
      await open('card', { id: scene.card.id, selector });
      const [error] = await callback('onError');
      assert.equal(error.name, 'CardViewerFieldsInputError', selector);
      assert.equal(await frames(), 0, selector);
    }
  });

  /**
   * Copies the CVV, or fails. The field refuses until the browser reports that it is visible, so
   * the person clicks again.
   */
  const copied = () =>
    until('the page gets the result', async () => {
      await field('#cvv').inside(async () =>
        pressAsPerson(scene.driver, await scene.driver.findElement(By.css('.copy'))),
      );
      const isEnd = (/** @type {{ name: string, what: any }} */ { name, what }) =>
        name === 'onCopyToClipboardSuccess' ||
        (name === 'onError' && what[0].message === 'not-copied');
      return (await allCalls()).find(isEnd);
    });

  test('the field reports a copied value', async () => {
    await open('card', { id: scene.card.id });
    await callback('onReady');
    const { name, what } = await copied();
    // In a browser that lets no page write to the clipboard, the field shows it to the person, and
    // the page gets an error.
    const said = await field('#cvv').inside(() =>
      runScript("return document.querySelector('.status').textContent"),
    );
    assert.equal(said === 'Copied', name === 'onCopyToClipboardSuccess', said);
    if (said === 'Copied') assert.deepEqual(what[0], { field: 'cvv' });
    else {
      assert.notEqual(scene.engine, 'chromium', said);
      assert.deepEqual(what, [
        { name: 'CopyToClipboardError', message: 'not-copied', field: 'cvv' },
      ]);
    }
  });

  test('a value that is not shown is a plain error, and one that is not copied is a CopyToClipboardError', async () => {
    await open('card', { id: scene.card.id });
    await callback('onReady');
    const press = (/** @type {string} */ button) =>
      field('#number').inside(async () =>
        clickOn(scene.driver, await scene.driver.findElement(By.css(button))),
      );
    await runScript("document.querySelector('#number iframe').style.width = '90px'");
    await press('.reveal');
    assert.deepEqual(await callback('onError'), [{ message: 'covered: cardNumber' }]);
    await press('.copy');
    assert.deepEqual(await callback('onError', 2), [
      { name: 'CopyToClipboardError', message: 'covered', field: 'cardNumber' },
    ]);
    assert.ok(isMasked(await shownText('#number')));

    // Behaves like a browser whose settings, or whose page's policy, forbid it.
    await field('#cvv').inside(() =>
      runScript(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
      ),
    );
    assert.deepEqual((await copied()).what, [
      { name: 'CopyToClipboardError', message: 'not-copied', field: 'cvv' },
    ]);
    assert.equal(
      await field('#cvv').inside(() =>
        runScript("return document.querySelector('.status').textContent"),
      ),
      'This was not copied.',
    );
    assert.deepEqual(
      (await allCalls()).filter(({ name }) => name === 'onCopyToClipboardSuccess'),
      [],
    );
  });
});
