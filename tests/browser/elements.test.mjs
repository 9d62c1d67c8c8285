// @ts-check
// The custom elements: setting a PIN, and the behaviour that forms, labels and other frameworks
// expect of a control.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { Field } from './support/field.mjs';
import { expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('custom elements', () => {
  const scene = useScene();

  /**
   * @param {string} selector of the element, in the page, or in the shadow root of the element that
   * is named before `>>>`
   */
  const frameOf = (selector) =>
    scene.driver.executeScript(
      `const path = arguments[0].split(" >>> ");
       let found = document.querySelector(path[0]);
       for (const next of path.slice(1)) found = found.shadowRoot.querySelector(next);
       const frame = found.shadowRoot?.querySelector("iframe") ?? null;
       frame?.scrollIntoView({ block: "nearest" });
       return frame;`,
      selector,
    );

  /** @param {string} selector */
  const field = (selector) =>
    new Field(
      scene.driver,
      () =>
        /** @type {Promise<any>} */ (until(`${selector} has its iframe`, () => frameOf(selector))),
    );

  /** @returns {Promise<import("../pages/elements.js").Told[]>} */
  const told = () => scene.driver.executeScript('return harness.told()');

  /**
   * @param {string} target
   * @param {string} type
   * @param {(detail: any) => boolean} [fits]
   */
  const heard = (target, type, fits = () => true) =>
    until(`${target} says ${type}`, async () =>
      (await told()).findLast(
        (entry) => entry.target === target && entry.type === type && fits(entry.detail),
      ),
    );

  /** @param {{ early?: boolean, markup?: string, fields?: string[] }} [options] */
  async function open({ fields = ['pin', 'again'], ...options } = {}) {
    await scene.visit('/elements.html');
    const given = { token: await scene.token(), cardId: scene.card.id, ...options };
    await scene.driver.executeAsyncScript(
      'const done = arguments[1]; harness.open(arguments[0]).then(done, (e) => done(String(e)))',
      given,
    );
    for (const id of fields) await heard(id, 'ready');
  }

  const press = async () => (await scene.driver.findElement(By.css('#form button'))).click();
  /** @returns {Promise<any>} */
  const ask = (/** @type {string} */ script, /** @type {unknown[]} */ ...args) =>
    scene.driver.executeScript(script, ...args);

  test('a PIN that is typed twice in a form is set', async () => {
    await open();
    await heard('session', 'session-ready');
    await press();
    assert.deepEqual(await ask('return harness.submitted()'), [], 'the form is not valid yet');
    assert.deepEqual(
      await ask(
        "const { valid, valueMissing } = pin.validity; return [valid, valueMissing, pin.validationMessage !== '']",
      ),
      [false, true, true],
    );

    await field('#pin').type('82');
    await heard('pin', 'change', (detail) => !detail.empty && !detail.complete);
    assert.deepEqual(await ask('return [pin.validity.badInput, form.checkValidity()]'), [
      true,
      false,
    ]);
    await field('#pin').type('64');
    await field('#again').type('8264');
    await heard('again', 'change', (detail) => detail.complete);
    await until('the form is valid', () => ask('return form.checkValidity()'));

    await press();
    const outcomes = await until('it ends', async () => {
      const all = await ask('return harness.outcomes()');
      return all.length > 0 && all;
    });
    expectSuccess(outcomes[0]);
    assert.ok(await scene.control.pinIs(scene.card.id, '8264'));
    assert.equal(await scene.control.pinIs(scene.card.id, '8265'), false, 'the check can say no');
    assert.deepEqual(
      await ask('return harness.submitted()'),
      [[]],
      'no field adds a value to the form',
    );
    await heard('pin', 'change', (detail) => detail.empty);
    assert.equal(await ask('return form.checkValidity()'), false, 'a wiped field is missing again');
  });

  test('a label names the field and focuses it', async () => {
    const { driver } = scene;
    await open();
    assert.equal((await field('#pin').state()).label, 'New PIN');
    assert.equal(
      (await field('#again').state()).label,
      'Once more',
      'its own label takes precedence',
    );
    assert.equal(await ask('return pin.labels.length'), 1);
    await driver.findElement(By.css('label[for=pin]')).click();
    await until('the element has the focus', () => ask('return document.activeElement === pin'));
    // WebKit focuses no frame of another site without a click in it.
    if (scene.engine === 'webkit') return;
    await until('the input has the focus', async () => (await field('#pin').state()).focused);
    await heard('pin', 'focus');
  });

  test('a fieldset disables it, a reset wipes it, and an attribute changes it', async () => {
    await open();
    await field('#pin').type('82');
    await heard('pin', 'change', (detail) => !detail.empty);
    await ask('form.reset()');
    await heard('pin', 'change', (detail) => detail.empty);
    assert.equal(await field('#pin').value(), '');

    const disabled = () =>
      field('#pin').inside(() => ask("return document.querySelector('input').disabled"));
    await ask("document.querySelector('fieldset').disabled = true");
    await until('the input is disabled', disabled);
    await ask("document.querySelector('fieldset').disabled = false");
    await until('the input is enabled', async () => !(await disabled()));
    await ask("pin.label = 'Another name'");
    await until(
      'it has the other label',
      async () => (await field('#pin').state()).label === 'Another name',
    );
  });

  test('elements that are moved keep their values, and removed elements leave no frame', async () => {
    await open();
    await field('#pin').type('8264');
    await heard('pin', 'change', (detail) => detail.complete);
    const before = (await told()).filter(
      ({ target, type }) => target === 'pin' && type === 'ready',
    ).length;
    await ask("document.getElementById('elsewhere').append(session)");
    await until('it is ready again', async () => {
      return (
        (await told()).filter(({ target, type }) => target === 'pin' && type === 'ready').length >
        before
      );
    });
    assert.equal(await field('#pin').value(), '8264');

    await ask('session.remove()');
    await until('all frames are gone', () =>
      ask("return window.length === 0 && document.querySelector('iframe') === null"),
    );
  });

  test('properties that are set before the elements are defined take effect', async () => {
    await open({ early: true });
    await field('#pin').type('8264');
    await heard('pin', 'change', (detail) => detail.complete);
  });

  test("fields find their session from inside a shadow root or by its name, and use a server's shadow root", async () => {
    const markup = `
      <div id="outer"><template shadowrootmode="open"><sordino-field id="named" session="other" kind="pinConfirm"></sordino-field></template></div>
      <sordino-session id="other"><div><template shadowrootmode="open"><slot></slot></template>
        <sordino-field id="first" kind="pin"><template shadowrootmode="open"><div class="box" part="box">…</div></template></sordino-field>
      </div></sordino-session>`;
    await open({ markup, fields: ['first', 'outer'] });
    await field('#first').type('8264');
    await heard('first', 'change', (detail) => detail.complete);
    await field('#outer >>> #named').type('82');
    // Outside of a shadow root, the target of an event is the host.
    await heard('outer', 'change', (detail) => !detail.complete && !detail.empty);
    assert.equal(await ask("return first.shadowRoot.querySelectorAll('.box').length"), 1);
    assert.equal(
      await ask("return first.shadowRoot.querySelector('iframe').getAttribute('part')"),
      'frame',
    );
  });

  test('a refused address causes an event, and no frame', async () => {
    await open({
      fields: [],
      markup: '<sordino-session id="other" frame-url="http://frame.example/"></sordino-session>',
    });
    await ask("other.frameUrl = 'http://frame.example/'");
    const { detail } = await heard('other', 'session-error');
    assert.equal(detail.code, 'invalid-options');
  });

  test('a lost session causes an event, and is ready again after retry, with its fields', async () => {
    await open();
    await field('#pin').type('8264');
    await heard('pin', 'change', (detail) => detail.complete);
    await ask("document.querySelector('iframe.sordino-vault').remove()");
    const { detail } = await heard('session', 'session-error');
    assert.deepEqual([detail.code, detail.ended], ['frame-unavailable', true]);
    assert.deepEqual(await ask('return [pin.state.empty, pin.checkValidity()]'), [true, false]);

    const times = async (/** @type {string} */ target, /** @type {string} */ type) =>
      (await told()).filter((entry) => entry.target === target && entry.type === type).length;
    assert.equal(await times('session', 'session-ready'), 1);
    await ask('session.retry()');
    await until('it is ready again', async () => (await times('session', 'session-ready')) === 2);
    for (const id of ['pin', 'again'])
      await until(`${id} is ready again`, async () => (await times(id, 'ready')) > 1);
    await field('#pin').type('1937');
    await field('#again').type('1937');
    await heard('again', 'change', (detail) => detail.complete);
    await press();
    await until('it ends', async () => (await ask('return harness.outcomes()')).length > 0);
    assert.ok(await scene.control.pinIs(scene.card.id, '1937'));
    assert.equal(await times('session', 'session-ready'), 2, 'once each time');
  });

  // WebKit focuses no frame of another site without a click in it.
  for (const { what, markup, act } of [
    { what: 'autofocus', markup: 'autofocus', act: '' },
    { what: 'focus() before there is a session', markup: '', act: 'first.focus()' },
  ]) {
    test(`${what} takes effect when the field is ready`, async (context) => {
      if (scene.engine === 'webkit') return context.skip('see above');
      await scene.visit('/elements.html');
      await ask("import('/sordino/elements/index.js')");
      await until('it is defined', () =>
        ask("return Boolean(customElements.get('sordino-field'))"),
      );
      await ask(
        `document.getElementById("elsewhere").innerHTML =
           '<sordino-session id="other"><sordino-field id="first" kind="pin" ${markup}></sordino-field></sordino-session>';
         ${act};
         Object.assign(other, { frameUrl: arguments[0], clientToken: async () => "unused" });`,
        scene.addresses.frame,
      );
      // The state can't be read before the field is built.
      const state = () =>
        field('#first')
          .state()
          .catch(() => undefined);
      await until('the input has the focus', async () => (await state())?.focused);
    });
  }

  test('another kind creates another field', async () => {
    await open();
    await field('#pin').type('8264');
    await heard('pin', 'change', (detail) => detail.complete);
    await ask("pin.kind = 'cvv'");
    await until('a shown value stands there', async () => {
      return (
        (await field('#pin').inside(() =>
          ask("return document.querySelector('[data-kind]')?.dataset.kind"),
        )) === 'cvv'
      );
    });
    assert.equal(await ask('return pin.checkValidity()'), true, 'a shown value is never missing');
  });
});
