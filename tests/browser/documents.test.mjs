// @ts-check
// Documents on their way: what is taken, what is refused, what goes on after a failure, and when
// the upload session is ended.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { FormPage } from './support/form-page.mjs';
import { clickOn } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { EICAR, JPEG, PDF, PNG, writeFiles } from './support/test-files.mjs';
import { until } from './support/wait.mjs';

describe('documents', () => {
  const scene = useScene();

  /** The upload session that the documents are for. */
  function session() {
    const found = scene.objects.documentUploadSessions.find(({ status }) => status === 'CREATED');
    if (!found) throw new Error('the seed has no new upload session');
    return found;
  }

  const state = () => scene.control.uploadSession(session().id);
  const statuses = async () => (await state()).links.map(({ status }) => status);
  const input = () => ({ documentUploadSessionId: session().id });

  /**
   * @param {Record<string, Uint8Array>} files
   * @param {number} [taken] how many of them are in the list in the end
   */
  async function picked(files, taken = Object.keys(files).length) {
    const page = await FormPage.open(scene, {
      token: { for: 'uploadDocuments', id: session().id },
      fields: [{ kind: 'document', options: { documentTypes: session().requiredDocumentTypes } }],
    });
    await page.pick(await writeFiles(files));
    await until(`${taken} files are in the list`, async () => (await names(page)).length === taken);
    return page;
  }

  /** @param {FormPage} page @returns {Promise<string[]>} */
  const names = (page) =>
    page
      .input('document')
      .inside(() =>
        scene.driver.executeScript(
          "return [...document.querySelectorAll('.files .name')].map((e) => e.textContent)",
        ),
      );

  /** @param {FormPage} page @returns {Promise<string>} */
  const said = (page) =>
    page
      .input('document')
      .inside(() => scene.driver.executeScript("return document.getElementById('e').textContent"));

  test('are known by their content, not by their name', async () => {
    const page = await picked(
      {
        'a.txt': PDF,
        b: PNG,
        'c.pdf': JPEG,
        'd.pdf': Buffer.from('<html>'),
        'e.png': Buffer.alloc(0),
      },
      3,
    );
    assert.deepEqual((await names(page)).sort(), ['a.txt', 'b', 'c.pdf']);
    await page.heard('document', 'error', (detail) => detail.code === 'invalid');
    assert.notEqual(await said(page), '', 'the field says what may be in it');
    expectSuccess(await page.call('uploadDocuments', input()));
    const types = (await state()).links.map(({ contentType }) => contentType);
    assert.deepEqual(types.sort(), ['application/pdf', 'image/jpeg', 'image/png']);
  });

  test('have 10 MB at most', async () => {
    const sized = (/** @type {number} */ size) =>
      Buffer.concat([PDF, Buffer.alloc(size - PDF.length, '%')]);
    const page = await picked(
      { 'right.pdf': sized(10_000_000), 'large.pdf': sized(10_000_001) },
      1,
    );
    await page.heard('document', 'error', (detail) => detail.code === 'invalid');
    assert.deepEqual(await names(page), ['right.pdf']);
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await state()).links.map(({ size }) => size),
      [10_000_000],
    );
  });

  test('are needed: without any, nothing is sent', async () => {
    const page = await picked({});
    const error = expectError(await page.call('uploadDocuments', input()), 'invalid-fields');
    assert.deepEqual(error.fields, [{ path: 'document', code: 'missing' }]);
    assert.deepEqual(await scene.sent(), []);
  });

  test('with malware in them arrive, and are denied by the API', async () => {
    const page = await picked({ 'eicar.pdf': EICAR });
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(await statuses(), ['DENIED']);
  });

  test('that come too late for their link get a new one', async () => {
    const page = await picked({ 'a.pdf': PDF });
    // The link is made, and its answer is five minutes late.
    await scene.control.fault({
      kind: 'hold',
      operationName: 'CreateDocumentUploadLink',
      afterCommit: true,
    });
    const call = await page.begin('uploadDocuments', input());
    await until('the link is made', async () => (await state()).links.length > 0);
    await scene.control.setClock(301);
    await scene.control.clearFaults();
    expectSuccess(await page.outcome(call));
    assert.deepEqual(await statuses(), ['PENDING', 'COMPLETED']);
    assert.equal((await state()).status, 'SUBMITTED');
  });

  test('are still there, with the types that were chosen, when the page moves the field', async () => {
    const types = session().requiredDocumentTypes;
    const page = await picked({ 'a.pdf': PDF, 'b.png': PNG, 'c.pdf': PDF });
    const first = (await names(page))[0];
    const inside = (/** @type {string} */ script) =>
      page.input('document').inside(() => scene.driver.executeScript(script));
    const last = types[types.length - 1];
    await inside(
      `document.querySelectorAll(".files select").forEach((select) => (select.value = ${JSON.stringify(last)}))`,
    );
    const ready = async () =>
      (await page.told()).filter((e) => e.source === 'document' && e.type === 'ready').length;
    const before = await ready();
    await scene.driver.executeScript(`
      const frame = document.querySelector("iframe.sordino-field");
      const place = frame.parentElement;
      frame.remove(); // its document goes
      place.append(frame); // and comes anew`);
    await until('it is ready again', async () => (await ready()) > before);
    assert.equal((await names(page)).length, 3);
    // Its button takes out the one that it stands beside. (By a script: WebKit's driver finds no
    // element that another document had.)
    await inside("document.querySelector('.files button').click()");
    await until('it is taken out', async () => (await names(page)).length === 2);
    assert.ok(!(await names(page)).includes(first));
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await state()).links.map(({ status }) => status),
      ['COMPLETED', 'COMPLETED'],
    );
    assert.deepEqual(
      (await state()).links.map(({ documentType }) => documentType),
      [last, last],
    );
    assert.deepEqual(await names(page), []);
  });

  test('that are still being read when an upload begins stay in the list for the next', async (context) => {
    if (scene.engine === 'firefox')
      return context.diagnostic(
        "Firefox lets its driver put nothing in place of a frame's own functions",
      );
    const page = await picked({ 'a.pdf': PDF });
    const inside = (/** @type {string} */ script) =>
      page.input('document').inside(() => scene.driver.executeScript(script));
    await inside(`
      const { arrayBuffer } = Blob.prototype;
      const isRead = new Promise((resolve) => (window.goOn = resolve));
      Blob.prototype.arrayBuffer = function () { return isRead.then(() => arrayBuffer.call(this)); };`);
    await page.pick(await writeFiles({ 'slow.png': PNG }));
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await until('the first is on its way', async () => (await state()).links.length > 0);
    await inside('goOn()');
    await until('the second is in the list', async () => (await names(page)).length === 2);
    await scene.control.clearFaults();
    expectSuccess(await page.outcome(call));
    assert.deepEqual(await names(page), ['slow.png']);
    assert.equal((await state()).links.length, 1);
  });

  test('that did not arrive are sent by the next call, and only they; the session ends when all are up', async () => {
    const page = await picked({ 'a.pdf': PDF, 'b.png': PNG });
    await scene.control.fault({ kind: 'status', status: 503, target: 'upload' });
    const error = expectError(await page.call('uploadDocuments', input()), 'server-error');
    assert.ok(error.retryable);
    const first = await state();
    assert.equal(first.status, 'IN_PROGRESS', 'not ended');
    assert.equal(first.links.filter(({ status }) => status === 'COMPLETED').length, 1);
    await page.heard('document', 'progress', (detail) => detail.state === 'failed');
    assert.equal((await names(page)).length, 2, 'nothing is lost');

    expectSuccess(await page.call('uploadDocuments', input()));
    const second = await state();
    assert.equal(second.status, 'SUBMITTED');
    // Whether a file has arrived that got no answer, nobody knows: it goes to the link that it was
    // sent to.
    assert.equal(second.links.length, first.links.length, 'to the same link');
    assert.equal(second.links.filter(({ status }) => status === 'COMPLETED').length, 2);
    await until('the list is empty', async () => (await names(page)).length === 0);
  });

  test('can be stopped, and go on', async () => {
    const page = await picked({ 'a.pdf': PDF });
    await scene.control.fault({ kind: 'never', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await until('it is on its way', async () => {
      return (await scene.control.requests()).some(
        ({ origin, method }) => origin === 'upload' && method === 'PUT',
      );
    });
    await page.abort();
    expectError(await page.outcome(call), 'aborted');
    assert.notEqual((await state()).status, 'SUBMITTED');
    assert.deepEqual(await names(page), ['a.pdf']);
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.equal((await state()).status, 'SUBMITTED');
  });

  test('stay in the list as they are while they are sent', async () => {
    const page = await picked({ 'a.pdf': PDF, 'b.png': PNG });
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await until('it is on its way', async () => {
      return (await scene.control.requests()).some(
        ({ origin, method }) => origin === 'upload' && method === 'PUT',
      );
    });
    const remove = By.css('.files button');
    await page
      .input('document')
      .inside(async () => clickOn(scene.driver, await scene.driver.findElement(remove)));
    assert.equal((await page.outcomes()).length, 0, 'it is still on its way');
    assert.equal((await names(page)).length, 2);
    await scene.control.clearFaults();
    expectSuccess(await page.outcome(call));
    assert.deepEqual(await statuses(), ['COMPLETED', 'COMPLETED']);
  });

  test('are not taken after the end', async () => {
    const page = await picked({ 'a.pdf': PDF });
    expectSuccess(await page.call('uploadDocuments', input()));
    await page.pick(await writeFiles({ 'b.pdf': PDF }));
    await until('it is in the list', async () => (await names(page)).length === 1);
    const error = expectError(await page.call('uploadDocuments', input()), 'user-error');
    assert.ok(Array.isArray(error.fields) && error.fields.length > 0);
    assert.equal((await state()).links.length, 1);
    assert.deepEqual(await names(page), ['b.pdf'], 'nothing is lost');
  });
});
