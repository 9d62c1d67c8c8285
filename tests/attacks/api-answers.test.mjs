// @ts-check
// Row 38: hostile answers of the API.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { digits } from './support/digits.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD } from './support/victim.mjs';

describe('API answers', () => {
  const scene = useAttackScene();

  row('38 unexpected answers of the API', ({ attack, control }) => {
    const MARKUP = `<img src=x: onerror="parent.postMessage({evil: 1}, '*')"><script>parent.postMessage({evil: 1}, '*')</script>`;

    /** @param {(answer: any) => unknown} change */
    function answerWith(change) {
      scene.middleman.onApi((passing) => {
        const answer = JSON.parse(String(passing.body));
        passing.body = JSON.stringify(change(answer) ?? answer);
      });
    }
    /** @type {Record<string, { change: (answer: any) => unknown, code: string | undefined }>} */
    const ANSWERS = {
      'another card': {
        change: ({ data }) => void (data.node.id = OTHER_CARD.id),
        code: 'unexpected-response',
      },
      'markup as a number': {
        change: ({ data }) => void (data.node.restrictedDetails.number = MARKUP),
        code: 'unexpected-response',
      },
      'markup as a status': {
        change: ({ data }) => void (data.node.status = MARKUP),
        code: 'unexpected-response',
      },
      'a number as last4': {
        change: ({ data }) => void (data.node.last4 = data.node.restrictedDetails.number),
        code: 'unexpected-response',
      },
      'an object as a CVV': {
        change: ({ data }) => void (data.node.restrictedDetails.cvv = { toString: '012' }),
        code: 'unexpected-response',
      },
      'another type': {
        change: ({ data }) => void (data.node.__typename = 'User'),
        code: 'unexpected-response',
      },
      nothing: { change: () => ({}), code: 'unexpected-response' },
      'a list': { change: () => [], code: 'unexpected-response' },
      'an error with secrets in its message': {
        change: ({ data }) => ({
          data: null,
          errors: [{ message: data.node.restrictedDetails.number + MARKUP, path: [CARD.cvv] }],
        }),
        code: 'server-error',
      },
      'a number of 308 digits': {
        change: ({ data }) => void (data.node.restrictedDetails.number = 1e308),
        code: 'unexpected-response',
      },
      'members that the query did not ask for': {
        change: ({ data }) => {
          data.node.pan = data.node.restrictedDetails.number;
          // biome-ignore lint/suspicious/noProto: the attack.
          data.node.__proto__ = { pan: 1 };
          data.extra = data.node.restrictedDetails;
        },
        code: undefined,
      },
    };

    attack(
      'no script runs, the page gets only allow-listed members, and no other card is shown',
      async () => {
        const victim = await scene.victimPage();
        await victim.run(
          "window.evil = 0; addEventListener('message', ({ data }) => { if (data?.evil) window.evil += 1; });",
        );
        scene.middleman.onApi(() => {});
        await scene.open(victim, 'card', { frameUrl: scene.middleman.frameUrl });
        for (const [what, { change, code }] of Object.entries(ANSWERS)) {
          answerWith(change);
          const outcome = await victim.call();
          if (code === undefined) {
            assert.ok('ok' in outcome, `${what}: ${JSON.stringify(outcome)}`);
            assert.deepEqual(Object.keys(/** @type {object} */ (outcome.ok)).toSorted(), [
              'id',
              'last4',
              'network',
              'status',
            ]);
          } else {
            assert.equal('error' in outcome && outcome.error.code, code, what);
            assert.equal((await victim.shown('number')).usable, false, what);
          }
          const { requestId, ...rest } = /** @type {any} */ (outcome).error ?? {};
          void requestId;
          assert.doesNotMatch(
            JSON.stringify([rest, 'ok' in outcome && outcome.ok]),
            /4012888888881881|<img|onerror/,
            what,
          );
          assert.equal(
            await victim.inside('number', "return document.querySelectorAll('img, script').length"),
            0,
            what,
          );
        }
        assert.equal(await victim.run('return evil'), 0);
      },
    );
    attack('an endless answer and a missing answer both end the call', async () => {
      const victim = await scene.victim('card', { session: { timeout: 4_000 } });
      await scene.control.fault({ kind: 'oversized' });
      const huge = await victim.call();
      assert.equal('error' in huge && huge.error.code, 'unexpected-response');
      await scene.control.fault({ kind: 'never' });
      const never = await victim.call();
      assert.equal('error' in never && never.error.code, 'timeout');
      assert.ok('ok' in (await victim.call()));
      assert.equal(digits((await victim.reveal('number')).seen), CARD.number);
    });
    control('a page that writes the answer into its document runs the script in it', async () => {
      scene.middleman.onApi(
        (passing) => void (passing.body = JSON.stringify({ data: { node: { number: MARKUP } } })),
      );
      await scene.visit('/clipboard.html');
      await scene.driver.executeAsyncScript(
        `window.evil = 0;
        addEventListener("message", ({ data }) => { if (data?.evil) window.evil += 1; });
        const [url, done] = arguments;
        fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: "{ ping }" }) })
          .then((answer) => answer.json())
          .then(({ data }) => { document.body.innerHTML = data.node.number; })
          .then(done, done);`,
        `${scene.middleman.origin}/graphql`,
      );
      await until('the script runs', () => scene.driver.executeScript('return evil > 0'));
    });
  });
});
