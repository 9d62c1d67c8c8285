import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { type Code, EFFECTS, type Operation } from '../src/generated/protocol.js';
import { createSession, type SessionOptions, SordinoError } from '../src/index.js';
import { FRAME_URL, openPage } from './support/page.js';

/** What a promise rejects with; a promise that does not is a failure. */
const failure = async (promise: Promise<unknown>): Promise<SordinoError> => {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  );
  assert.ok(error instanceof SordinoError, String(error));
  return error;
};

const refused = (code: Code, path: string) => ({
  name: 'SordinoError',
  code,
  retryable: false,
  fields: [{ path, code: 'invalid' }],
});

/** A session in a page; `lost` has the errors that it ended with. */
const open = (context: TestContext, options: Partial<SessionOptions> = {}) => {
  const page = openPage(context);
  const session = createSession({ frameUrl: FRAME_URL, clientToken: 't', ...options });
  const lost: Code[] = [];
  session.addEventListener('error', ({ detail }) => {
    if (detail.ended) lost.push(detail.code);
  });
  context.after(() => session.destroy());
  return { page, session, lost };
};

const INPUT = { paymentCardId: 'cd_1' };

/** Asks for each operation in the same way. */
const run = (session: ReturnType<typeof createSession>, operation: Operation): Promise<unknown> =>
  (session[operation] as (input: unknown) => Promise<unknown>)(INPUT);

for (const { what, remove } of [
  {
    what: 'is removed',
    remove: ({ vault }: ReturnType<typeof openPage>) => vault().remove(),
  },
  {
    what: 'goes with the body',
    remove: ({ document }: ReturnType<typeof openPage>) => document.body.remove(),
  },
]) {
  test(`a vault that ${what} ends the session: it is said, and every call is settled`, async (context) => {
    const { page, session, lost } = open(context);
    const vault = page.greet();
    vault.say({ ready: {} });
    await session.ready;
    const calls = (Object.keys(EFFECTS) as Operation[]).map(
      (operation) => [operation, failure(run(session, operation))] as const,
    );
    remove(page);
    for (const [operation, call] of calls) {
      const { code, ended, outcome, retryable } = await call;
      assert.deepEqual([code, ended], ['frame-unavailable', true]);
      const reads = EFFECTS[operation] === 'read';
      assert.deepEqual(
        [operation, outcome, retryable],
        [operation, reads ? undefined : 'unknown', reads],
      );
    }
    assert.deepEqual(lost, ['frame-unavailable']);
    assert.deepEqual([page.frames('vault'), page.observers()], [[], 0], 'nothing is left');
  });
}

test('a call in the same task as the removal of the vault was not sent, and says no other', async (context) => {
  const { page, session } = open(context);
  page.greet().say({ ready: {} });
  await session.ready;
  page.vault().remove();
  const error = await failure(session.setPaymentCardPin(INPUT));
  assert.deepEqual(
    [error.code, error.ended, error.outcome],
    ['frame-unavailable', true, undefined],
  );
  assert.equal(error.retryable, true);
});

test('a field that is mounted notices it, too, and comes with `retry`', async (context) => {
  const { page, session, lost } = open(context);
  page.greet().say({ ready: {} });
  await session.ready;
  const place = page.place('main');
  page.vault().remove();
  const pin = session.createField('pin').mount(place as never);
  assert.deepEqual([lost, page.frames('field')], [['frame-unavailable'], []]);

  const ready = session.retry();
  const vault = page.greet();
  vault.say({ ready: {} });
  await ready;
  const { id, kind } = await vault.heard('addField');
  assert.deepEqual([kind, page.frames('field').map(({ name }) => name)], ['pin', [id]]);
  pin.unmount();
  assert.deepEqual(page.frames('field'), []);
});

test('an abort settles: at once without a vault, in a second with one that does not answer', async (context) => {
  const { page, session } = open(context);
  const abort = async (operation: Operation) => {
    const controller = new AbortController();
    const { signal } = controller;
    const call = (session[operation] as (...given: unknown[]) => Promise<unknown>)(INPUT, {
      signal,
    });
    controller.abort();
    const { code, outcome } = await failure(call);
    return [code, outcome];
  };
  assert.deepEqual(await abort('setPaymentCardPin'), ['aborted', undefined]);
  page.greet().say({ ready: {} });
  await session.ready;
  assert.deepEqual(await abort('setPaymentCardPin'), ['aborted', 'unknown']);
  assert.deepEqual(await abort('viewPaymentCard'), ['aborted', undefined]);
});

test('control: what the vault answers to an abort counts', async (context) => {
  const { page, session } = open(context);
  const vault = page.greet();
  const controller = new AbortController();
  const call = session.setPaymentCardPin(INPUT, { signal: controller.signal });
  controller.abort();
  const { id } = await vault.heard('abort');
  vault.say({ failed: { id, error: { code: 'aborted', retryable: false } } });
  assert.equal((await failure(call)).outcome, undefined);
});

