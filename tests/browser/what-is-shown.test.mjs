// @ts-check
// Fields show the values of one object at a time. Nothing of a first card stays beside a second
// card, and a value waits for its field.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startMiddleman } from '../attacks/support/middleman.mjs';
import { FormPage } from './support/form-page.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

const DETAILS = ['cardNumber', 'cvv', 'expirationDate'];

describe('what is shown', () => {
  const scene = useScene();
  /** @type {import("../attacks/support/middleman.mjs").Middleman} */
  let middleman;
  before(async () => void (middleman = await startMiddleman(scene.addresses)));
  after(() => middleman.stop());

  /** @param {string} id */
  const tokenFor = (id) =>
    scene.control.mintToken({ for: 'viewPaymentCard', id, usage: 'SINGLE_USE' });

  /**
   * Opens a page with fields that show the card.
   *
   * @param {import("../pages/use-cases/page.js").FieldWish[]} fields
   * @param {(card: any) => void} [change] changes each card in the answers of the API
   */
  async function open(fields, change) {
    middleman.reset();
    if (change) {
      middleman.onApi((passing) => {
        const answer = JSON.parse(String(passing.body));
        if (answer.data?.node) change(answer.data.node);
        passing.body = JSON.stringify(answer);
      });
    }
    return FormPage.open(scene, {
      token: { for: 'viewPaymentCard', id: scene.card.id },
      fields,
      session: change ? { frameUrl: middleman.frameUrl } : {},
    });
  }

  /** @param {FormPage} page @param {{ id: string }} card */
  async function view(page, { id }) {
    await page.giveToken(await tokenFor(id));
    return page.call('viewPaymentCard', { paymentCardId: id });
  }

  /** @param {FormPage} page @param {string} name @param {string} kind */
  async function revealed(page, name, kind = name) {
    const { seen } = await page.shown(name).reveal(kind);
    await page.session('hide');
    return seen.replaceAll(' ', '');
  }

  /** @param {FormPage} page @param {string} name @param {string} kind */
  const isUsable = async (page, name, kind = name) =>
    !(await page.shown(name).state(kind)).disabled;

  const details = async (/** @type {{ id: string }} */ { id }) => {
    const { number, cvv, expirationMonth, expirationYear } = await scene.control.cardDetails(id);
    return [number, cvv, `${expirationMonth}/${expirationYear.slice(2)}`];
  };

  for (const lacks of ['restrictedDetails', 'cvv', 'number']) {
    test(`a second card without ${lacks}: the call names what is missing, and nothing of the first card is left`, async () => {
      const page = await open(
        DETAILS.map((kind) => ({ kind })),
        (card) => {
          if (card.id !== scene.otherCard.id) return;
          if (lacks === 'restrictedDetails') card.restrictedDetails = null;
          else card.restrictedDetails[lacks] = null;
        },
      );
      expectSuccess(await view(page, scene.card));
      assert.equal(await revealed(page, 'cardNumber'), (await details(scene.card))[0]);
      const { fields } = expectError(await view(page, scene.otherCard), 'value-missing');
      const kinds = {
        restrictedDetails: ['cardNumber', 'cvv'],
        cvv: ['cvv'],
        number: ['cardNumber'],
      };
      assert.deepEqual(
        fields,
        kinds[/** @type {keyof typeof kinds} */ (lacks)].map((path) => ({ path, code: 'missing' })),
      );
      for (const kind of DETAILS) assert.equal(await isUsable(page, kind), false, kind);
    });
  }

  test('a missing value without a field is no error, and the first card’s value is gone', async () => {
    const page = await open([{ kind: 'cardNumber' }], (card) => {
      if (card.id === scene.otherCard.id) card.restrictedDetails.cvv = null;
    });
    expectSuccess(await view(page, scene.card));
    expectSuccess(await view(page, scene.otherCard));
    const [number] = await details(scene.otherCard);
    assert.equal(await revealed(page, 'cardNumber'), number);
    await scene.driver.executeScript('harness.add(arguments[0])', { kind: 'cvv' });
    await page.heard('cvv', 'ready');
    assert.equal(await isUsable(page, 'cvv'), false);
  });

  test('a field that comes after the answer shows its value, also when it was mounted before', async () => {
    const page = await open([{ kind: 'cardNumber' }]);
    expectSuccess(await view(page, scene.card));
    const [number, cvv] = await details(scene.card);
    await scene.driver.executeScript('harness.add(arguments[0])', { kind: 'cvv' });
    await page.heard('cvv', 'ready');
    assert.equal(await revealed(page, 'cvv'), cvv);
    const times = async () =>
      (await page.told()).filter((e) => e.source === 'cardNumber' && e.type === 'ready').length;
    const before = await times();
    await page.field('cardNumber', 'unmount');
    await page.field('cardNumber', 'mount', '[data-name="cardNumber"]');
    await until('it is ready again', async () => (await times()) > before);
    assert.equal(await revealed(page, 'cardNumber'), number);
  });

  test('a field whose document loads longer than the call takes shows its value', async () => {
    const page = await open([]);
    await scene.driver.executeScript(
      // The test delays its document; until it loads, the field shows nothing.
      `harness.add({ kind: "cardNumber" });
      const frame = document.querySelector('[data-name="cardNumber"] iframe');
      window.late = frame.src;
      frame.src = "about:blank";`,
    );
    expectSuccess(await view(page, scene.card));
    await scene.driver.executeScript(
      `document.querySelector('[data-name="cardNumber"] iframe').src = window.late`,
    );
    await page.heard('cardNumber', 'ready');
    assert.equal(await revealed(page, 'cardNumber'), (await details(scene.card))[0]);
  });

  test('of two cards on one page, a field that names one shows that one', async () => {
    const cards = [scene.card, scene.otherCard];
    const page = await open([
      ...cards.map(({ id }) => ({
        kind: 'paymentCard',
        name: id,
        options: { paymentCardId: id },
      })),
      { kind: 'cardNumber' },
    ]);
    for (const card of cards) expectSuccess(await view(page, card));
    for (const card of cards) {
      const shown = [];
      for (const kind of DETAILS) shown.push(await revealed(page, card.id, kind));
      assert.deepEqual(shown, await details(card));
    }
    const [number] = await details(scene.otherCard);
    assert.equal(await revealed(page, 'cardNumber'), number, 'the last card, without a name');
    await page.field('cardNumber', 'update', { paymentCardId: scene.card.id });
    await until('it is the first one’s', async () => {
      const [first] = await details(scene.card);
      return (await revealed(page, 'cardNumber')) === first;
    });
    // A card without an answer has no value to show.
    await page.field('cardNumber', 'update', { paymentCardId: 'cd_other' });
    await until('there is no value to show', async () => !(await isUsable(page, 'cardNumber')));
  });

  test('the expiry is the date printed on the card, and not the month of its end in UTC', async () => {
    for (const card of scene.objects.paymentCards) {
      const { expirationDate, expirationMonth } = await scene.control.cardDetails(card.id);
      if (expirationDate.split('-')[1] === expirationMonth) continue;
      const page = await open([{ kind: 'expirationDate' }]);
      expectSuccess(await view(page, card));
      assert.equal(await revealed(page, 'expirationDate'), (await details(card))[2]);
      return;
    }
    assert.fail('the seed has no card whose month differs');
  });
});
