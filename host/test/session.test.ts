import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EFFECTS, type Operation } from '../src/generated/protocol.js';
import { createSession, type SordinoError } from '../src/index.js';
import { FRAME_URL, openPage } from './support/page.js';
import { failure, INPUT, open } from './support/session.js';

/** Calls any operation. */
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
  test(`a vault that ${what} ends the session, fires error and settles every call`, async (context) => {
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

test('a call in the same task as the removal of the vault is not sent, and its outcome is known', async (context) => {
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

test('mounting a field also detects the lost vault, and `retry` inserts the field', async (context) => {
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

test('an abort settles at once without a vault, and within a second if the vault does not answer', async (context) => {
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

test('a wrong signal is refused before the call is sent', async (context) => {
  const { page, session } = open(context);
  const vault = page.greet();
  await assert.rejects(session.setPaymentCardPin(INPUT, { signal: {} as never }), TypeError);
  void session.viewPaymentCard(INPUT).catch(() => {});
  assert.equal((await vault.heard('call')).operation, 'viewPaymentCard');
});

test('control: the vault’s answer to an abort is used', async (context) => {
  const { page, session } = open(context);
  const vault = page.greet();
  const controller = new AbortController();
  const call = session.setPaymentCardPin(INPUT, { signal: controller.signal });
  controller.abort();
  const { id } = await vault.heard('abort');
  vault.say({ failed: { id, error: { code: 'aborted', retryable: false } } });
  assert.equal((await failure(call)).outcome, undefined);
});

test('`retry` inserts the fields that are mounted then', async (context) => {
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

test('`retry` returns the present `ready` while the session has not ended, and does nothing after `destroy`', async (context) => {
  const { page, session } = open(context);
  const before = session.ready;
  assert.equal(session.retry(), before);
  session.destroy();
  assert.equal((await failure(session.retry())).code, 'destroyed');
  assert.deepEqual(page.frames('vault'), []);
});

test('`timeout` starts when a prerendered page is activated', async (context) => {
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

test('`focus` before a field is ready takes effect when it is ready, unless the focus has moved', async (context) => {
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

  // After `retry`, no field is ready.
  page.vault().remove();
  await failure(session.viewPaymentCard(INPUT));
  void session.retry();
  const next = page.greet();
  field.focus();
  assert.equal(page.document.activeElement, page.frames('field')[0]);
  assert.equal((await next.heard('addField')).id, id);
  next.say({ field: { id, event: { type: 'ready', detail: ready.ready } } });
  assert.deepEqual(await next.heard('commandField'), { id, command: 'focus' });

  // The field's document loads again, and the person has focused something else.
  page.document.activeElement = null;
  next.say({ field: { id, event: { type: 'ready', detail: ready.ready } } });
  await new Promise((resolve) => field.addEventListener('ready', resolve));
  field.clear();
  assert.deepEqual(await next.heard('commandField'), { id, command: 'clear' });
});

test('`blur` before a field is ready cancels the focus', async (context) => {
  const { page, session } = open(context);
  const field = session.createField('pin').mount(page.document.body as never);
  field.focus();
  assert.equal(page.document.activeElement, page.frames('field')[0]);
  field.blur();
  assert.equal(page.document.activeElement, null);
});

test('a field can’t be mounted in an element of another document', (context) => {
  const { page, session } = open(context);
  const other = new (page.document.constructor as { new (): typeof page.document })();
  const field = session.createField('pin');
  for (const target of [other.body, other, page.document, {}, null, 'nowhere'])
    assert.throws(() => field.mount(target as never), { code: 'mount-target' });
  assert.deepEqual(page.frames('field'), []);
  assert.equal(field.mount(page.document.body as never), field);
});
