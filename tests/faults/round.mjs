// @ts-check
// One fault, injected into all use cases at once: each form is filled, the fault is injected, all
// forms are sent, and the outcomes are compared with what the sandbox has stored. Then the fault is
// removed, and the failed calls are repeated.
import { until } from '../browser/support/wait.mjs';
import { Random, seedOf } from './random.mjs';
import { faultFor, TIMEOUT } from './fault.mjs';
import { Form } from './form.mjs';
import { judge } from './judge.mjs';
import { sha256 } from './use-cases.mjs';

/** @import { Control } from "../browser/support/control.mjs" */
/** @import { TokenWish } from "../pages/faults/page.js" */
/** @import { Outcome } from "../pages/tell.js" */
/** @import { FaultKind } from "./fault.mjs" */
/** @import { Stored, Verdict } from "./judge.mjs" */
/** @import { Column, Entry } from "./use-cases.mjs" */

/**
 * @typedef {object} Bench
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {Control} control
 * @property {string} uploadSession an upload session of the seed, from which others are created
 * @property {{ token: TokenWish, operation: string, input: object }} warming a call that only opens
 * a connection to the API
 * @property {Map<string, Form>} forms the open forms, by the names of their columns
 */

/**
 * @typedef {object} Cell
 * @property {FaultKind} fault
 * @property {Column} column
 * @property {Entry} entry
 * @property {Form} form
 * @property {Random} random
 */

/** @param {Bench["forms"]} forms @param {string} name */
async function close(forms, name) {
  await forms.get(name)?.close();
  forms.delete(name);
}

/**
 * @param {Bench} bench
 * @param {FaultKind} fault
 * @param {Column} column
 * @param {number} seed
 * @returns {Promise<Cell>}
 */
async function fill({ driver, control, uploadSession, forms }, fault, column, seed) {
  const { useCase, name } = column;
  const mark = `${fault.name}.${name}.${seed}`;
  const random = new Random(seedOf(seed, `${fault.name} ${name}`));
  const entry = useCase.entry(random, mark);
  let { token } = useCase;
  if (useCase.perEntry) {
    token = { ...token, id: await control.anotherUploadSession(uploadSession) };
    entry.input = { documentUploadSessionId: token.id };
  }
  if (useCase.perEntry || fault.resent) await close(forms, name);
  let form = forms.get(name);
  if (!form) {
    form = new Form(driver, name);
    const mint = fault.resent ? { origin: control.origin, usage: 'SINGLE_USE' } : undefined;
    await form.open({ token, fields: useCase.fields, session: { timeout: TIMEOUT }, mint });
    forms.set(name, form);
  }
  for (const [field, text] of Object.entries(entry.typed)) await form.field(field).type(text);
  if (entry.document) await form.pick('document', entry.document);
  return { fault, column, entry, form, random };
}

/**
 * Makes a call, so that the frame's next request uses an existing connection to the API.
 *
 * @param {Bench} bench
 */
async function warm({ driver, control, forms, warming: { token, operation, input } }) {
  const name = 'warming';
  if (!forms.has(name)) {
    const form = new Form(driver, name);
    await form.open({ token, fields: [{ kind: 'paymentCard' }] });
    forms.set(name, form);
  }
  await driver.executeScript('harness.begin(arguments[0])', [{ form: name, operation, input }]);
  const [outcome] = /** @type {Outcome[]} */ (
    await driver.executeAsyncScript('harness.ended().then(arguments[0])')
  );
  if ('error' in outcome) throw new Error(`warming up failed: ${JSON.stringify(outcome)}`);
  await control.clearRequests();
}

/** @param {Bench} bench @param {readonly Cell[]} cells */
async function arm(bench, cells) {
  const { control } = bench;
  const [{ fault }] = cells;
  if (fault.resent) await warm(bench);
  for (const target of new Set(cells.map(({ column }) => column.target)))
    await fault.environment?.(control, target);
  for (const { column, entry, random } of cells) {
    const wish = faultFor(fault, column, idOf(column, entry), random);
    if (wish) await control.fault(wish);
  }
}

/**
 * Makes all calls at once and waits until all have ended.
 *
 * @param {Bench} bench
 * @param {readonly Cell[]} cells
 * @param {boolean} hasFault
 * @returns {Promise<Outcome[]>}
 */
async function call(bench, cells, hasFault) {
  const { driver } = bench;
  const wishes = cells.map(({ fault, column, entry, form }) => ({
    form: form.name,
    operation: column.useCase.operation,
    input: entry.input,
    abortAfter: hasFault && column.target === 'upload' ? fault.abortUploadAfter : undefined,
  }));
  await driver.executeScript('harness.begin(arguments[0])', wishes);
  const [{ fault }] = cells;
  if (hasFault && fault.companion) {
    // When the first call has arrived, another call of the same session is answered before it.
    await until('all have come', async () =>
      (await sends(bench, cells)).every((count) => count > 0),
    );
    await driver.executeScript(
      'harness.companions(arguments[0])',
      cells.map(({ column, form }) => ({
        form: form.name,
        ...companion(column.useCase.operation),
      })),
    );
  }
  const outcomes = await driver.executeAsyncScript('harness.ended().then(arguments[0])');
  return /** @type {Outcome[]} */ (outcomes);
}

/** Returns another operation, which the API refuses in this session. @param {string} other */
function companion(other) {
  return other === 'viewPaymentCard'
    ? { operation: 'viewDirectDepositDetail', input: { directDepositDetailId: 'of_nobody' } }
    : { operation: 'viewPaymentCard', input: { paymentCardId: 'of_nobody' } };
}

