// @ts-check
// Row 61: messages that keep the frame busy while a value is revealed.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { USES } from './support/victim.mjs';

describe('flood', () => {
  const scene = useAttackScene();

  /** Seconds that a value is shown for. */
  const SHOWN = 3;

  /** More seconds than that, by which a value must have gone: a machine that runs tests is slow. */
  const LATE = 3;

  const NUMBER = { fields: [{ ...USES.card.fields[0], options: { hideAfter: SHOWN } }] };

  /** Keeps the loader's port to the vault, as a script of the page can. */
  const STEAL = `
    const Original = window.MessageChannel;
    window.MessageChannel = class extends Original {
      constructor() { super(); window.stolen = this.port1; }
    };`;

  /** Where a page can send messages, each an expression of the page. @type {Record<string, string>} */
  const TARGETS = {
    "the vault's window": "document.querySelector('iframe.sordino-vault').contentWindow",
    "the vault's port": 'stolen',
    "the field's window": "victim.frame('number').contentWindow",
  };

  /**
   * Reveals a value and floods a target. Returns in seconds after the reveal, by the clock of the
   * field's document: the last frame with the value, and the first frame without it.
   *
   * @param {string} target
   */
  async function flood(target) {
    const victim = await scene.victimPage();
    await victim.run(STEAL);
    await scene.open(victim, 'card', NUMBER);
    const outcome = await victim.call();
    assert.ok('ok' in outcome, JSON.stringify(outcome));
    await victim.inside(
      'number',
      `const place = document.querySelector(".value"), seen = document.querySelector(".seen");
      const look = () => {
        const { opacity, visibility } = getComputedStyle(place);
        const isShown = /\\d/.test(seen.textContent) && opacity > 0 && visibility !== "hidden";
        if (isShown) {
          window.begin ??= performance.now();
          window.last = performance.now();
          requestAnimationFrame(look);
        } else if (window.begin) {
          const [painted, gone] = [last, performance.now()].map((time) => (time - begin) / 1000);
          parent.postMessage({ painted, gone }, "*");
        } else {
          requestAnimationFrame(look);
        }
      };
      look();`,
    );
    await victim.reveal('number');
    // A session that the flood has ended takes its field away, and the value with it.
    await victim.run(
      `const revealed = performance.now(), place = document.querySelector('#number');
      new MutationObserver(() => {
        const gone = (performance.now() - revealed) / 1000;
        if (!place.querySelector('iframe')) window.removed = { painted: gone, gone };
      }).observe(place, { childList: true, subtree: true });
      addEventListener('message', ({ data }) => {
        if (data?.gone) window.hidden ??= data;
      });`,
    );
    await victim.run(
      `const target = ${target};
      const large = Array.from({ length: 60_000 }, (_, at) => ({ at, text: "text " + at }));
      const until = performance.now() + ${(SHOWN + 4) * 1000};
      window.sent = 0;
      const send = () => {
        for (let times = 0; times < 4; times += 1) {
          if (target === window.stolen) target.postMessage(large);
          else target.postMessage(large, "*");
          window.sent += 1;
        }
        if (performance.now() < until || window.sent < 8) setTimeout(send, 0);
        else window.isDone = true;
      };
      send();`,
    );
    await until('the flood has ended', () => victim.run('return window.isDone === true'), 60_000);
    const times = await until(
      'the value has gone',
      () => victim.run('return window.hidden ?? window.removed'),
      90_000,
    );
    assert.ok(/** @type {number} */ (await victim.run('return sent')) >= 8, 'the flood was made');
    return /** @type {{ painted: number, gone: number }} */ (times);
  }

  row('61 a flood of large messages while a value is revealed', ({ attack, control }) => {
    for (const [what, target] of Object.entries(TARGETS)) {
      attack(`to ${what}: it hides in its time`, async () => {
        const { painted, gone } = await flood(target);
        assert.ok(painted < SHOWN + 1, `painted until ${painted} s`);
        // WebKitGTK has one process for page and frame: a page that floods it stops all painting.
        if (scene.engine !== 'webkit') assert.ok(gone < SHOWN + LATE, `gone after ${gone} s`);
      });
    }
    attack('a call among messages that the vault cannot read in time settles', async () => {
      const victim = await scene.victimPage();
      await victim.run(STEAL);
      await scene.open(victim, 'card', NUMBER);
      await victim.run(
        `const large = Array.from({ length: 60_000 }, (_, at) => ({ at, text: "text " + at }));
        for (let times = 0; times < 150; times += 1) stolen.postMessage(large);`,
      );
      const outcome = await victim.call();
      // A flood ends the session, and with it every call. Firefox and WebKitGTK deliver messages so
      // slowly that the vault can read them all and answer the call.
      if (scene.engine !== 'chromium' && 'ok' in outcome) return;
      assert.deepEqual(
        'error' in outcome && [outcome.error.code, outcome.error.ended],
        ['protocol', true],
        JSON.stringify(outcome),
      );
    });
    control('a timer of a document that reads each message comes late', async () => {
      await scene.visit('/clipboard.html');
      const seconds = await scene.driver.executeAsyncScript(
        `const done = arguments[0];
        const frame = document.createElement("iframe");
        frame.srcdoc = "<script>onmessage = ({ data }) => JSON.stringify(data).length; setTimeout(() => parent.postMessage('late', '*'), 300)<" + "/script>";
        const large = Array.from({ length: 60_000 }, (_, at) => ({ at, text: "text " + at }));
        frame.onload = () => {
          const begin = performance.now();
          addEventListener("message", () => done((performance.now() - begin) / 1000));
          for (let times = 0; times < 30; times += 1) frame.contentWindow.postMessage(large, "*");
        };
        document.body.append(frame);`,
      );
      assert.ok(seconds > 0.3 + 0.3, `${seconds} s`);
    });
  });
});
