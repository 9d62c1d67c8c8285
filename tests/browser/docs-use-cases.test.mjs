// @ts-check
// The page's half of each use case in the documentation, run unchanged: its markup, its script, and
// the actions of a person. Other tests cover fields and calls in every engine. These tests show
// that the documentation is right, so one engine is enough.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { block } from '../docs/markdown.mjs';
import { CONTACT, OTTILIE, typedOf } from '../use-cases/support/people.mjs';
import { engineUnderTest } from './support/browser.mjs';
import { Field } from './support/field.mjs';
import { clickOn } from './support/keys.mjs';
import { useScene } from './support/scene.mjs';
import { Shown } from './support/shown.mjs';
import { PDF, writeFiles } from './support/test-files.mjs';
import { until } from './support/wait.mjs';

/** @import { Scene } from "./support/scene.mjs" */

const FRAME_URL = /'https:\/\/frame\.example\.com\/[^']*'/g;

const RUN = `
  const [markup, code, data] = arguments;
  document.body.innerHTML = markup;
  Object.assign(document.querySelector("[data-id], [data-account-holder]")?.dataset ?? {}, data);
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = code;
  document.head.append(script);`;

const PERSON = { ...typedOf(OTTILIE), ...CONTACT.typed };
const BUSINESS = {
  legalBusinessName: 'Zwickmair Saiten LLC',
  businessType: 'LLC',
  employerIdentificationNumber: '98-7654321',
  ...CONTACT.typed,
};

/** @param {string} place @param {Record<string, string>} typed */
const at = (place, typed) =>
  Object.fromEntries(Object.entries(typed).map(([kind, text]) => [`${place}-${kind}`, text]));

/**
 * For each page: its inputs, the text typed into each element, the message at the end, and a check
 * of the sandbox.
 */
const CASES = [
  {
    page: 'card-viewer',
    data: (/** @type {Scene} */ scene) => ({ id: scene.card.id }),
    says: /ending in \d{4}: ACTIVE$/,
    shows: { '#card': 'cardNumber' },
  },
  {
    page: 'view-card',
    data: (/** @type {Scene} */ scene) => ({ id: scene.card.id }),
    says: /are there\.$/,
    shows: { '#card-number': 'cardNumber', '#cvv': 'cvv' },
  },
  {
    page: 'view-account',
    data: (/** @type {Scene} */ scene) => ({ id: scene.objects.directDepositDetails[0]?.id }),
    says: /^\w+ at \w+$/,
    shows: { '#account-number': 'accountNumber', '#routing-number': 'routingNumber' },
  },
  {
    page: 'view-external-account',
    data: (/** @type {Scene} */ scene) => ({ id: scene.objects.externalBankAccountDetails[0]?.id }),
    says: /^\w+ ending in \d{4}$/,
    shows: { '#account-number': 'accountNumber' },
  },
  ...['set-pin', 'secure-inputs'].map((page) => ({
    page,
    data: (/** @type {Scene} */ scene) => ({ id: scene.card.id }),
    typed: { pin: '4827', 'pin-confirm': '4827' },
    says: /is set\.$/,
    afterwards: async (/** @type {Scene} */ scene) =>
      assert.ok(await scene.control.pinIs(scene.card.id, '4827')),
  })),
  {
    page: 'upload-documents',
    data: (/** @type {Scene} */ scene) => ({
      id: scene.objects.documentUploadSessions.find(({ status }) => status === 'CREATED')?.id,
    }),
    files: true,
    says: /^All is up: SUBMITTED$/,
  },
  { page: 'tokenize-person', typed: PERSON, says: /^A token of \d+ characters/ },
  { page: 'create-person', typed: PERSON, says: /^Created: \S+$/ },
  ...['tokenize', 'create'].map((verb) => ({
    page: `${verb}-authorized-user`,
    data: (/** @type {Scene} */ scene) => ({
      accountHolder: scene.objects.accountHolders.find(({ kind }) => kind === 'business')?.id,
    }),
    typed: PERSON,
    says: /^(A token of \d+ characters|Created: \S+$)/,
  })),
  ...['tokenize', 'create'].map((verb) => ({
    page: `${verb}-business`,
    typed: { ...at('business', BUSINESS), ...at('person', PERSON) },
    says: /^(A token of \d+ characters|Created: \S+$)/,
  })),
];

