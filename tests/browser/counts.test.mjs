// @ts-check
// Numbers of requests, messages and tasks, each held to its budget (support/budgets.mjs). The
// server, the page and Chromium's trace count them from outside.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Instruments } from './support/instruments.mjs';
import { MESSAGES, REQUESTS, TASKS } from './support/budgets.mjs';
import { hold } from './support/counting.mjs';
import { FormPage } from './support/form-page.mjs';
import { press } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { ownSandbox } from './support/own-sandbox.mjs';
import { useScene } from './support/scene.mjs';
import { tasksDuring } from './support/tasks.mjs';
import { visit } from './support/visit.mjs';
import { until } from './support/wait.mjs';

/** The page /use-cases/page.html with a script that counts its messages. */
const COUNTED = '/counted.html';

describe('counted work', () => {
  const scene = useScene();

  /** @returns {Promise<string[]>} */
  const crossed = () => scene.driver.executeScript('return counter.crossed()');

  /**
   * Counts the messages between the page and its frames during some work.
   *
   * @param {FormPage} page
   * @param {() => Promise<unknown>} work
   * @returns {Promise<{ out: string[], in: string[] }>}
   */
  async function during(page, work) {
    const before = (await crossed()).length;
    await work();
    // Messages arrive in order: when the vault has refused this call, all its earlier messages have
    // arrived.
    expectError(await page.call('viewPaymentCard', { paymentCardId: 7 }), 'invalid-input');
    const after = (await crossed()).slice(before);
    const [asked, refused] = ['out call', 'in failed'].map((name) => after.lastIndexOf(name));
    return sorted(after.filter((_, at) => at !== asked && at !== refused));
  }

  /** @param {string[]} messages */
  function sorted(messages) {
    const of = (/** @type {string} */ way) => messages.filter((name) => name.startsWith(`${way} `));
    return { out: of('out'), in: of('in'), window: of('window') };
  }

  /** @param {string[]} kinds */
  const open = (kinds, token = { for: 'setPaymentCardPin', id: scene.card.id }, options = {}) =>
    FormPage.open(scene, { token, fields: kinds.map((kind) => ({ kind, options })) }, COUNTED);

  test('requests of a visit and of a call', async (context) => {
    // Uses another sandbox, whose files no browser has in its cache.
    const { addresses, control } = await ownSandbox(context);
    const url = new URL(COUNTED, addresses.app).href;
    const token = { for: 'setPaymentCardPin', id: scene.card.id };
    for (const which of /** @type {const} */ (['first', 'second'])) {
      await control.clearRequests();
      await FormPage.open(scene, { token, fields: [{ kind: 'pin' }] }, url);
      await visit(scene.driver, new URL('about:blank'));
      const asked = (await control.requests())
        .filter(({ origin }) => origin === 'frame')
        .map(({ path }) => path);
      hold(context, `frame, ${which} visit`, REQUESTS[`frame, ${which} visit`], asked);
      if (which === 'first')
        assert.ok(
          asked.some((path) => path.endsWith('.wasm')),
          'the count includes loaded files',
        );
    }

    const page = await FormPage.open(scene, { token, fields: [{ kind: 'pin' }] }, url);
    await control.clearRequests();
    await page.type({ pin: '8264' });
    expectSuccess(await page.call('setPaymentCardPin', { paymentCardId: scene.card.id }));
    const requests = await control.requests();
    const of = (/** @type {string} */ wanted) => requests.filter(({ origin }) => origin === wanted);
    // Requests of the customer's server carry the API key.
    const own = of('api').filter(
      ({ headersSeen }) => !headersSeen.authorization?.startsWith('Basic'),
    );
    hold(
      context,
      'API, first PIN',
      REQUESTS['API, first PIN'],
      own.map(({ method, path }) => `${method} ${path}`),
    );
    const asked = of('app').map(({ method, path }) => `${method} ${path}`);
    hold(context, "customer's server, first PIN", REQUESTS["customer's server, first PIN"], asked);
  });

  test('messages of opening a session, and of one more field', async (context) => {
    const page = await open([]);
    const opening = sorted(await crossed());
    for (const way of /** @type {const} */ (['window', 'out', 'in']))
      hold(context, `open, ${way}`, MESSAGES[`open, ${way}`], opening[way]);
    assert.ok(opening.in.includes('in ready'), 'the count includes messages');

    await scene.driver.executeScript("harness.add({ kind: 'pin' })");
    const ready = (/** @type {number} */ times) => () =>
      until(
        'it is ready',
        async () =>
          (await page.told()).filter(({ source, type }) => source === 'pin' && type === 'ready')
            .length === times,
      );
    await ready(1)();
    await page.field('pin', 'unmount');
    const more = await during(page, async () => {
      await page.field('pin', 'mount', '[data-name=pin]');
      await ready(2)();
    });
    for (const way of /** @type {const} */ (['out', 'in']))
      hold(context, `one more field, ${way}`, MESSAGES[`one more field, ${way}`], more[way]);
  });

  test('messages of a first mount', async (context) => {
    await open(['givenName', 'familyName', 'email']);
    const mount = sorted(await crossed());
    for (const way of /** @type {const} */ (['out', 'in'])) {
      hold(
        context,
        `first mount of 3 fields, ${way}`,
        MESSAGES[`first mount of 3 fields, ${way}`],
        mount[way],
      );
    }
  });

  test('messages of keys, of setting a PIN, and of the end', async (context) => {
    const { driver, card } = scene;
    const page = await open(['pin']);
    const pin = page.input('pin');
    await during(page, () => pin.click());
    for (const [name, key] of /** @type {const} */ ([
      ['first key', '8'],
      ['further key', '2'],
      ['further key', '6'],
      ['last key', '4'],
    ])) {
      const typed = await during(page, () => pin.inside(() => press(driver, key)));
      hold(context, `${name}, in`, MESSAGES[`${name}, in`], typed.in);
      hold(context, 'key, out', MESSAGES['key, out'], typed.out);
    }
    assert.equal(await pin.value(), '8264');

    for (const which of /** @type {const} */ (['first', 'second'])) {
      if (which === 'second') await page.type({ pin: '1937' });
      const set = await during(page, async () =>
        expectSuccess(await page.call('setPaymentCardPin', { paymentCardId: card.id })),
      );
      for (const way of /** @type {const} */ (['out', 'in']))
        hold(context, `${which} PIN, ${way}`, MESSAGES[`${which} PIN, ${way}`], set[way]);
    }

    const before = (await crossed()).length;
    await page.session('destroy');
    hold(
      context,
      'destroy, out',
      MESSAGES['destroy, out'],
      sorted((await crossed()).slice(before)).out,
    );
  });

  test('messages of a reveal', async (context) => {
    const { id } = scene.card;
    const page = await open(['cardNumber'], { for: 'viewPaymentCard', id }, { masked: false });
    const reveal = await during(page, async () => {
      expectSuccess(await page.call('viewPaymentCard', { paymentCardId: id }));
      await page.heard('cardNumber', 'reveal');
    });
    for (const way of /** @type {const} */ (['out', 'in']))
      hold(context, `reveal, ${way}`, MESSAGES[`reveal, ${way}`], reveal[way]);
  });

  test('tasks of keys, of setting a PIN, and of a reveal', async (context) => {
    if (scene.engine !== 'chromium') return context.diagnostic('only Chromium reports its tasks');
    const { driver, card } = scene;
    const instruments = await Instruments.of(driver);
    context.after(() => instruments.close());
    /** @type {FormPage} */
    let page;
    const refused = async () =>
      void expectError(await page.call('viewPaymentCard', { paymentCardId: 7 }), 'invalid-input');
    /**
     * The last message ends the recording, and is subtracted.
     * @param {keyof typeof TASKS} name
     * @param {() => Promise<unknown>} work
     */
    const count = async (name, work) => {
      const [all, last] = [
        await tasksDuring(instruments, () => work().then(refused)),
        await tasksDuring(instruments, refused),
      ];
      assert.ok(last.length > 0, 'the count includes tasks');
      hold(context, name, TASKS[name], all.slice(last.length));
    };

    page = await open(['pin']);
    const pin = page.input('pin');
    await pin.click();
    await refused();
    for (const key of '8264') await count('key', () => pin.inside(() => press(driver, key)));
    const set = async () =>
      void expectSuccess(await page.call('setPaymentCardPin', { paymentCardId: card.id }));
    await count('first PIN', set);
    await page.type({ pin: '1937' });
    await refused();
    await count('second PIN', set);

    page = await open(['cardNumber'], { for: 'viewPaymentCard', id: card.id }, { masked: false });
    await count('reveal', async () => {
      expectSuccess(await page.call('viewPaymentCard', { paymentCardId: card.id }));
      await page.heard('cardNumber', 'reveal');
    });
  });
});
