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
   * Reveals a value, floods a target, and says how many seconds later the value was painted last,
   * by the clock of the field's document.
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
          window.end = performance.now();
        } else if (window.begin) {
          window.gone ??= performance.now();
        }
        requestAnimationFrame(look);
      };
      look();`,
    );
    await victim.reveal('number');
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
    const seconds = await until(
      'the value has gone',
      () => victim.inside('number', 'return window.gone && (gone - begin) / 1000'),
      90_000,
    );
    assert.ok(/** @type {number} */ (await victim.run('return sent')) >= 8, 'the flood was made');
    return /** @type {number} */ (seconds);
  }

  row('61 a flood of large messages while a value is revealed', ({ attack, control }) => {
    for (const [what, target] of Object.entries(TARGETS)) {
      attack(`to ${what}: it hides in its time`, async () => {
        const seconds = await flood(target);
        assert.ok(seconds < SHOWN + LATE, `${seconds} s`);
      });
    }
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
          for (let times = 0; times < 60; times += 1) frame.contentWindow.postMessage(large, "*");
        };
        document.body.append(frame);`,
      );
      assert.ok(seconds > 0.3 + 1, `${seconds} s`);
    });
  });
});
