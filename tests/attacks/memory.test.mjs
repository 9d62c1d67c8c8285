// @ts-check
// Row 39: what a dump of the vault's memory, and of its documents, still holds.
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
   * A session whose memory can be looked at, also when the vault is gone.
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
   * Engines that keep sites apart put frames of another site into a process of their own, and take
   * them away there in an order of their own. A frame of the page's own site is in its process: so
   * are all in an engine that keeps nothing apart.
   */
  const PROCESSES = [
    { where: 'a process of their own', frameUrl: () => scene.middleman.frameUrl },
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
   * What the page asked for comes to the vault in its own time.
   * @param {Memory} memory
   * @param {string[]} needles
   */
  const gone = (memory, needles) =>
    until('nothing of them is left', async () =>
      (await memory.count(needles)).every((count) => count === 0),
    );

  row("39 a dump of the vault's memory and documents", ({ attack, control }) => {
    attack('after a success, what was typed is gone', async () => {
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
    attack('after clear and unmount, what was typed is gone', async () => {
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
    attack("after the token's end, token and card are gone", async () => {
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
      attack(`after destroy, what was typed is gone: frames in ${where}`, async () => {
        const token = await scene.tokenFor('ssn');
        const { memory, victim } = await watched('ssn', { token }, frameUrl());
        await victim.type('ssn', SSN);
        await victim.run('victim.session.destroy()');
        await gone(memory, [SSN, HYPHENATED]);
      });
      attack(`when the page takes all frames away, it is gone: frames in ${where}`, async () => {
        const token = await scene.tokenFor('ssn');
        const { memory, victim } = await watched('ssn', { token }, frameUrl());
        await victim.type('ssn', SSN);
        await victim.run(
          `victim.frame('ssn').remove(); document.querySelector('iframe.sordino-vault').remove();`,
        );
        await gone(memory, [SSN, HYPHENATED]);
      });
      control(`a field that was taken away alone may come again: frames in ${where}`, async () => {
        const token = await scene.tokenFor('ssn');
        const { memory, victim } = await watched('ssn', { token }, frameUrl());
        await victim.type('ssn', SSN);
        await victim.run("victim.frame('ssn').remove()");
        await until('the vault keeps its text', async () =>
          (await memory.count([SSN, HYPHENATED])).some((count) => count > 0),
        );
      });
    }
    attack("when the page takes the vault's frame away, token and card are gone", async () => {
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
      'while they are needed, the dump has them, and the document what is revealed',
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
