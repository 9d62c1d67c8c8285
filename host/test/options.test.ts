// The loader copies values of the page as plain data, or refuses them at once with their path.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createSession } from '../src/index.js';
import { FRAME_URL } from './support/page.js';
import { failure, open, refused } from './support/session.js';

for (const timeout of [0, -1, NaN, Infinity, 3e9, 120_001, 1.5]) {
  test(`a timeout of ${timeout} is refused at once`, () => {
    assert.throws(
      () => createSession({ frameUrl: FRAME_URL, clientToken: 't', timeout }),
      refused('invalid-options', 'timeout'),
    );
  });
}

/** Returns a proxy like Vue's `reactive`: each object that is read from it is a proxy too. */
const reactive = <T extends object>(target: T): T =>
  new Proxy(target, {
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver);
      return typeof value === 'object' && value !== null ? reactive(value) : value;
    },
  });

class Input {
  readonly paymentCardId = 'cd_1';
  readonly list = [{ deep: true }];
}

test('proxies and objects of a class are copied as plain data, in every method', async (context) => {
  const { page, session } = open(context, {
    ...reactive({ appearance: { variables: { colorText: '#000' } }, words: { pin: 'Code' } }),
    clientToken: () => reactive({ value: 't', expirationDate: null }),
  });
  const field = session.createField('document', reactive({ documentTypes: ['A', 'B'] }));
  field.mount(page.document.body as never);
  void session.viewPaymentCard(reactive(new Input())).catch(() => {});
  const vault = page.greet();
  const { appearance, words } = await vault.heard('start');
  assert.deepEqual([appearance, words], [{ variables: { colorText: '#000' } }, { pin: 'Code' }]);
  assert.deepEqual((await vault.heard('addField')).options, { documentTypes: ['A', 'B'] });
  assert.deepEqual((await vault.heard('call')).input, {
    paymentCardId: 'cd_1',
    list: [{ deep: true }],
  });
  vault.say({ needToken: { request: 1, reason: 'first' } });
  assert.deepEqual(await vault.heard('token'), {
    request: 1,
    token: { value: 't', expirationDate: null },
  });
  session.update(reactive({ appearance: { theme: 'dark' } }));
  assert.deepEqual(await vault.heard('appearance'), { theme: 'dark' });
  field.update(reactive({ documentTypes: ['C'] }));
  assert.deepEqual((await vault.heard('addField')).options, { documentTypes: ['C'] });
});

const cyclic: Record<string, unknown> = {};
cyclic['again'] = { and: cyclic };

for (const [what, value] of [
  ['a function', () => 'x'],
  ['a symbol', Symbol('x')],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['an address', new URL(FRAME_URL)],
  ['a promise', Promise.resolve('x')],
] as const) {
  test(`${what} is refused at once with its path, in every method`, async (context) => {
    const { page, session } = open(context);
    const create = (options: object) => () =>
      createSession({ frameUrl: FRAME_URL, clientToken: 't', ...options });
    const option = (path: string) => refused('invalid-options', path);
    assert.throws(create({ locale: value }), option('locale'));
    assert.throws(
      create({ appearance: { variables: { colorText: value } } }),
      option('appearance.variables.colorText'),
    );
    assert.throws(create({ words: { pin: value } }), option('words.pin'));
    assert.throws(
      () => session.update({ appearance: { theme: value as never } }),
      option('appearance.theme'),
    );
    assert.throws(() => session.createField('pin', { label: value as never }), option('label'));
    const field = session.createField('document').mount(page.document.body as never);
    assert.throws(
      () => field.update({ documentTypes: ['A', value as never] }),
      option('documentTypes.1'),
    );
    const error = await failure(session.viewPaymentCard({ paymentCardId: value as never }));
    assert.deepEqual({ ...error }, refused('invalid-input', 'paymentCardId'));

    const vault = page.greet();
    vault.say({ ready: {} });
    await session.ready;
    assert.equal((await vault.heard('addField')).kind, 'document', 'later fields come');
  });
}

test('a cycle is refused', async (context) => {
  const { session } = open(context);
  const { code, fields } = await failure(session.viewPaymentCard(cyclic as never));
  assert.equal(code, 'invalid-input');
  assert.match(`${fields?.[0]?.path}`, /^again\.and\.again\.and/);
});

test('a name like __proto__ reaches the vault, which checks it', async (context) => {
  const variables: unknown = JSON.parse('{"__proto__":"#000","colorText":"#111"}');
  const { page, session } = open(context);
  const vault = page.greet();
  session.update({ appearance: { variables: variables as object } });
  const { variables: sent = {} } = (await vault.heard('appearance')) as { variables?: object };
  assert.deepEqual(Object.keys(sent), ['__proto__', 'colorText']);
});