/**
 * Returns how often an entry's document is in its upload session.
 *
 * @param {Control} control
 * @param {Entry} entry
 */
async function copies(control, { input, document = new Uint8Array() }) {
  const { documentUploadSessionId: id } = /** @type {{ documentUploadSessionId: string }} */ (
    input
  );
  const { links } = await control.uploadSession(id);
  return links.filter(
    ({ status, sha256: hash }) => status === 'COMPLETED' && hash === sha256(document),
  ).length;
}

/** @param {Bench} bench @param {Cell} cell @returns {Promise<Stored>} */
async function look({ control }, { column, entry, form }) {
  const { useCase } = column;
  const effects = await useCase.effects(control, entry);
  const changes = await useCase.changes?.(control);
  const documents = entry.document && (await copies(control, entry));
  /** @type {Record<string, string>} */
  const holds = {};
  for (const { kind } of useCase.fields) holds[kind] = await form.holds(kind);
  return { effects, changes, documents, holds };
}

/**
 * Returns the id that distinguishes the requests of a cell from others of the same operation.
 *
 * @param {Column} column
 * @param {Entry} entry
 * @returns {string | undefined}
 */
function idOf({ useCase }, { input }) {
  return (
    useCase.variable ??
    /** @type {{ documentUploadSessionId?: string }} */ (input).documentUploadSessionId
  );
}

/**
 * Returns how often each cell's deciding request arrived.
 *
 * @param {Bench} bench
 * @param {readonly Cell[]} cells
 */
async function sends({ control }, cells) {
  const requests = await control.requests();
  return cells.map(({ fault, column, entry }) => {
    const operation = column.useCase.operationName;
    const id = idOf(column, entry);
    const own = requests.filter(({ method, operationName, variables }) => {
      const isOwn = id === undefined || JSON.stringify(variables ?? {}).includes(id);
      return method === 'POST' && operationName === operation && isOwn;
    });
    // Requests that the browser itself repeats have the same token; a retry of the vault has
    // another.
    return fault.resent
      ? new Set(own.map(({ headersSeen }) => headersSeen.authorization)).size
      : own.length;
  });
}

/**
 * Returns the cells that can be tested at the same time. Uploads are one batch, because no id
 * distinguishes them in advance. A fault that keeps connections busy has small batches, because a
 * call that finds no free connection never meets the fault.
 *
 * @param {FaultKind} fault
 * @param {readonly Column[]} columns
 */
function together({ atOnce, notAtUpload, resent }, columns) {
  const atApi = columns.filter(
    ({ target, useCase }) => target === 'api' && (!resent || useCase.effect === 'make'),
  );
  const atUpload = notAtUpload ? [] : columns.filter(({ target }) => target === 'upload');
  // Calls that are retried take longer, so they are one batch.
  const [makes, others] = [true, false].map((is) =>
    atApi.filter(({ useCase }) => (useCase.effect === 'make') === is),
  );
  const api = atOnce ? [...batches(others, atOnce), ...batches(makes, atOnce)] : [atApi];
  return [...api, atUpload].filter((batch) => batch.length > 0);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {number} size
 * @returns {T[][]}
 */
const batches = (items, size) =>
  items.length > size ? [items.slice(0, size), ...batches(items.slice(size), size)] : [[...items]];

/**
 * Tests all `columns` with one fault.
 *
 * @param {Bench} bench
 * @param {FaultKind} fault
 * @param {readonly Column[]} columns
 * @param {number} seed
 * @returns {Promise<Verdict[]>}
 */
export async function round(bench, fault, columns, seed) {
  const order = new Random(seedOf(seed, fault.name)).shuffled(columns);
  const verdicts = [];
  for (const batch of together(fault, order))
    verdicts.push(...(await attempt(bench, fault, batch, seed)));
  if (fault.upsets || fault.resent)
    for (const name of [...bench.forms.keys()]) await close(bench.forms, name);
  return verdicts;
}

/**
 * @param {Bench} bench
 * @param {FaultKind} fault
 * @param {readonly Column[]} columns
 * @param {number} seed
 * @returns {Promise<Verdict[]>}
 */
async function attempt(bench, fault, columns, seed) {
  const { driver, control } = bench;
  /** @type {Cell[]} */
  const cells = [];
  for (const column of columns) cells.push(await fill(bench, fault, column, seed));
  await driver.switchTo().defaultContent();
  await driver.executeAsyncScript(
    'harness.prepare(arguments[0]).then(arguments[1])',
    cells.map(({ form }) => form.name),
  );
  await control.clearRequests();

  const before = await Promise.all(cells.map(({ column }) => column.useCase.changes?.(control)));
  await arm(bench, cells);
  const first = await call(bench, cells, true);
  await control.clearFaults();
  await control.setClock(0);
  const sent = await sends(bench, cells);
  const stored = [];
  for (const cell of cells) stored.push(await look(bench, cell));

  const failed = cells.filter((_, index) => 'error' in first[index]);
  const second = failed.length > 0 ? await call(bench, failed, false) : [];
  const verdicts = [];
  for (const [index, cell] of cells.entries()) {
    const again = failed.indexOf(cell);
    verdicts.push(
      judge(cell, {
        first: first[index],
        sent: sent[index],
        before: before[index],
        between: stored[index],
        second: again < 0 ? undefined : second[again],
        after: again < 0 ? stored[index] : await look(bench, cell),
      }),
    );
  }
  for (const { form, entry } of cells)
    for (const field of Object.keys(entry.typed)) await form.clear(field);
  return verdicts;
}
