// @ts-check
// The drop-in modules, held to what the documents of Highnote's packages say, in our own words:
// each option, callback, error and returned method; and to what those do wrong (no fallback to the
// body, nothing left after `unmount`, no token in an address).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { Field } from './support/field.mjs';
import { clickOn, pressAsPerson } from './support/keys.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('drop-in modules', () => {
  const scene = useScene();

  /** @returns {Promise<any>} */
  const ask = (/** @type {string} */ source, /** @type {unknown[]} */ ...args) =>
    scene.driver.executeScript(source, ...args);
  /** @param {string} place */
  const field = (place) =>
    new Field(
      scene.driver,
      () =>
        /** @type {Promise<any>} */ (
          // It has its title once the field in it can be used.
          until(`${place} has its field`, () =>
            ask(
              "const f = document.querySelector(arguments[0] + ' iframe[title]'); f?.scrollIntoView({ block: 'nearest' }); return f",
              place,
            ),
          )
        ),
    );
  const frames = () => ask("return document.querySelectorAll('iframe').length");
  /** @returns {Promise<{ name: string, what: any }[]>} */
  const called = () => ask('return harness.called()');
  /** @param {string} name @param {number} [times] */
  const calledBack = (name, times = 1) =>
    until(`${name} is called`, async () => {
      const calls = (await called()).filter((call) => call.name === name);
      return calls.length >= times && calls[times - 1].what;
    });

  /**
   * @param {"card" | "pin" | "documents"} module
   * @param {object} options
   * @param {string} [colorScheme] of the page
   */
  async function open(module, options, colorScheme) {
    await scene.visit('/highnote.html');
    if (colorScheme)
      await ask('document.documentElement.style.colorScheme = arguments[0]', colorScheme);
    await render(module, options);
  }

  /** @param {"card" | "pin" | "documents"} module @param {object} options */
  async function render(module, options) {
    const end = await scene.driver.executeAsyncScript(
      "const done = arguments[2]; harness[arguments[0]](arguments[1]).then(() => done('ok'), (e) => done(String(e)))",
      module,
      options,
    );
    assert.equal(end, 'ok');
  }

  /** What stands in a field that shows a value. @param {string} place @returns {Promise<string>} */
  const shown = (place) =>
    field(place).inside(() => ask("return document.querySelector('.seen').textContent"));
  /** @param {string} place @param {(text: string) => boolean} fits */
  const shows = (place, fits) => until(`${place} shows it`, async () => fits(await shown(place)));
  const isMasked = (/** @type {string} */ text) => text !== '' && !/\d{3}/.test(text);

  describe('card viewer', () => {
    test('shows a card hidden, and its number when the page asks; hides it again', async () => {
      const { card } = scene;
      await open('card', { id: card.id });
      await calledBack('onReady');
      for (const place of ['#number', '#cvv', '#expiry'])
        assert.ok(isMasked(await shown(place)), place);

      assert.equal(await ask("return harness.call('toggleCardNumberMask') ?? null"), null);
      await shows('#number', (text) => text.endsWith(card.last4));
      assert.ok(isMasked(await shown('#cvv')), 'the number alone');
      await ask("harness.call('toggleCardNumberMask')");
      await shows('#number', isMasked);
      assert.deepEqual(
        (await called()).filter(({ name }) => name === 'onError'),
        [],
      );

      const addresses = await ask(
        "return [...document.querySelectorAll('iframe')].map((frame) => frame.src).join(' ')",
      );
      assert.ok(
        !/token|eyJ/.test(addresses) && !addresses.includes(card.id),
        'neither the token nor the card is in an address',
      );
      await ask("return harness.call('unmount')");
      assert.equal(await frames(), 0);
    });

    test("is shown at once where it is asked to be, and can't be copied where it is not to be", async () => {
      await open('card', { id: scene.card.id, maskedOnLoad: false, enableClipboard: false });
      await shows('#number', (text) => text.endsWith(scene.card.last4));
      await shows('#cvv', (text) => /^\d{3}$/.test(text));
      await shows('#expiry', (text) => /^\d\d\/\d\d$/.test(text));
      const copyIsHidden = () =>
        field('#number').inside(() => ask("return document.querySelector('.copy').hidden"));
      assert.equal(await copyIsHidden(), true);
    });

    test('takes styles', async () => {
      await open('card', {
        id: scene.card.id,
        styles: { fontSize: '21px', color: 'rgb(10, 20, 30)', cursor: 'pointer' },
      });
      await calledBack('onReady');
      const looks = await field('#number').inside(() =>
        ask(
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
          await field('#number').inside(() => ask('return document.documentElement.dataset.theme')),
          theme,
        );
      });
    }

    test('a <meta> says it too, where the root element says nothing', async () => {
      await scene.visit('/highnote.html');
      await ask(
        "document.head.append(Object.assign(document.createElement('meta'), { name: 'color-scheme', content: 'dark' }))",
      );
      await render('card', { id: scene.card.id });
      assert.equal(
        await field('#number').inside(() => ask('return document.documentElement.dataset.theme')),
        'dark',
      );
    });

    test('a token that is none, and one that may not read', async () => {
      await open('card', { id: scene.card.id, clientToken: 'a.b.c' });
      const [error] = await calledBack('onError');
      assert.equal(error.name, 'InvalidCredentialError');
      assert.equal(typeof error.context.requestId, 'string');
      assert.equal(
        (await ask("return harness.call('toggleCardNumberMask')")).name,
        'CardViewerToggleMaskError',
      );

      await open('card', { id: scene.card.id, use: 'setPaymentCardPin' });
      const [denied] = await calledBack('onError');
      assert.equal(denied.name, 'CardViewerRequestError');
      assert.equal(denied.message, 'access-denied');
      assert.notEqual(denied.context.requestId, '');
    });

    test('a selector that finds nothing is an error, and nothing is put anywhere else', async () => {
      for (const selector of ['#nowhere', '', '][']) {
        await open('card', { id: scene.card.id, selector });
        const [error] = await calledBack('onError');
        assert.equal(error.name, 'CardViewerFieldsInputError', selector);
        assert.equal(await frames(), 0, selector);
      }
    });

    /**
     * The CVV is copied, or can't be. Before the browser has said that its field is to be seen it
     * is refused: its person clicks again.
     */
    const copied = () =>
      until('it is told how it went', async () => {
        await field('#cvv').inside(async () =>
          pressAsPerson(scene.driver, await scene.driver.findElement(By.css('.copy'))),
        );
        const isEnd = (/** @type {{ name: string, what: any }} */ { name, what }) =>
          name === 'onCopyToClipboardSuccess' ||
          (name === 'onError' && what[0].message === 'not-copied');
        return (await called()).find(isEnd);
      });

    test('a copied value is told of by its field', async () => {
      await open('card', { id: scene.card.id });
      await calledBack('onReady');
      const { name, what } = await copied();
      // Where the browser lets no page write to the clipboard, its person sees so in the field, and
      // the page hears of it.
      const said = await field('#cvv').inside(() =>
        ask("return document.querySelector('.status').textContent"),
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

    test('a value that is not shown is no error of copying; one that is not copied is', async () => {
      await open('card', { id: scene.card.id });
      await calledBack('onReady');
      const press = (/** @type {string} */ button) =>
        field('#number').inside(async () =>
          clickOn(scene.driver, await scene.driver.findElement(By.css(button))),
        );
      await ask("document.querySelector('#number iframe').style.width = '90px'");
      await press('.reveal');
      assert.deepEqual(await calledBack('onError'), [{ message: 'covered: cardNumber' }]);
      await press('.copy');
      assert.deepEqual(await calledBack('onError', 2), [
        { name: 'CopyToClipboardError', message: 'covered', field: 'cardNumber' },
      ]);
      assert.ok(isMasked(await shown('#number')));

      // As in a browser whose person, or whose page's policy, is against it.
      await field('#cvv').inside(() =>
        ask(
          "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
        ),
      );
      assert.deepEqual((await copied()).what, [
        { name: 'CopyToClipboardError', message: 'not-copied', field: 'cvv' },
      ]);
      assert.equal(
        await field('#cvv').inside(() =>
          ask("return document.querySelector('.status').textContent"),
        ),
        'This was not copied.',
      );
      assert.deepEqual(
        (await called()).filter(({ name }) => name === 'onCopyToClipboardSuccess'),
        [],
      );
    });
  });

  describe('secure inputs', () => {
    test('sets a PIN, and says when something was typed', async () => {
      await open('pin', { id: scene.card.id });
      await field('#pin').type('8264');
      const [name, config] = await calledBack('onInput');
      assert.equal(name, 'pin');
      assert.equal(config.selector, '#pin');
      assert.equal(await ask("return harness.call('submit') ?? null"), null);
      assert.deepEqual(await calledBack('onSuccess'), ['pin']);
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
      assert.equal(await scene.control.pinIs(scene.card.id, '8265'), false, 'the check can say no');
    });

    test('an incomplete PIN, a bad token, an API that is down: each its own error', async () => {
      await open('pin', { id: scene.card.id });
      await field('#pin').type('82');
      await ask("harness.call('submit')");
      const [incomplete] = await calledBack('onError');
      assert.deepEqual(incomplete, {
        name: 'SecureInputsFieldInputError',
        field: 'pin',
        message: 'invalid-fields: pin: incomplete',
      });
      assert.equal(await field('#pin').value(), '82');

      await field('#pin').type('64');
      await scene.control.fault({ kind: 'status', status: 500, target: 'api', times: 5 });
      await ask("harness.call('submit')");
      const [failed] = await calledBack('onError', 2);
      assert.equal(failed.name, 'SecureInputsRequestError');
      assert.equal(failed.field, 'pin');

      await open('pin', { id: scene.card.id, clientToken: 'a.b.c' });
      await field('#pin').type('8264');
      await ask("harness.call('submit')");
      assert.equal((await calledBack('onError'))[0].name, 'InvalidCredentialError');
    });

    test('unmounted, it leaves nothing and sends nothing', async () => {
      await open('pin', { id: scene.card.id });
      await field('#pin').type('8264');
      await ask("return harness.call('unmount')");
      assert.equal(await frames(), 0);
      assert.equal((await ask("return harness.call('submit')")).name, 'SecureInputsSubmitError');
      assert.deepEqual(await scene.sent(), []);
    });

    test('takes the token of the element, as older pages give it', async () => {
      const token = await scene.token();
      const element = { selector: '#pin', paymentCardId: scene.card.id, clientToken: token };
      await open('pin', { id: scene.card.id, clientToken: undefined, elements: { pin: element } });
      await field('#pin').type('8264');
      await ask("harness.call('submit')");
      await calledBack('onSuccess');
      assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    });
  });

  describe('document upload', () => {
    /** An upload session of the seed that takes documents. */
    async function uploadSession() {
      const objects = await (await fetch(new URL('/objects.json', scene.addresses.app))).json();
      return objects.documentUploadSessions.find(
        (/** @type {any} */ session) => session.status === 'CREATED',
      );
    }

    test('puts a place for documents and a button into the page, with the ids to style them by', async () => {
      const { id } = await uploadSession();
      await open('documents', { id });
      assert.equal(await calledBack('onLoad'), 'document-upload-component');
      const ids = [
        'document-upload-component',
        'inner-document-upload-component',
        'document-upload-button',
      ];
      assert.deepEqual(
        await ask(
          "return arguments[0].map((id) => document.querySelector('#documents #' + id) !== null)",
          ids,
        ),
        [true, true, true],
      );
      assert.equal(
        await ask("return document.getElementById('document-upload-button').disabled"),
        true,
        'nothing is there to send',
      );

      const empty = await scene.driver.executeAsyncScript(
        "harness.call('endSession').then(arguments[0])",
      );
      assert.equal(empty, false);
      assert.equal((await calledBack('onError'))[0].name, 'DocumentUploadConfigError');
      await ask("harness.call('unmount')");
      assert.equal(await frames(), 0);
      assert.equal(await ask("return document.querySelector('#documents').childElementCount"), 0);
    });

    test('sends what was dropped, and ends the session', async () => {
      const { id, requiredDocumentTypes } = await uploadSession();
      await open('documents', { id, documentTypes: requiredDocumentTypes.slice(0, 1) });
      await calledBack('onLoad');
      await field('#documents').inside(() => ask(DROP));
      await until('the button can be pressed', () =>
        ask("return !document.getElementById('document-upload-button').disabled"),
      );
      await (await scene.driver.findElement(By.id('document-upload-button'))).click();
      assert.deepEqual(await calledBack('onSuccess'), [true]);
      const objects = await (await fetch(new URL('/objects.json', scene.addresses.app))).json();
      assert.equal(
        objects.documentUploadSessions.find((/** @type {any} */ session) => session.id === id)
          .status,
        'SUBMITTED',
      );
    });

    test('a selector that finds nothing, and a bad token', async () => {
      const { id } = await uploadSession();
      await open('documents', { id, selector: '#nowhere' });
      assert.equal((await calledBack('onError'))[0].name, 'DocumentUploadConfigError');
      assert.equal(await frames(), 0);

      await open('documents', { id, clientToken: 'a.b.c', documentTypes: ['PASSPORT'] });
      await calledBack('onLoad');
      await field('#documents').inside(() => ask(DROP));
      await until('the button can be pressed', () =>
        ask("return !document.getElementById('document-upload-button').disabled"),
      );
      await ask("harness.call('endSession')");
      assert.equal((await calledBack('onError'))[0].name, 'InvalidCredentialError');
    });

    test('an API that is down: the documents stay, and the session has not ended', async () => {
      const { id, requiredDocumentTypes } = await uploadSession();
      await open('documents', { id, documentTypes: requiredDocumentTypes.slice(0, 1) });
      await calledBack('onLoad');
      await field('#documents').inside(() => ask(DROP));
      await until('the button can be pressed', () =>
        ask("return !document.getElementById('document-upload-button').disabled"),
      );
      await scene.control.fault({ kind: 'status', status: 500, target: 'api', times: 9 });
      assert.equal(
        await scene.driver.executeAsyncScript("harness.call('endSession').then(arguments[0])"),
        false,
      );
      const [failed] = await calledBack('onError');
      assert.deepEqual(failed, { name: 'DocumentUploadRequestError', message: 'server-error' });
      assert.equal(
        await ask("return document.getElementById('document-upload-button').disabled"),
        false,
        'it can be pressed again',
      );
      assert.equal((await called()).filter(({ name }) => name === 'onSuccess').length, 0);
    });
  });

  // The error that has no name of its own in any of the three.
  for (const [module, id, name] of /** @type {const} */ ([
    ['card', () => scene.card.id, undefined],
    ['pin', () => scene.card.id, 'Error'],
    ['documents', () => scene.objects.documentUploadSessions[0].id, 'GenericDocumentUploadError'],
  ])) {
    test(`a frame that does not come is the generic error: ${module}`, async () => {
      await scene.visit('/highnote.html');
      await scene.driver.executeAsyncScript(
        `const [module, id, frameUrl, done] = arguments;
         harness.ready.then(() => harness.configure({ frameUrl, timeout: 1000 })).then(() => harness[module]({ id })).then(done, done);`,
        module,
        id(),
        new URL('/nowhere/', scene.addresses.frame).href,
      );
      const [error] = await calledBack('onError');
      assert.equal(error.name, name);
      assert.match(error.message, /^frame-[a-z]+$/);
    });
  }

  test('without an address there is a sentence that says how to give one', async () => {
    await scene.visit('/highnote.html');
    const said = await scene.driver.executeAsyncScript(`
      const done = arguments[0];
      const config = { clientToken: "t", paymentCardId: "c", elements: {}, onError() {} };
      // The page itself gives an address, once it knows it.
      harness.ready.then(() => harness.configure({}))
        .then(() => import("/sordino/highnote/card-viewer.js")).then((m) => m.renderFields(config)).then(() => done("no error"), (e) => done(e.message));`);
    assert.match(String(said), /configure\(\{ frameUrl \}\)/);
  });
});

/**
 * A file that is dropped on the frame's own place for it, inside the frame: its person does it, and
 * no page can.
 */
const DROP = `
  const data = new DataTransfer();
  data.items.add(new File(["%PDF-1.7 made up"], "passport.pdf", { type: "application/pdf" }));
  document.querySelector(".zone").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));`;
