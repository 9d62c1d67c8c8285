// @ts-check
// Fields in a page of 320 CSS pixels, which is also a page of 1280 at 400 % zoom: nothing scrolls
// sideways, nothing is cut off, and every target is large enough. `demo.test.mjs` covers the demo's
// pages at that width.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from '../docs/markdown.mjs';
import { FormPage } from './support/form-page.mjs';
import { NARROW, tooNarrow } from './support/narrow.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { PDF, writeFiles } from './support/test-files.mjs';
import { until } from './support/wait.mjs';

const TYPED = [
  ...[
    'givenName',
    'middleName',
    'familyName',
    'suffix',
    'title',
    'dateOfBirth',
    'socialSecurityNumber',
    'email',
    'phoneNumber',
  ],
  ...[
    'streetAddress',
    'extendedAddress',
    'locality',
    'region',
    'postalCode',
    'countryCodeAlpha3',
    'totalAnnualIncome',
  ],
];
const OF_BUSINESS = [
  ...[
    'employerIdentificationNumber',
    'annualRevenue',
    'legalBusinessName',
    'doingBusinessAsName',
    'businessType',
    'businessDescription',
    'website',
  ],
];

describe('in 320 px', () => {
  const scene = useScene();

  /** @param {import("../pages/use-cases/page.js").PageOptions} options @param {number} [width] */
  const open = (options, width = NARROW) =>
    FormPage.open(scene, options, `/use-cases/page.html?width=${width}`);

  /**
   * Asserts that all fields of a page fit.
   * @param {FormPage} page
   * @param {readonly string[]} names
   */
  async function fits(page, names) {
    /** @type {Record<string, string[]>} */
    const found = {};
    for (const name of names) {
      const wrong = await page.shown(name).inside(async () => {
        const width = Number(await scene.driver.executeScript('return innerWidth'));
        assert.ok(width > 0 && width < NARROW, `${name} is ${width} px wide`);
        return tooNarrow(scene.driver, { isField: true, mayBeCut: '.files .name, .files select' });
      });
      if (wrong.length > 0) found[name] = wrong;
    }
    assert.deepEqual(found, {});
  }

  const called = [
    {
      what: 'a person',
      token: { for: 'tokenizeAccountHolder' },
      kinds: TYPED,
      operation: 'tokenizePersonAccountHolder',
    },
    {
      what: 'a business',
      token: { for: 'tokenizeAccountHolder' },
      kinds: OF_BUSINESS,
      operation: 'tokenizeBusinessAccountHolder',
    },
  ];
  for (const { what, token, kinds, operation } of called) {
    test(`${what}: every field, and its error when it is empty`, async () => {
      const page = await open({ token, fields: kinds.map((kind) => ({ kind })) });
      expectError(await page.call(operation, {}), 'invalid-fields');
      await fits(page, kinds);
    });
  }

  test('a PIN twice, typed and refused', async () => {
    const kinds = ['pin', 'pinConfirm'];
    const page = await open({
      token: { for: 'setPaymentCardPin', id: scene.card.id },
      fields: kinds.map((kind) => ({ kind })),
    });
    await page.type({ pin: '8264', pinConfirm: '8265' });
    expectError(
      await page.call('setPaymentCardPin', { paymentCardId: scene.card.id }),
      'invalid-fields',
    );
    await fits(page, kinds);
  });

  test('a card: its face and its values, hidden and revealed, within the padding of a page', async () => {
    const kinds = ['paymentCard', 'cardNumber', 'expirationDate', 'cvv'];
    const fields = kinds.map((kind) => ({
      kind,
      options: kind === 'paymentCard' ? { cardholderName: 'Fanny Caecilie Hensel' } : {},
    }));
    const page = await open(
      { token: { for: 'viewPaymentCard', id: scene.card.id }, fields },
      NARROW - 48,
    );
    expectSuccess(await page.call('viewPaymentCard', { paymentCardId: scene.card.id }));
    await fits(page, kinds);
    for (const kind of ['cardNumber', 'expirationDate', 'cvv']) {
      await page.shown('paymentCard').reveal(kind);
      await page.shown(kind).reveal(kind);
    }
    await fits(page, kinds);
  });

  test('an account: its longest number, of seventeen digits', async () => {
    const { id } = scene.objects.directDepositDetails[0];
    const kinds = ['accountNumber', 'routingNumber'];
    const page = await open({
      token: { for: 'viewDirectDepositDetail', id },
      fields: kinds.map((kind) => ({ kind })),
    });
    expectSuccess(await page.call('viewDirectDepositDetail', { directDepositDetailId: id }));
    for (const kind of kinds) await page.shown(kind).reveal(kind);
    await fits(page, kinds);
    await page
      .shown('accountNumber')
      .inside(() =>
        scene.driver.executeScript("document.querySelector('.seen').textContent = '9'.repeat(17)"),
      );
    await fits(page, ['accountNumber']);
  });

  test('documents: the empty list, and one with long names', async () => {
    const session = scene.objects.documentUploadSessions.find(({ status }) => status === 'CREATED');
    assert.ok(session);
    const options = { documentTypes: session.requiredDocumentTypes };
    const page = await open({
      token: { for: 'uploadDocuments', id: session.id },
      fields: [{ kind: 'document', options }],
    });
    expectError(
      await page.call('uploadDocuments', { documentUploadSessionId: session.id }),
      'invalid-fields',
    );
    await fits(page, ['document']);
    await page.pick(
      await writeFiles({
        'a-bill-with-a-rather-long-name-from-the-month-before-last.pdf': PDF,
        'b.pdf': PDF,
      }),
    );
    const count = () =>
      page
        .shown('document')
        .inside(() =>
          scene.driver.executeScript("return document.querySelectorAll('.files li').length"),
        );
    await until('both are in the list', async () => (await count()) === 2);
    await fits(page, ['document']);
  });

  test('the texts of every language fit their line', async () => {
    const page = await open({
      token: { for: 'setPaymentCardPin', id: scene.card.id },
      fields: [{ kind: 'pin' }],
    });
    const folder = join(ROOT, 'core', 'words');
    const files = readdirSync(folder);
    assert.ok(files.length >= 15);
    const linesOf = (/** @type {string} */ name) =>
      readFileSync(join(folder, name), 'utf8').trim().split('\n');
    // The word whose box has several lines (`Word::ChooseFiles`).
    const chooseFiles = linesOf('en.txt').findIndex((text) => text.startsWith('Choose or drop'));
    assert.notEqual(chooseFiles, -1);
    const lines = files.flatMap((name) =>
      linesOf(name)
        .toSpliced(chooseFiles, 1)
        .map((text) => [name.slice(0, 2), text]),
    );
    const found = await page.shown('pin').inside(() =>
      scene.driver.executeScript(
        `const said = document.querySelector(".error");
         return arguments[0].filter(([language, text]) => {
           document.documentElement.lang = language;
           said.textContent = text;
           return said.scrollWidth > said.clientWidth;
         }).map((line) => line.join(": "));`,
        lines,
      ),
    );
    assert.deepEqual(found, []);
  });

  test('control: cut text, wide fields and small targets are found', async () => {
    const page = await open({
      token: { for: 'setPaymentCardPin', id: scene.card.id },
      fields: [{ kind: 'pin' }],
    });
    const broken = await page.shown('pin').inside(async () => {
      await scene.driver.executeScript(`
        document.querySelector("label").textContent = "A label that is longer than any line of this width can be";
        document.querySelector("button").style.inlineSize = "20px";
        document.querySelector(".box").style.inlineSize = "400px";
        document.querySelector(".error").textContent = "Up here";
        document.querySelector(".error").style.marginBlockStart = "-40px";`);
      return tooNarrow(scene.driver, { isField: true });
    });
    const all = broken.join('\n');
    for (const pattern of [
      /^it scrolls sideways/m,
      /^cut off: "A label/m,
      /^a target of 20 /m,
      /^out of the window/m,
      /^under another thing: "Up here/m,
    ])
      assert.match(all, pattern);
  });
});