if (engineUnderTest().name === 'chromium') {
  describe('use cases in the documentation', () => {
    const scene = useScene();

    for (const {
      page,
      data,
      typed = {},
      files,
      says,
      shows = {},
      afterwards,
    } of /** @type {any[]} */ (CASES)) {
      test(`${page}.md runs unchanged`, async () => {
        const { driver, addresses } = scene;
        const markdown = `docs/use-cases/${page}.md`;
        const [markup, script] = [
          block(markdown, 'page', 'html').code,
          block(markdown, 'page', 'js').code,
        ];
        assert.equal(script.match(FRAME_URL)?.length, 1);
        await scene.visit('/readme.html');
        await driver.executeScript(
          RUN,
          markup,
          script.replace(FRAME_URL, JSON.stringify(addresses.frame)),
          data?.(scene) ?? {},
        );

        /** @param {string} selector */
        const frame = (selector) => () => driver.findElement(By.css(`${selector} iframe`));
        await until('every field is ready', async () => {
          const titles = await driver.executeScript(
            "return [...document.querySelectorAll('iframe.sordino-field')].map((frame) => frame.title)",
          );
          return (
            Array.isArray(titles) && titles.length > 0 && titles.every((title) => title !== '')
          );
        });
        for (const [id, text] of Object.entries(typed)) {
          const field = new Field(driver, frame(`#${id}`));
          if (id.endsWith('businessType'))
            await field.inside(() =>
              driver.findElement(By.css(`select option[value="${text}"]`)).click(),
            );
          else
            await field.inside(() =>
              driver.findElement(By.css('input, select')).sendKeys(String(text)),
            );
        }
        if (files) {
          const [path = ''] = await writeFiles({ 'passport.pdf': PDF });
          await new Field(driver, frame('#document')).inside(async () => {
            await driver.findElement(By.css('input[type=file]')).sendKeys(path);
            const passport = By.css('.files option[value="PASSPORT"]');
            await until('it is listed', async () => (await driver.findElements(passport))[0]);
            await driver.findElement(passport).click();
          });
        }
        const button = await driver.findElement(By.css('button'));
        await until('the button can be pressed', () => button.isEnabled());
        await driver.executeScript('arguments[0].scrollIntoView()', button);
        await clickOn(driver, button);
        const output = driver.findElement(By.css('output'));
        const said = await until(
          'the page shows the result',
          async () => (await output.getText()) || undefined,
        );
        assert.match(said, says);
        for (const [selector, kind] of Object.entries(shows)) {
          const { seen } = await new Shown(driver, frame(selector)).reveal(String(kind));
          assert.match(seen, /^[\d ]+$/, 'the shown value is digits');
        }
        await afterwards?.(scene);
      });
    }

    test('control: with a PIN that does not match, the page shows an error', async () => {
      const { driver, addresses, card } = scene;
      const [markup, script] = [
        block('docs/use-cases/set-pin.md', 'page', 'html').code,
        block('docs/use-cases/set-pin.md', 'page', 'js').code,
      ];
      await scene.visit('/readme.html');
      await driver.executeScript(
        RUN,
        markup,
        script.replace(FRAME_URL, JSON.stringify(addresses.frame)),
        { id: card.id },
      );
      const frame = () => driver.findElement(By.css('#pin iframe'));
      await until('the field is ready', () =>
        frame().then(
          (found) => found.getAttribute('title'),
          () => '',
        ),
      );
      await new Field(driver, frame).type('4827');
      await clickOn(driver, await driver.findElement(By.css('button')));
      const output = driver.findElement(By.css('output'));
      assert.equal(
        await until('the page shows the result', async () => (await output.getText()) || undefined),
        'It failed: invalid-fields',
      );
    });
  });
} else {
  test('the use cases of the documentation are run in Chromium', () =>
    assert.notEqual(engineUnderTest().name, 'chromium'));
}
