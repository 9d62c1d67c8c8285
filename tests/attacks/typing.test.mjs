// @ts-check
// Rows 26 to 28 and 32: a value while it is typed, and the errors that refuse it.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, press } from '../browser/support/keys.mjs';
import { digits } from './support/digits.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { PIN, SSN } from './support/victim.mjs';

describe('typing', () => {
  const scene = useAttackScene();

  row('26 capture listeners of the page', ({ attack, control }) => {
    const LISTEN = `
      window.seen = [];
      const types = ["keydown", "keypress", "keyup", "beforeinput", "input", "change", "paste", "textInput", "selectionchange",
        "compositionstart", "compositionupdate", "compositionend", "pointerdown", "pointermove", "pointerrawupdate", "pointerup",
        "mousedown", "mousemove", "mouseup", "click", "touchstart", "touchend", "gotpointercapture", "dragstart", "drop"];
      for (const type of types) for (const target of [window, document, document.documentElement]) {
        target.addEventListener(type, (e) => seen.push([type, e.key, e.code, e.keyCode, e.data, e.target?.value].join(" ")), { capture: true });
      }`;
    const KEYBOARD = /^(key|beforeinput|input|change|paste|textInput|composition)/;

    attack('they see nothing of a typed SSN', async () => {
      const victim = await scene.victim('ssn');
      await victim.run(LISTEN);
      await victim.type('ssn', SSN);
      assert.equal(digits(await victim.field('ssn').value()), SSN);
      const seen = /** @type {string[]} */ (await victim.run('return seen'));
      assert.deepEqual(
        seen.filter((line) => KEYBOARD.test(line)),
        [],
      );
      assert.ok(!seen.join('\n').includes(SSN));
    });
    control('they see all of it in an input of the page', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeScript(LISTEN);
      await clickOn(driver, await driver.findElement(By.css('input')));
      await press(driver, SSN);
      const seen = /** @type {string[]} */ (await driver.executeScript('return seen'));
      assert.ok(seen.some((line) => line.startsWith('input') && line.includes(SSN)));
      assert.ok(seen.some((line) => line.startsWith(`keydown ${SSN[0]}`)));
    });
  });

  row('27 focus pulled to the page while a PIN is typed', ({ attack, control }) => {
    attack(
      'typed characters that the page steals are missing in the field, and a field never passes the focus on',
      async () => {
        const { driver } = scene;
        const victim = await scene.victim('pin');
        await victim.run(
          `const thief = document.createElement("input");
        thief.id = "thief";
        document.body.append(thief);
        const pull = () => thief.focus();
        for (const field of Object.values(victim.fields)) for (const type of ["focus", "change", "blur"]) field.addEventListener(type, pull);
        addEventListener("blur", pull);`,
        );
        await victim
          .field('pin')
          .inside(async () => clickOn(driver, await driver.findElement(By.css('input'))));
        for (const digit of PIN) await press(driver, digit);
        const field = await victim.field('pin').state();
        const stolen = await victim.run("return document.getElementById('thief').value");
        assert.equal(
          stolen.length + field.value.length <= PIN.length,
          true,
          `${stolen.length} and ${field.value.length}`,
        );
        assert.ok(
          stolen === '' || (field.value.length < PIN.length && !field.focused),
          'missing digits are visible',
        );
        assert.ok(
          !(await victim.told()).some(
            ({ type, detail }) => type === 'change' && detail.complete && stolen !== '',
          ),
        );
        assert.equal((await victim.field('again').state()).value, '', 'no jump to the other field');
        // The field has one box for all digits, so there is no moment between two boxes in which a
        // page's script could act.
        assert.equal(
          await victim.inside('pin', "return document.querySelectorAll('input').length"),
          1,
        );
        const before = (await victim.told()).filter(
          ({ source, type }) => source === 'again' && type === 'focus',
        ).length;
        await victim.run("document.getElementById('thief').remove()");
        await victim.field('pin').erase();
        for (const digit of PIN) await press(driver, digit);
        const after = (await victim.told()).filter(
          ({ source, type }) => source === 'again' && type === 'focus',
        ).length;
        assert.equal(after, before, 'a full field keeps the focus');
      },
    );
    control(
      'the page gets all digits of boxes that pass the focus on, and the form looks complete',
      async () => {
        const { driver } = scene;
        await scene.visit('/clipboard.html');
        await driver.executeScript(
          `document.body.innerHTML = "<input maxlength=1><input maxlength=1><input maxlength=1><input maxlength=1><input id=thief>";
        const boxes = [...document.querySelectorAll("input[maxlength]")];
        boxes.forEach((box, i) => box.addEventListener("input", () => boxes[i + 1]?.focus()));
        const thief = document.getElementById("thief");
        addEventListener("input", ({ target }) => { if (target !== thief) thief.value += target.value; });`,
        );
        await clickOn(driver, await driver.findElement(By.css('input')));
        for (const digit of PIN) await press(driver, digit);
        const [shown, stolen] = /** @type {string[]} */ (
          await driver.executeScript(
            "return [[...document.querySelectorAll('input[maxlength]')].map((b) => b.value).join(''), thief.value]",
          )
        );
        assert.deepEqual([shown, stolen], [PIN, PIN]);
      },
    );
  });

  row('28 autofill and password managers', ({ attack, control }) => {
    /** Counts the inputs that make browsers offer to save a password. */
    const OFFERED = `
      return [...document.querySelectorAll("input")].filter((input) =>
        input.type === "password" || /password/.test(input.autocomplete) || input.form).length;`;

    attack(
      'browsers do not offer to save a PIN, and other fields have their autofill names',
      async () => {
        const victim = await scene.victimPage();
        const expected = {
          pin: 'off',
          pinConfirm: 'off',
          socialSecurityNumber: 'off',
          givenName: 'given-name',
          postalCode: 'postal-code',
        };
        const fields = Object.keys(expected).map((kind) => ({ name: kind, kind }));
        await scene.open(victim, 'pin', { fields });
        for (const [kind, autocomplete] of Object.entries(expected)) {
          const { autocomplete: found } = await victim
            .field(kind)
            .state()
            .catch(async () => ({
              autocomplete: await victim.inside(
                kind,
                "return document.querySelector('input').autocomplete",
              ),
            }));
          assert.equal(found, autocomplete, kind);
          assert.equal(await victim.inside(kind, OFFERED), 0, kind);
        }
        // The same holds when the page puts a form around the field, and submits the form.
        await victim.run(
          `const form = document.createElement("form");
        form.action = "/clipboard.html";
        form.target = "nowhere";
        window.entries = [...new FormData(form)];
        document.body.append(form);
        form.addEventListener("submit", (event) => { event.preventDefault(); window.entries = [...new FormData(form)]; });
        form.append(document.getElementById("pinConfirm"));
        form.requestSubmit();`,
        );
        assert.deepEqual(await victim.run('return entries'), []);
      },
    );
    control('a password field in a form is offered to be saved', async () => {
      await scene.visit('/plain.html');
      assert.ok(/** @type {number} */ (await scene.driver.executeScript(OFFERED)) > 0);
    });
  });

  row('32 a PIN that does not match, is unfinished or is refused', ({ attack, control }) => {
    /**
     * Returns the types of an error's members, without their values.
     *
     * @param {any} value
     * @returns {any}
     */
    const shape = (value) => {
      if (Array.isArray(value)) return value.map(shape);
      if (value === null || typeof value !== 'object') return typeof value;
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)]));
    };

    /**
     * @param {string} pin
     * @param {string} again
     */
    async function refused(pin, again) {
      const victim = await scene.victim('pin', { frameUrl: scene.middleman.frameUrl });
      await victim.type('pin', pin);
      await victim.type('again', again);
      const outcome = await victim.call();
      assert.ok('error' in outcome, JSON.stringify(outcome));
      const { text, requestId, ...error } = outcome.error;
      void text;
      void requestId;
      const heights = await victim.run(
        "return [...document.querySelectorAll('iframe.sordino-field')].map((f) => f.clientHeight)",
      );
      return { error, heights };
    }
    /** Makes the API refuse the PIN with a reason. */
    const refuseByApi = () =>
      scene.middleman.onApi((passing) => {
        if (!passing.body.length) return;
        const answer = JSON.parse(String(passing.body));
        const errors = [
          {
            code: 'INVALID_INPUT',
            errorPath: ['input', 'newPin'],
            description: `${PIN} is too easy`,
          },
        ];
        answer.data = { setPinForPaymentCard: { __typename: 'UserError', errors } };
        passing.body = JSON.stringify(answer);
      });

    attack('the errors differ only in their code, whatever the PIN', async () => {
      const mismatch = await refused(PIN, '1937');
      assert.deepEqual(
        await refused('0000', '1234'),
        mismatch,
        'another PIN has the same error, byte for byte',
      );
      const unfinished = await refused('12', '12');
      assert.deepEqual(unfinished.heights, mismatch.heights);
      refuseByApi();
      const byApi = await refused(PIN, PIN);
      assert.deepEqual(
        await refused('1111', '1111'),
        byApi,
        'another PIN has the same error, byte for byte',
      );
      assert.deepEqual(byApi.heights, mismatch.heights);
      assert.doesNotMatch(JSON.stringify([mismatch, unfinished, byApi]), /\d{4}|easy/);
      const shapes = [mismatch, unfinished, byApi].map(({ error }) => {
        const fields = /** @type {any[]} */ (error.fields).map(({ path, code }) => ({
          path,
          code,
        }));
        return shape({ ...error, fields: fields.slice(0, 1) });
      });
      assert.deepEqual(shapes[1], shapes[0]);
      assert.deepEqual(shapes[2], shapes[0]);
    });
    control('the text of the server reveals the PIN', async () => {
      refuseByApi();
      await scene.visit('/clipboard.html');
      const text = await scene.driver.executeAsyncScript(
        `const [url, done] = arguments;
        fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: "{ ping }" }) })
          .then((answer) => answer.text()).then(done, (error) => done(String(error)));`,
        `${scene.middleman.origin}/graphql`,
      );
      assert.ok(String(text).includes(PIN), String(text));
    });
  });
});