test('`retry` restores what is mounted then', async (context) => {
  const { page, session } = open(context);
  const [first, second] = [page.place('main'), page.place('aside')];
  const fields = {
    stays: session.createField('pin').mount('main'),
    leaves: session.createField('cvv').mount('main'),
    moves: session.createField('email').mount('main'),
    isMoved: session.createField('locality').mount('main'),
    isGone: session.createField('region').mount('main'),
  };
  const frameOf = (kind: string) =>
    page.frames('field').filter(({ dataset }) => dataset['sordinoKind'] === kind);
  for (const frame of frameOf('locality')) second.append(frame);
  for (const frame of frameOf('region')) frame.remove();
  page.vault().remove();
  await failure(session.ready);
  assert.deepEqual(page.frames('field'), []);
  fields.leaves.unmount();
  fields.moves.mount('aside');

  void session.retry();
  page.greet();
  const placed = (place: typeof first) =>
    place.children.map(({ dataset }) => dataset['sordinoKind']).sort();
  assert.deepEqual(placed(first), ['pin']);
  assert.deepEqual(placed(second), ['email', 'locality']);
  for (const field of Object.values(fields)) field.unmount();
  assert.deepEqual(page.frames('field'), []);
});

test('`retry` gives the `ready` that there is while the session lives, and does nothing after `destroy`', async (context) => {
  const { page, session } = open(context);
  const before = session.ready;
  assert.equal(session.retry(), before);
  session.destroy();
  assert.equal((await failure(session.retry())).code, 'destroyed');
  assert.deepEqual(page.frames('vault'), []);
});

for (const timeout of [0, -1, NaN, Infinity, 3e9, 120_001, 1.5]) {
  test(`a timeout of ${timeout} is refused at once`, () => {
    assert.throws(
      () => createSession({ frameUrl: FRAME_URL, clientToken: 't', timeout }),
      refused('invalid-options', 'timeout'),
    );
  });
}

/** As Vue's `reactive` does: each object that is read from a proxy is one, too. */
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

test('proxies and objects of a class are read as plain data, wherever a page gives one', async (context) => {
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
  test(`${what} is refused at once and with its path, wherever a page gives one`, async (context) => {
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

test('a cycle is refused and not followed', async (context) => {
  const { session } = open(context);
  const { code, fields } = await failure(session.viewPaymentCard(cyclic as never));
  assert.equal(code, 'invalid-input');
  assert.match(`${fields?.[0]?.path}`, /^again\.and\.again\.and/);
});

test('the clock of `timeout` starts when a prerendered page is activated', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const page = openPage(context);
  page.document.prerendering = true;
  const session = createSession({ frameUrl: FRAME_URL, clientToken: 't', timeout: 1_000 });
  context.after(() => session.destroy());
  const settled: string[] = [];
  session.ready.catch(({ code }: SordinoError) => settled.push(code));
  context.mock.timers.tick(100_000);
  await Promise.resolve();
  assert.deepEqual(settled, []);
  page.document.prerendering = false;
  page.document.dispatchEvent(new Event('prerenderingchange'));
  context.mock.timers.tick(999);
  await Promise.resolve();
  assert.deepEqual(settled, []);
  context.mock.timers.tick(1);
  assert.equal((await failure(session.ready)).code, 'frame-unavailable');
});

test('`focus` before a field is ready counts when it is ready, unless the focus has gone on', async (context) => {
  const { page, session } = open(context);
  const field = session.createField('pin').mount(page.document.body as never);
  field.focus();
  const vault = page.greet();
  const { id } = await vault.heard('addField');
  const ready = { ready: { height: 102, label: 'PIN' } };
  const become = (type: keyof typeof ready) =>
    vault.say({ field: { id, event: { type, detail: ready[type] } } });
  become('ready');
  assert.deepEqual(await vault.heard('commandField'), { id, command: 'focus' });

  // Its document is loaded again, and the person has gone elsewhere.
  page.document.activeElement = null;
  become('ready');
  await new Promise((resolve) => field.addEventListener('ready', resolve));
  field.clear();
  assert.deepEqual(await vault.heard('commandField'), { id, command: 'clear' });
});

test('`blur` before a field is ready takes the focus back', async (context) => {
  const { page, session } = open(context);
  const field = session.createField('pin').mount(page.document.body as never);
  field.focus();
  assert.equal(page.document.activeElement, page.frames('field')[0]);
  field.blur();
  assert.equal(page.document.activeElement, null);
});

test('an element of another document is no place for a field', (context) => {
  const { page, session } = open(context);
  const other = new (page.document.constructor as { new (): typeof page.document })();
  const field = session.createField('pin');
  for (const target of [other.body, other, page.document, {}, null, 'nowhere'])
    assert.throws(() => field.mount(target as never), { code: 'mount-target' });
  assert.deepEqual(page.frames('field'), []);
  assert.equal(field.mount(page.document.body as never), field);
});
