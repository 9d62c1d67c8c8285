// @ts-check
// Uploads: failures, retries, moved fields, and the end of the upload session.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { documentsOf } from './support/documents.mjs';
import { clickOn } from './support/keys.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { EICAR, PDF, PNG, writeFiles } from './support/test-files.mjs';
import { until } from './support/wait.mjs';

describe('uploads of documents', () => {
  const scene = useScene();
  const {
    uploadSession,
    uploadState,
    linkStatuses,
    input,
    openWithFiles,
    openPage,
    inside,
    chooseType,
    fileNames,
    moveField,
    uploadBegins,
  } = documentsOf(scene);

  test('a file with malware is sent, and the API denies it', async () => {
    const page = await openWithFiles({ 'eicar.pdf': EICAR });
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(await linkStatuses(), ['DENIED']);
  });

  test('a file gets a new link when its first link has expired', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF });
    // The link is created, but its answer arrives five minutes later.
    await scene.control.fault({
      kind: 'hold',
      operationName: 'CreateDocumentUploadLink',
      afterCommit: true,
    });
    const call = await page.begin('uploadDocuments', input());
    await until('the link is made', async () => (await uploadState()).links.length > 0);
    await scene.control.setClock(301);
    await scene.control.clearFaults();
    expectSuccess(await page.outcome(call));
    assert.deepEqual(await linkStatuses(), ['PENDING', 'COMPLETED']);
    assert.equal((await uploadState()).status, 'SUBMITTED');
  });

  test('files and their types stay when the page moves the field', async () => {
    const types = uploadSession().requiredDocumentTypes;
    const page = await openWithFiles({ 'a.pdf': PDF, 'b.png': PNG, 'c.pdf': PDF });
    const first = (await fileNames(page))[0];
    const last = types[types.length - 1];
    await chooseType(page, last);
    await moveField(page);
    assert.equal((await fileNames(page)).length, 3);
    // The button of a row removes its file. A script clicks it, because WebKit's driver can't find
    // elements in a document that was replaced.
    await inside(page, "document.querySelector('.files button').click()");
    await until('it is taken out', async () => (await fileNames(page)).length === 2);
    assert.ok(!(await fileNames(page)).includes(first));
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await uploadState()).links.map(({ status }) => status),
      ['COMPLETED', 'COMPLETED'],
    );
    assert.deepEqual(
      (await uploadState()).links.map(({ documentType }) => documentType),
      [last, last],
    );
    assert.deepEqual(await fileNames(page), []);
  });

  test('a file that is still being read when an upload begins stays for the next call', async (context) => {
    if (scene.engine === 'firefox')
      return context.diagnostic('Firefox does not let its driver replace functions of a frame');
    const page = await openWithFiles({ 'a.pdf': PDF });
    await inside(
      page,
      `
      const { arrayBuffer } = Blob.prototype;
      const isRead = new Promise((resolve) => (window.goOn = resolve));
      Blob.prototype.arrayBuffer = function () { return isRead.then(() => arrayBuffer.call(this)); };`,
    );
    await page.pick(await writeFiles({ 'slow.png': PNG }));
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await until('the first is on its way', async () => (await uploadState()).links.length > 0);
    await inside(page, 'goOn()');
    await until('the second is in the list', async () => (await fileNames(page)).length === 2);
    await scene.control.clearFaults();
    expectSuccess(await page.outcome(call));
    assert.deepEqual(await fileNames(page), ['slow.png']);
    assert.equal((await uploadState()).links.length, 1);
  });

  test('the next call sends only the files that failed; the session ends when all are up', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF, 'b.png': PNG });
    await scene.control.fault({ kind: 'status', status: 503, target: 'upload' });
    const error = expectError(await page.call('uploadDocuments', input()), 'server-error');
    assert.ok(error.retryable);
    const first = await uploadState();
    assert.equal(first.status, 'IN_PROGRESS', 'not ended');
    assert.equal(first.links.filter(({ status }) => status === 'COMPLETED').length, 1);
    await page.heard('document', 'progress', (detail) => detail.state === 'failed');
    assert.equal((await fileNames(page)).length, 2, 'nothing is lost');

    expectSuccess(await page.call('uploadDocuments', input()));
    const second = await uploadState();
    assert.equal(second.status, 'SUBMITTED');
    // A file without an answer may have arrived, so it goes to the same link again.
    assert.equal(second.links.length, first.links.length, 'to the same link');
    assert.equal(second.links.filter(({ status }) => status === 'COMPLETED').length, 2);
    await until('the list is empty', async () => (await fileNames(page)).length === 0);
  });

  test('an aborted upload can be continued', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF });
    await scene.control.fault({ kind: 'never', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await uploadBegins();
    await page.abort();
    expectError(await page.outcome(call), 'aborted');
    assert.notEqual((await uploadState()).status, 'SUBMITTED');
    assert.deepEqual(await fileNames(page), ['a.pdf']);
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.equal((await uploadState()).status, 'SUBMITTED');
  });

  test('files can’t be removed while they are sent', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF, 'b.png': PNG });
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await uploadBegins();
    const remove = By.css('.files button');
    await page
      .input('document')
      .inside(async () => clickOn(scene.driver, await scene.driver.findElement(remove)));
    assert.equal((await page.outcomes()).length, 0, 'it is still on its way');
    assert.equal((await fileNames(page)).length, 2);
    await scene.control.clearFaults();
    expectSuccess(await page.outcome(call));
    assert.deepEqual(await linkStatuses(), ['COMPLETED', 'COMPLETED']);
  });

  test('a file that is added after the session has ended is refused by the API', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF });
    expectSuccess(await page.call('uploadDocuments', input()));
    await page.pick(await writeFiles({ 'b.pdf': PDF }));
    await until('it is in the list', async () => (await fileNames(page)).length === 1);
    await chooseType(page, uploadSession().requiredDocumentTypes[0]);
    const error = expectError(await page.call('uploadDocuments', input()), 'user-error');
    assert.ok(Array.isArray(error.fields) && error.fields.length > 0);
    assert.equal((await uploadState()).links.length, 1);
    assert.deepEqual(await fileNames(page), ['b.pdf'], 'nothing is lost');
  });

  test('a sent file is sent again when its type changes', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF, 'b.pdf': PDF });
    const [first, second] = uploadSession().requiredDocumentTypes;
    // The first file fails and the second arrives, so that the session goes on.
    await scene.control.fault({ kind: 'status', status: 503, target: 'upload' });
    expectError(await page.call('uploadDocuments', input()), 'server-error');
    const completed = async () =>
      (await uploadState()).links
        .filter(({ status }) => status === 'COMPLETED')
        .map(({ documentType }) => documentType);
    assert.deepEqual(await completed(), [first]);
    const row = 'li[data-state=done]';
    await chooseType(page, second, row);
    assert.equal(await inside(page, `return document.querySelector('${row}')`), null, 'not done');
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual((await completed()).toSorted(), [first, first, second].toSorted());
  });

  test('sent files are sent again for another upload session', async () => {
    // A type that both sessions take.
    const documentTypes = ['BANK_STATEMENT'];
    const other = scene.objects.documentUploadSessions.filter(
      ({ status }) => status === 'CREATED',
    )[1];
    assert.ok(other);
    const page = await openPage({ documentTypes });
    await page.pick(await writeFiles({ 'a.pdf': PDF, 'b.pdf': PDF }));
    await until('both are in the list', async () => (await fileNames(page)).length === 2);
    await scene.control.fault({ kind: 'status', status: 503, target: 'upload' });
    expectError(await page.call('uploadDocuments', input()), 'server-error');
    const [done] = (await uploadState()).links.filter(({ status }) => status === 'COMPLETED');
    assert.ok(done);
    const minted = await scene.driver.executeAsyncScript(
      `const [body, then] = arguments;
       const headers = { 'content-type': 'application/json' };
       fetch('/client-tokens', { method: 'POST', headers, body: JSON.stringify(body) })
         .then((answer) => answer.json())
         .then(then);`,
      { for: 'uploadDocuments', id: other.id },
    );
    await page.giveToken(minted);
    // The current token is not for the other session; the next token is.
    const otherInput = { documentUploadSessionId: other.id };
    expectError(await page.call('uploadDocuments', otherInput), 'access-denied');
    expectSuccess(await page.call('uploadDocuments', otherInput));
    const { links, status } = await scene.control.uploadSession(other.id);
    assert.equal(status, 'SUBMITTED');
    assert.equal(links.filter((link) => link.status === 'COMPLETED').length, 2);
  });

  test('files stay after a failure when the page has moved the field', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF, 'b.pdf': PDF });
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await uploadBegins();
    await moveField(page);
    assert.equal((await fileNames(page)).length, 2);
    const enabled = "return document.querySelectorAll(':is(input, select, button):enabled').length";
    assert.equal(await inside(page, enabled), 0, 'still being sent');
    await page.abort();
    expectError(await page.outcome(call), 'aborted');
    assert.deepEqual((await fileNames(page)).toSorted(), ['a.pdf', 'b.pdf']);
    assert.notEqual(await inside(page, enabled), 0);
    await scene.control.clearFaults();
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(await fileNames(page), []);
  });

  test('an upload stops at the first rate limit', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF, 'b.pdf': PDF, 'c.pdf': PDF });
    await scene.control.fault({ kind: 'status', status: 429, target: 'upload', times: 9 });
    expectError(await page.call('uploadDocuments', input()), 'rate-limited');
    const puts = (await scene.control.requests()).filter(
      ({ origin, method }) => origin === 'upload' && method === 'PUT',
    );
    assert.equal(puts.length, 1);
    await scene.control.clearFaults();
    expectSuccess(await page.call('uploadDocuments', input()));
  });
});
