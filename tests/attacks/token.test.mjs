// @ts-check
// Rows 17 to 20: the client token, and the requests that it is sent with.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { until } from '../browser/support/wait.mjs';
import { row } from './support/row.mjs';
import { useAttackScene } from './support/scene.mjs';
import { CARD, OTHER_CARD, PIN, USES } from './support/victim.mjs';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);

/** More often than the vault retries. */
const ALWAYS = 100;

/** Milliseconds: short, but long enough for a frame to load on a busy machine. */
const TIMEOUT = 4_000;

describe('the token', () => {
  const scene = useAttackScene();

  /** @param {import("../pages/victim.js").Outcome} outcome */
  const codeOf = (outcome) => ('error' in outcome ? outcome.error.code : 'success');

  /** @param {import("./support/victim.mjs").Victim} victim */
  async function showsNothing(victim) {
    const { usable, seen, spoken } = await victim.shown('number');
    assert.equal(usable, false, 'the field has no value behind its mask');
    assert.doesNotMatch(seen + spoken, /\d/);
  }

  row('17 another endpoint, or a redirect to one', ({ attack, control }) => {
    attack("an endpoint in the options or in the frame's address is ignored", async () => {
      const { origin } = scene.attacker;
      const token = await scene.tokenFor('card');
      const places = [
        { session: { api: `${origin}/graphql`, endpoint: origin, timeout: 1_000 } },
        { frameUrl: `${scene.addresses.frame}?api=${origin}/graphql`, session: { timeout: 1_000 } },
        {
          frameUrl: `${scene.addresses.frame}vault.html#api=${origin}/`,
          session: { timeout: 1_000 },
        },
      ];
      for (const options of places) {
        const victim = await scene.victimPage();
        // An unknown option ends the session, and a `frameUrl` with a query starts none.
        await victim.open({ ...USES.card, token, ...options });
        await victim.run('if (victim.session) void victim.call()');
        await scene.settle();
        assert.doesNotMatch(scene.attacker.log(), /graphql|Bearer/i);
        assert.ok(!scene.attacker.log().includes(token));
      }
    });
    attack('a redirect is not followed, neither with the token nor with a PIN', async () => {
      const victim = await scene.victim('pin');
      await victim.type('pin', PIN);
      await victim.type('again', PIN);
      await scene.control.fault({ kind: 'redirect', times: ALWAYS });
      assert.equal(codeOf(await victim.call()), 'network');
      const requests = await scene.control.requests();
      assert.ok(
        requests.some(({ origin, status }) => origin === 'api' && status === 307),
        'the attack was made',
      );
      assert.deepEqual(
        requests.filter(({ path }) => path === '/redirected'),
        [],
      );
      assert.equal(await victim.field('pin').value(), PIN, 'the typed value stays');
    });
    control('a plain request is redirected anywhere', async () => {
      await scene.visit('/clipboard.html');
      await scene.control.fault({ kind: 'redirect' });
      await scene.driver.executeAsyncScript(
        "const [url, done] = arguments; fetch(url, { method: 'POST', mode: 'no-cors', body: 'pin' }).then(() => done(), () => done());",
        scene.addresses.api,
      );
      const requests = await scene.control.requests();
      assert.ok(requests.some(({ method, path }) => method === 'POST' && path === '/redirected'));
    });
  });

  row('18 a token used for another purpose', ({ attack, control }) => {
    attack(
      'a token for another card or operation, and an ended token, are refused, and nothing is shown',
      async () => {
        const cases = [
          { code: 'access-denied', token: await scene.tokenFor('card', { id: OTHER_CARD.id }) },
          {
            code: 'access-denied',
            token: await scene.tokenFor('card', { permissions: ['SET_PAYMENT_CARD_PIN'] }),
          },
          { code: 'token-expired', token: await scene.tokenFor('card', { expiresInSeconds: -60 }) },
        ];
        for (const { code, token } of cases) {
          const victim = await scene.victim('card', { token });
          assert.equal(codeOf(await victim.call()), code);
          await showsNothing(victim);
        }
      },
    );
    attack('a token that ends while a card is revealed hides the card', async () => {
      const victim = await scene.viewedCard({
        token: await scene.tokenFor('card', { expiresInSeconds: 8 }),
      });
      const { seen } = await victim.reveal('number');
      assert.equal(seen.replaceAll(' ', ''), CARD.number);
      await victim.heard('number', 'hide');
      await showsNothing(victim);
    });
    control('the right token shows the card', async () => {
      const victim = await scene.viewedCard();
      assert.equal((await victim.reveal('number')).seen.replaceAll(' ', ''), CARD.number);
    });
  });

  row('19 a callback that returns the wrong token', ({ attack, control }) => {
    const WORDS = "the page's own words";

    /** @returns {Promise<import("../pages/victim.js").Answer[]>} */
    const wrong = async () => [
      // The error is thrown as often as one call asks for a token. Otherwise the next call would
      // depend on which of two timers is late.
      { throws: WORDS },
      { throws: WORDS },
      { throws: WORDS },
      { never: true },
      { give: 'no token at all\r\nX-Injected: 1' },
      { give: { value: 17, expirationDate: [] } },
      { give: await scene.tokenFor('card', { id: OTHER_CARD.id }) },
    ];
    const CODES = [
      'token-unavailable',
      'token-unavailable',
      'token-malformed',
      'token-malformed',
      'access-denied',
    ];

    attack('each has its own code, shows nothing and repeats no text of the page', async () => {
      const victim = await scene.victim('card', {
        tokens: await wrong(),
        session: { timeout: TIMEOUT },
      });
      for (const code of CODES) {
        const outcome = await victim.call();
        assert.equal(codeOf(outcome), code);
        assert.ok(!JSON.stringify(outcome).includes(WORDS));
        await showsNothing(victim);
      }
      assert.doesNotMatch(JSON.stringify(await scene.control.requests()), /x-injected/i);
    });
    control('the right token, given after them, shows the card', async () => {
      const tokens = [...(await wrong()), { give: await scene.tokenFor('card') }];
      const victim = await scene.victim('card', { tokens, session: { timeout: TIMEOUT } });
      for (const code of [...CODES, 'success']) assert.equal(codeOf(await victim.call()), code);
      assert.ok((await victim.shown('number')).usable);
    });
  });

  row('20 GraphQL injected through ids, names and PINs', ({ attack, control }) => {
    const ID = `x") { __typename } stolen: node(id: "${CARD.id}`;

    /** The requests that the API got. */
    const sent = async () =>
      /** @type {(import("../browser/support/control.mjs").SeenRequest & { document: string, variables: any })[]} */ (
        (await scene.sent()).filter(({ method }) => method === 'POST')
      );
    /**
     * Removes the insignificant white space of the document, as the build of the wasm does.
     * @param {string} text
     */
    const words = (text) =>
      text
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/ ?(\.\.\.|[{}():!,]) ?/g, '$1')
        .trim();
    /** @param {string} name */
    const document = async (name) => words(await readFile(new URL(name, OPERATIONS), 'utf8'));

    attack(
      'the document is the built-in one, and the injected text is the value of a variable',
      async () => {
        const victim = await scene.victim('card');
        await victim.call({ paymentCardId: ID });
        const [viewed] = await sent();
        assert.equal(words(viewed.document), await document('view_payment_card.graphql'));
        assert.deepEqual(viewed.variables, { id: ID });
        await showsNothing(victim);
      },
    );
    attack('names are sent as values, and a PIN that is not digits is not sent', async () => {
      const pin = await scene.victim('pin');
      for (const field of ['pin', 'again']) await pin.type(field, '82"})');
      assert.equal(codeOf(await pin.call({ paymentCardId: ID })), 'invalid-fields');
      assert.deepEqual(await sent(), []);
      const victim = await scene.victim('ssn');
      await victim.type('ssn', '572819364');
      const { personAccountHolder } = USES.ssn.input;
      const streetAddress = `12 Park Row" }) { __typename } }`;
      const billingAddress = { ...personAccountHolder.billingAddress, streetAddress };
      const outcome = await victim.call({
        personAccountHolder: { ...personAccountHolder, billingAddress },
      });
      const [tokenized] = await sent();
      assert.ok(tokenized, JSON.stringify(outcome));
      assert.equal(
        words(tokenized.document),
        await document('tokenize_person_account_holder.graphql'),
      );
    });
    control('a page that concatenates its query sends the injected selection', async () => {
      await scene.visit('/clipboard.html');
      await scene.driver.executeAsyncScript(
        `const [api, token, id, done] = arguments;
        const query = \`query { node(id: "\${id}") { __typename } }\`;
        fetch(api, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: "Bearer " + token },
          body: JSON.stringify({ query }),
        }).then(() => done());`,
        scene.addresses.api,
        await scene.tokenFor('card'),
        ID,
      );
      const [asked] = await until('it is asked for', async () => {
        const requests = await sent();
        return requests.length > 0 ? requests : undefined;
      });
      assert.match(asked.document, /stolen: node/);
    });
  });
});
