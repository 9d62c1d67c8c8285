// @ts-check
// The control of all use cases: the recorder hears each secret on a page that does the same jobs
// without Sordino.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, press } from '../browser/support/keys.mjs';
import { useScene } from '../browser/support/scene.mjs';
import { PDF, writeFiles } from '../browser/support/test-files.mjs';
import { digitStreams, readTrace } from '../browser/support/trace.mjs';
import { until } from '../browser/support/wait.mjs';
import { expectUnheard, overheard } from './support/overheard.mjs';
import { OTTILIE } from './support/people.mjs';

describe('the control of the recorder', () => {
  const scene = useScene();

  test('a page without Sordino overhears everything', async () => {
    const { driver, control, addresses } = scene;
    const { paymentCards, directDepositDetails } = scene.objects;
    const cards = await Promise.all(
      paymentCards.map(async ({ id }) => ({ id, ...(await control.cardDetails(id)) })),
    );
    const card = cards.find(({ cvv }) => cvv.startsWith('0'));
    assert.ok(card);
    const [{ id }] = directDepositDetails;
    const { number } = await control.accountDetails('direct-deposit-details', id);
    const token = async (/** @type {string} */ use, /** @type {string} */ of) =>
      (await control.mintToken({ for: use, id: of })).value;

    await scene.visit('/use-cases/plain.html');
    await driver.executeAsyncScript('harness.show(arguments[0]).then(arguments[1])', {
      api: addresses.api,
      card: { id: card.id, token: await token('viewPaymentCard', card.id) },
      account: { id, token: await token('viewDirectDepositDetail', id) },
    });
    const { givenName, familyName, dateOfBirth, ssn } = OTTILIE;
    const typed = { givenName, familyName, dateOfBirth, ssn, ein: '98-7654321' };
    for (const [input, text] of Object.entries(typed)) {
      await clickOn(driver, await driver.findElement(By.id(input)));
      await press(driver, text);
    }
    const [path] = await writeFiles({ 'quastenberg-passport.pdf': PDF });
    await driver.findElement(By.id('file')).sendKeys(path);
    await clickOn(driver, await driver.findElement(By.css('button')));
    await until('it is sent', () => driver.executeScript('return harness.isSent()'));

    const [year, month] = card.expirationDate.split('-');
    const secrets = {
      ...typed,
      PAN: card.number,
      CVV: card.cvv,
      expiry: `${month}/${year.slice(2)}`,
      'account number': number,
      'file name': 'quastenberg-passport',
      'file bytes': 'bytes-of-a-pdf',
    };
    const trace = await readTrace(driver);
    for (const [what, secret] of Object.entries(secrets)) {
      assert.notDeepEqual(overheard(trace, secret), [], `${what} is not recorded`);
    }
    assert.notDeepEqual(digitStreams(trace, '0123456789'), {}, 'digits key by key');
    const none = { nothing: 'not-on-this-page' };
    await assert.rejects(expectUnheard(driver, none), /an event of typing/);
  });
});
