// @ts-check
// Row 39: secrets in a dump of the vault's memory and of its documents.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { Memory } from './support/memory.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, SSN, USES } from './support/victim.mjs';

const HYPHENATED = `${SSN.slice(0, 3)}-${SSN.slice(3, 5)}-${SSN.slice(5)}`;

describe('memory', () => {
  const scene = useAttackScene();

  /**
   * Opens a session whose memory can be read, also when the vault is gone.
   *
   * @param {import("./support/victim.mjs").Use} use
   * @param {Partial<import("../pages/victim.js").VictimOptions>} options
   * @param {string} [frameUrl]
   */
  async function watched(use, options, frameUrl = scene.middleman.frameUrl) {
    const memory = new Memory(scene, frameUrl);
    memory.watch();
    const victim = await scene.victimPage();
    await memory.keep();
    await scene.open(victim, use, { frameUrl, ...options });
    return { memory, victim };
  }

  /**
   * With site isolation, an engine runs frames of another site in another process, and removes them
   * there in its own order. A frame of the page's own site is in the page's process; without site
   * isolation all frames are.
   */
  const PROCESSES = [
    { where: 'another process', frameUrl: () => scene.middleman.frameUrl },
    {
      where: "the page's process",
      frameUrl: () => scene.middleman.frameUrl.replace('127.0.0.1', 'localhost'),
    },
  ];

  /** @param {Partial<import("../../tests/browser/support/control.mjs").TokenWish>} [odd] */
  async function viewed(odd) {
    const token = await scene.tokenFor('card', odd);
    const { memory, victim } = await watched('card', { token });
    const outcome = await victim.call();
    assert.ok('ok' in outcome, JSON.stringify(outcome));
    await victim.reveal('number');
    return { memory, victim, token, needles: [token, CARD.number] };
  }

  /**
   * The messages of the page reach the vault asynchronously.
   * @param {Memory} memory
   * @param {string[]} needles
   */
  const gone = (memory, needles) =>
    until('nothing of them is left', async () =>
      (await memory.count(needles)).every((count) => count === 0),
    );

  row("39 a dump of the vault's memory and documents", ({ attack, control }) => {
    attack('after a success, the typed value is gone', async () => {
      const { memory, victim } = await watched('ssn', { token: await scene.tokenFor('ssn') });
      await victim.type('ssn', SSN);
      const outcome = await victim.call();
      assert.ok('ok' in outcome, JSON.stringify(outcome));
      assert.deepEqual(await memory.count([SSN, HYPHENATED]), [0, 0]);
      assert.doesNotMatch(
        (await memory.documents(victim, ['ssn'])).replaceAll('-', ''),
        new RegExp(SSN),
      );
    });
    attack('after clear and unmount, the typed value is gone', async () => {
      const { memory, victim } = await watched('ssn', { token: await scene.tokenFor('ssn') });
      await victim.type('ssn', SSN);
      await scene.control.fault({ kind: 'status', status: 500 });
      assert.ok('error' in (await victim.call()));
      await victim.run('victim.fields.ssn.clear()');
      await until('it is cleared', async () => (await victim.field('ssn').value()) === '');
      assert.deepEqual(await memory.count([SSN, HYPHENATED]), [0, 0]);
      assert.ok(!(await memory.documents(victim, ['ssn'])).includes(HYPHENATED));
      await victim.type('ssn', SSN);
      await victim.run('victim.fields.ssn.unmount()');
      await gone(memory, [SSN, HYPHENATED]);
    });
    attack('when the token has ended, token and card are gone', async () => {
      const { memory, victim, needles } = await viewed({ expiresInSeconds: 8 });
      await victim.heard('number', 'hide');
      assert.deepEqual(await memory.count(needles), [0, 0]);
      assert.ok(!(await memory.documents(victim, ['number'])).includes(CARD.number));
    });
    attack('after destroy, token and card are gone', async () => {
      const { memory, victim, needles } = await viewed();
      await victim.run('victim.session.destroy()');
      await gone(memory, needles);
    });
    for (const { where, frameUrl } of PROCESSES) {
      attack(`after destroy, the typed value is gone: frames in ${where}`, async () => {
        const token = await scene.tokenFor('ssn');
        const { memory, victim } = await watched('ssn', { token }, frameUrl());
        await victim.type('ssn', SSN);
        await victim.run('victim.session.destroy()');
        await gone(memory, [SSN, HYPHENATED]);
      });
      attack(
        `when the page removes all frames, the typed value is gone: frames in ${where}`,
        async () => {
          const token = await scene.tokenFor('ssn');
          const { memory, victim } = await watched('ssn', { token }, frameUrl());
          await victim.type('ssn', SSN);
          await victim.run(
            `victim.frame('ssn').remove(); document.querySelector('iframe.sordino-vault').remove();`,
          );
          await gone(memory, [SSN, HYPHENATED]);
        },
      );
      control(
        `a field that the page has removed alone can come back: frames in ${where}`,
        async () => {
          const token = await scene.tokenFor('ssn');
          const { memory, victim } = await watched('ssn', { token }, frameUrl());
          await victim.type('ssn', SSN);
          await victim.run("victim.frame('ssn').remove()");
          await until('the vault keeps its text', async () =>
            (await memory.count([SSN, HYPHENATED])).some((count) => count > 0),
          );
        },
      );
    }
    attack("when the page removes the vault's frame, token and card are gone", async () => {
      const { memory, victim, needles } = await viewed();
      await victim.run("document.querySelector('iframe.sordino-vault').remove()");
      await gone(memory, needles);
    });
    attack('a hidden card is in no document', async () => {
      const { memory, victim } = await viewed();
      await victim.run('victim.session.hide()');
      await victim.heard('number', 'hide');
      const text = await memory.documents(
        victim,
        USES.card.fields.map(({ name }) => name),
      );
      assert.ok(!text.replaceAll(/[ \u00a0]/g, '').includes(CARD.number));
    });
    control(
      'before that, the memory has token and card, and the document has the revealed value',
      async () => {
        const { memory, victim, needles } = await viewed();
        const [tokens, numbers] = await memory.count(needles);
        assert.ok(tokens > 0, 'the token');
        assert.ok(numbers > 0, 'the number');
        assert.ok(
          (await memory.documents(victim, ['number']))
            .replaceAll(/[ \u00a0]/g, '')
            .includes(CARD.number),
        );
      },
    );
  });
});
