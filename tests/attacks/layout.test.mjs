// @ts-check
// Rows 23 to 25: the size, the position and the attributes of frames.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { By } from 'selenium-webdriver';
import { clickOn, press } from '../browser/support/keys.mjs';
import { until } from '../browser/support/wait.mjs';
import { digits } from './support/digits.mjs';
import { VISIBILITY } from './support/features.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD, PIN, SSN, USES } from './support/victim.mjs';

describe('layout', () => {
  const scene = useAttackScene();

  row('23 resize and change messages', ({ attack, control }) => {
    /** Records everything that the page receives and can read of a field during an action. */
    const SEE = `
      window.seen = [];
      const post = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
      Object.defineProperty(MessagePort.prototype, "onmessage", {
        ...post,
        set(listener) { post.set.call(this, (event) => { seen.push(JSON.stringify(event.data)); listener(event); }); },
      });`;
    const LOOK = `
      const frames = [...document.querySelectorAll("iframe.sordino-field")];
      // Only ids differ between sessions.
      const known = frames.map((frame) => frame.name);
      const text = seen.map((line) => known.reduce((all, id, i) => all.replaceAll(id, "field" + i), line));
      return JSON.stringify([text, frames.map((f) => [f.style.cssText, f.title, f.clientHeight, f.scrollHeight])]);`;

    /**
     * @param {string} text
     * @param {string} [again]
     */
    async function transcript(text, again) {
      const victim = await scene.victimPage();
      await victim.run(SEE);
      await scene.open(victim, again === undefined ? 'ssn' : 'pin');
      // The order in which frames become ready is random.
      await victim.run('seen.length = 0');
      await victim.type(again === undefined ? 'ssn' : 'pin', text);
      if (again !== undefined) {
        await victim.type('again', again);
        await victim.call();
      } else {
        // An answer comes after all other messages. Without a call, the messages of the last key
        // may still be on their way.
        await until('the last key is told', () =>
          victim.run(`return seen.some((line) => line.includes('"complete":true'))`),
        );
      }
      return victim.run(LOOK);
    }

    attack(
      'the messages are the same for any PIN, and for any number of digits before it is complete',
      async () => {
        assert.equal(await transcript(PIN, '0000'), await transcript('1937', '5555'));
        assert.equal(await transcript('8', PIN), await transcript('193', '7777'));
      },
    );
    attack('the messages are the same for any SSN, and for any card', async () => {
      assert.equal(await transcript(SSN), await transcript('219099998'));
      const shown = [];
      for (const { id, number } of [CARD, OTHER_CARD]) {
        const victim = await scene.victimPage();
        await victim.run(SEE);
        await scene.open(victim, 'card', {
          token: await scene.tokenFor('card', { id }),
          input: { paymentCardId: id },
        });
        await victim.run('seen.length = 0');
        const outcome = await victim.call();
        assert.ok('ok' in outcome);
        await victim.reveal('number');
        const { last4, network } = /** @type {any} */ (outcome.ok);
        const said = await victim.run(LOOK);
        shown.push(
          said.replaceAll(id, 'id').replaceAll(last4, 'last4').replaceAll(network, 'network'),
        );
        assert.ok(!said.includes(number));
      }
      assert.equal(shown[0], shown[1]);
    });
    control('an input of the page reveals the length of its value', async () => {
      const lengths = [];
      for (const text of ['8', '193']) {
        await scene.visit('/clipboard.html');
        const { driver } = scene;
        await driver.executeScript(
          "window.seen = []; addEventListener('input', () => seen.push('change'), true);",
        );
        await clickOn(driver, await driver.findElement(By.css('input')));
        await press(driver, text);
        lengths.push(await driver.executeScript('return seen.length'));
      }
      assert.deepEqual(lengths, [1, 3]);
    });
  });

  row(
    '24 a field that is hidden, covered or made small when a value is revealed or copied',
    ({ attack, control }) => {
      /**
       * Tricks that hide a frame's content from its owner and leave it clickable.
       *
       * @type {Record<string, string>}
       */
      const TRICKS = {
        transparent: "frame.style.opacity = '0'",
        'nearly transparent, by an ancestor': "frame.parentElement.style.opacity = '0.01'",
        clipped: "frame.style.clipPath = 'inset(0 0 0 80%)'",
        transformed: "frame.style.transform = 'rotate(1deg)'",
        filtered: "frame.style.filter = 'brightness(0)'",
        'covered by an element that lets clicks through': `
        const cover = document.createElement("div");
        const { left, top, width, height } = frame.getBoundingClientRect();
        cover.style.cssText = \`position:fixed;left:\${left}px;top:\${top}px;width:\${width}px;height:\${height}px;background:red;pointer-events:none\`;
        document.body.append(cover);`,
      };
      const NARROW = "frame.style.width = '90px'";

      /**
       * @param {import("./support/victim.mjs").Victim} victim
       * @param {string} trick
       */
      async function isCovered(victim, trick) {
        const before = (await victim.told()).filter(({ type }) => type === 'error').length;
        await victim.run(`const frame = victim.frame("number"); ${trick}`);
        // Waits until the field knows that it can't be seen; a visible field would reveal its
        // value.
        await until('it is refused', async () => {
          await victim.clickReveal('number');
          const { revealed } = await victim.shown('number');
          assert.equal(revealed, false, `revealed although ${trick}`);
          return (
            (await victim.told()).filter(
              ({ type, detail }) => type === 'error' && detail.code === 'covered',
            ).length > before
          );
        });
        await victim.clickCopy('number');
        assert.ok(
          !(await victim.told()).some(({ type }) => type === 'copy'),
          `copied although ${trick}`,
        );
      }

      for (const [what, trick] of Object.entries(TRICKS)) {
        attack(
          `${what}: nothing is revealed or copied`,
          async () => isCovered(await scene.viewedCard({ fields: [USES.card.fields[0]] }), trick),
          VISIBILITY,
        );
      }
      attack('too small to be read: nothing is revealed or copied', async () => {
        await isCovered(await scene.viewedCard({ fields: [USES.card.fields[0]] }), NARROW);
      });
      attack('a new value in a revealed field needs another press', async () => {
        const tokens = [
          { give: await scene.tokenFor('card') },
          { give: await scene.tokenFor('card', { id: OTHER_CARD.id }) },
        ];
        const victim = await scene.viewedCard({ tokens });
        await victim.reveal('number');
        assert.ok('ok' in (await victim.call()));
        assert.ok(
          (await victim.shown('number')).revealed,
          'the same value, read again, stays revealed',
        );
        const other = { paymentCardId: OTHER_CARD.id };
        // The first call is refused because the token is for the first card; the session then
        // asks for another token.
        await victim.call(other);
        assert.ok('ok' in (await victim.call(other)));
        const { seen, revealed, usable } = await victim.shown('number');
        assert.deepEqual([/\d/.test(seen), revealed, usable], [false, false, true]);
        assert.equal(digits((await victim.reveal('number')).seen), OTHER_CARD.number);
      });
      control('a visible field reveals its value at the same click', async () => {
        const victim = await scene.viewedCard({ fields: [USES.card.fields[0]] });
        assert.ok((await victim.reveal('number')).revealed);
      });
      control('each trick makes a person click a button in a plain frame', async () => {
        for (const trick of [...Object.values(TRICKS), NARROW]) {
          await scene.visit('/clipboard.html');
          const { driver } = scene;
          await driver.executeAsyncScript(
            `const done = arguments[0];
          window.clicks = 0;
          const place = document.createElement("div");
          const frame = document.createElement("iframe");
          frame.id = "plain";
          frame.srcdoc = "<button id=t onclick='parent.clicks += 1' style='width:60px;float:right'>show</button>";
          frame.onload = () => { ${trick}; done(); };
          place.append(frame);
          document.body.append(place);`,
          );
          await driver.switchTo().frame(await driver.findElement(By.id('plain')));
          await clickOn(driver, await driver.findElement(By.id('t')));
          await driver.switchTo().defaultContent();
          assert.equal(await driver.executeScript('return clicks'), 1, trick);
        }
      });
    },
  );

  row('25 iframe attributes changed by the page', ({ attack, control }) => {
    const CHANGES = [
      "frame.removeAttribute('sandbox')",
      "frame.setAttribute('sandbox', 'allow-scripts')",
      "frame.setAttribute('sandbox', '')",
      "frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-top-navigation')",
      "frame.setAttribute('allow', 'clipboard-read *; clipboard-write *; camera *; display-capture *')",
      "frame.setAttribute('csp', \"script-src 'none'\")",
      "frame.setAttribute('credentialless', '')",
      "frame.setAttribute('loading', 'lazy')",
      "frame.setAttribute('referrerpolicy', 'unsafe-url')",
      "frame.setAttribute('srcdoc', '<p>mine</p>')",
    ];
    attack('the session works or fails with a clear error, and is never weaker', async () => {
      for (const change of CHANGES) {
        const victim = await scene.victimPage();
        await victim.run(
          `const { src } = Object.getOwnPropertyDescriptors(HTMLIFrameElement.prototype);
          Object.defineProperty(HTMLIFrameElement.prototype, "src", {
            ...src,
            set(value) { const frame = this; ${change}; window.changed = true; src.set.call(this, value); },
          });`,
        );
        const end = await victim.open({
          ...USES.pin,
          token: await scene.tokenFor('pin'),
          session: { timeout: 1_000 },
        });
        assert.ok(await victim.run('return changed'), 'the attack was made');
        if ('error' in end) {
          assert.equal(end.error.code, 'frame-unavailable', change);
          continue;
        }
        await victim.type('pin', PIN);
        assert.equal(await victim.field('pin').value(), PIN, change);
        const reached = await victim.run(
          `return [...document.querySelectorAll("iframe")].some((frame) => {
            try { return frame.contentDocument !== null || Boolean(frame.contentWindow.document); } catch { return false; }
          });`,
        );
        assert.equal(reached, false, change);
      }
    });
    control(
      'a sandbox attribute is enforced, and the page can reach its own documents',
      async () => {
        const frame = await scene
          .victimPage()
          .then(() => scene.embed(scene.evil('frame.html'), 'allow-forms'));
        const ran = await scene.inside(frame, "return 'attacker' in window").catch(() => false);
        assert.equal(ran, false, 'its script does not run');
        const own = await scene.embed(new URL('/clipboard.html', scene.addresses.app).href);
        assert.ok(
          await scene.driver.executeScript('return arguments[0].contentDocument !== null', own),
        );
      },
    );
  });
});
