// @ts-check
// Rows 26 to 32: what is typed, and what is shown and copied.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, control as withControl, copyElsewhere, press } from '../browser/support/keys.mjs';
import { visit } from '../browser/support/visit.mjs';
import { until } from '../browser/support/wait.mjs';
import { CLIPBOARD_CLEARED } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, PIN, SSN } from './support/victim.mjs';

describe('input and output', () => {
  const scene = useAttackScene();

  /** @param {string} text */
  const digits = (text) => text.replaceAll(/\D/g, '');

  /** The text that is on the clipboard, found out by pasting it in a window of its own. */
  async function clipboard() {
    const { driver } = scene;
    await driver.switchTo().defaultContent();
    const here = await driver.getWindowHandle();
    await driver.switchTo().newWindow('window');
    await visit(driver, new URL('/clipboard.html', scene.addresses.app));
    await clickOn(driver, await driver.findElement(By.css('input')));
    await withControl(driver, 'v');
    const text = await driver.executeScript("return document.querySelector('input').value");
    await driver.close();
    await driver.switchTo().window(here);
    return /** @type {string} */ (text);
  }

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

    attack('they see nothing of an SSN that is typed', async () => {
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
      'what lands there is missing in the field, which says so; it never passes the focus on itself',
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
          'it can be seen that digits are missing',
        );
        assert.ok(
          !(await victim.told()).some(
            ({ type, detail }) => type === 'change' && detail.complete && stolen !== '',
          ),
        );
        assert.equal((await victim.field('again').state()).value, '', 'no jump to the other field');
        // One box for all digits: there is no moment between two of them in which a page's script
        // could act.
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
      'of a box for each digit that passes the focus on, the page has all and the form looks complete',
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
    /** What browsers go by when they offer to save a password. */
    const OFFERED = `
      return [...document.querySelectorAll("input")].filter((input) =>
        input.type === "password" || /password/.test(input.autocomplete) || input.form).length;`;

    attack('a PIN is nothing that they would save, and the others say what they are', async () => {
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
      // Also where the page puts a form around it, and sends that.
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
    });
    control('a password field in a form is offered', async () => {
      await scene.visit('/plain.html');
      assert.ok(/** @type {number} */ (await scene.driver.executeScript(OFFERED)) > 0);
    });
  });

  row('29 drag, selection, print and find', ({ attack, control }) => {
    const LISTEN = `
      window.seen = [];
      for (const type of ["copy", "cut", "selectionchange", "dragstart", "dragenter", "dragover", "drop", "beforeprint"]) {
        addEventListener(type, (e) => seen.push([type, e.clipboardData?.getData("text"), e.dataTransfer?.getData("text"), String(getSelection())].join(" ")), true);
      }`;

    attack("a revealed number can't be selected, found or dragged", async () => {
      const { driver } = scene;
      await copyElsewhere(driver, scene.addresses.app, 'before');
      const victim = await scene.viewedCard();
      await victim.run(LISTEN);
      await victim.reveal('number');
      await victim.field('number').inside(async () => {
        await driver
          .actions()
          .doubleClick(await driver.findElement(By.css('.seen')))
          .perform();
        await withControl(driver, 'a');
        await withControl(driver, 'c');
        assert.equal(
          digits(String(await driver.executeScript('return String(getSelection())'))),
          '',
        );
        assert.equal(
          await driver.executeScript(
            "return document.querySelectorAll('[draggable=true], a, img').length",
          ),
          0,
        );
      });
      const { seen } = await victim.shown('number');
      const found = await victim.run(
        'return arguments[0].map((text) => window.find(text, false, false, true, false, true, false))',
        [CARD.number, seen, seen.slice(0, 9)],
      );
      assert.deepEqual(found, [false, false, false]);
      assert.equal(digits((await victim.run('return seen')).join('')), '');
      assert.equal(digits(await clipboard()), '', 'and not copied');
    });
    attack("what is typed can't be dragged out of its field", async () => {
      const { driver } = scene;
      const victim = await scene.victim('ssn');
      await victim.type('ssn', SSN);
      await victim.inside(
        'ssn',
        "window.drags = []; addEventListener('dragstart', (e) => queueMicrotask(() => drags.push(e.defaultPrevented)));",
      );
      await victim.field('ssn').inside(async () => {
        const input = await driver.findElement(By.css('input'));
        await driver.actions().doubleClick(input).perform();
        await driver
          .actions()
          .move({ origin: input })
          .press()
          .move({ origin: input, x: 30, y: 3 })
          .move({ origin: input, x: 60, y: 6 })
          .release()
          .perform();
      });
      const drags = /** @type {boolean[]} */ (await victim.inside('ssn', 'return drags'));
      assert.ok(drags.every(Boolean), 'each drag that began was stopped');
      assert.equal(
        await victim.inside(
          'ssn',
          "return document.querySelector('input').dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true }))",
        ),
        false,
        'and each would be',
      );
    });
    attack('it is not printed', async () => {
      const victim = await scene.viewedCard();
      await victim.reveal('number');
      const look = "return getComputedStyle(document.querySelector('.seen')).visibility";
      assert.equal(await victim.inside('number', look), 'visible');
      // What holds on paper is made to hold on the screen.
      await victim.inside(
        'number',
        `const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        for (const rule of rules) if (rule instanceof CSSMediaRule && rule.media.mediaText === "print") rule.media.mediaText = "all";`,
      );
      assert.equal(await victim.inside('number', look), 'hidden');
    });
    control('a number in the page can be selected and found', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeScript(`${LISTEN} document.body.append(arguments[0]);`, CARD.number);
      assert.ok(await driver.executeScript('return window.find(arguments[0])', CARD.number));
      assert.equal(await driver.executeScript('return String(getSelection())'), CARD.number);
      await withControl(driver, 'c');
      await until('the page sees it', async () =>
        String(await driver.executeScript('return seen.join()')).includes(CARD.number),
      );
      assert.ok(
        await driver.executeScript(
          "return document.body.dispatchEvent(new DragEvent('dragstart', { cancelable: true }))",
        ),
      );
    });
  });

  row('30 copy', ({ attack, control }) => {
    /**
     * A number copied by its owner; where half a minute goes by in a moment.
     * @param {number} after
     */
    async function copied(after) {
      await copyElsewhere(scene.driver, scene.addresses.app, 'before');
      const victim = await scene.viewedCard();
      await victim.run(
        "window.seen = []; for (const type of ['copy', 'cut', 'paste', 'clipboardchange']) addEventListener(type, (e) => seen.push(type), true);",
      );
      await victim.insideVault(
        'const [after] = arguments, later = setTimeout; window.setTimeout = (act, ms) => later(act, ms === 30000 ? after : ms);',
        after,
      );
      await until('it is copied', async () => {
        await victim.clickCopy('number');
        return (await victim.told()).some(({ type }) => type === 'copy');
      });
      return victim;
    }
    attack('the page sees nothing of it', async () => {
      const victim = await copied(30_000);
      const { detail } = await victim.heard('number', 'copy');
      assert.deepEqual(detail, { kind: 'cardNumber' });
      assert.deepEqual(await victim.run('return seen'), []);
      assert.equal(await clipboard(), CARD.number, 'the attack was made');
    });
    attack(
      'the clipboard is cleared after a while',
      async () => {
        await copied(500);
        await until('the clipboard has lost it', async () => (await clipboard()) !== CARD.number);
      },
      CLIPBOARD_CLEARED,
    );
    attack('without a gesture in the field nothing is copied', async () => {
      await copyElsewhere(scene.driver, scene.addresses.app, 'before');
      const victim = await scene.viewedCard();
      await victim.inside('number', "document.querySelector('.copy').click()");
      await victim.run(
        "document.querySelector('#number iframe').contentWindow.postMessage('copy', '*'); victim.frame('number').click();",
      );
      await scene.settle();
      assert.ok(!(await victim.told()).some(({ type }) => type === 'copy'));
      assert.equal(await clipboard(), 'before');
    });
    control('what the page copies itself, its listeners see', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await driver.executeScript(
        "window.seen = []; addEventListener('copy', () => seen.push(String(getSelection()) || document.activeElement.value), true);",
      );
      await clickOn(driver, await driver.findElement(By.css('input')));
      await press(driver, CARD.number);
      await withControl(driver, 'a');
      await withControl(driver, 'c');
      assert.deepEqual(await driver.executeScript('return seen'), [CARD.number]);
      assert.equal(await clipboard(), CARD.number);
    });
  });

  row("31 a click or a message without a user's gesture", ({ attack, control }) => {
    attack('nothing is revealed', async () => {
      const victim = await scene.viewedCard();
      await victim.run(
        `const frame = victim.frame("number");
        frame.click();
        for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "keydown"]) {
          frame.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
        }
        for (const message of ["reveal", "show", "copy", { reveal: {} }, { type: "click" }, 0]) {
          frame.contentWindow.postMessage(message, "*");
          document.querySelector("iframe.sordino-vault").contentWindow.postMessage(message, "*");
        }
        const { number } = victim.fields;
        number.dispatchEvent(new CustomEvent("reveal", { detail: { kind: "cardNumber" } }));
        number.focus();
        number.update({ masked: false, copy: true });
        victim.session.update({ appearance: {} });`,
      );
      await scene.settle();
      // A script in the field's own document, as no page can have one.
      await victim.inside(
        'number',
        "document.querySelector('.reveal').click(); document.querySelector('.reveal').dispatchEvent(new MouseEvent('click', { bubbles: true }))",
      );
      await scene.settle();
      const { revealed, seen, usable } = await victim.shown('number');
      assert.deepEqual([revealed, usable], [false, true]);
      assert.equal(digits(seen), '');
    });
    control(
      "a user's click does reveal, and a script's click on a plain button shows",
      async () => {
        const victim = await scene.viewedCard();
        assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
        await victim.run(
          `const button = document.createElement("button");
        button.onclick = () => { window.shown = true; };
        document.body.append(button);
        button.click();`,
        );
        assert.ok(await victim.run('return shown'));
      },
    );
  });

  row('32 a PIN that differs, is unfinished or is refused', ({ attack, control }) => {
    /** What an error is made of, without what names its kind. @param {any} value @returns {any} */
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
    /** The API says that it does not want this PIN, and why. */
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

    attack('they look the same but for the code, whatever the PIN', async () => {
      const mismatch = await refused(PIN, '1937');
      assert.deepEqual(
        await refused('0000', '1234'),
        mismatch,
        'another PIN says the same, byte for byte',
      );
      const unfinished = await refused('12', '12');
      assert.deepEqual(unfinished.heights, mismatch.heights);
      refuseByApi();
      const byApi = await refused(PIN, PIN);
      assert.deepEqual(
        await refused('1111', '1111'),
        byApi,
        'another PIN says the same, byte for byte',
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
    control("the server's own words tell the PIN", async () => {
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
