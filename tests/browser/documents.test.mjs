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
   * Files in the list of a field, each with the first type.
   *
   * @param {Record<string, Uint8Array>} files
   * @param {number} [taken] how many of them are in the list in the end
   */
  async function picked(files, taken = Object.keys(files).length) {
    const page = await opened();
    await page.pick(await writeFiles(files));
    await until(`${taken} files are in the list`, async () => (await names(page)).length === taken);
    await choose(page, session().requiredDocumentTypes[0]);
    return page;
  }

  /** @param {object} [options] of the field */
  const opened = (options = { documentTypes: session().requiredDocumentTypes }) =>
    FormPage.open(scene, {
      token: { for: 'uploadDocuments', id: session().id },
      fields: [{ kind: 'document', options }],
    });

  /**
   * @param {FormPage} page
   * @param {string} script in the field's document
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  const inside = (page, script, ...args) =>
    page.input('document').inside(() => scene.driver.executeScript(script, ...args));

  /**
   * Chooses a type, as a person does: the select tells that it has changed.
   *
   * @param {FormPage} page
   * @param {string} type
   * @param {string} [rows] of which rows; default: all
   */
  const choose = (page, type, rows = 'li') =>
    inside(
      page,
      `for (const select of document.querySelectorAll('.files ' + arguments[1] + ' select')) {
         select.value = arguments[0];
         select.dispatchEvent(new Event('change', { bubbles: true }));
       }`,
      type,
      rows,
    );

  /**
   * Drops files on an element of the field.
   *
   * @param {FormPage} page
   * @param {[name: string, bytes: number[]][]} files
   * @param {string} [on]
   * @returns {Promise<{ over: boolean, drop: boolean, effect: string }>} what was prevented
   */
  const drop = (page, files, on = '.zone') =>
    inside(
      page,
      `const data = new DataTransfer();
       for (const [name, bytes] of arguments[0]) data.items.add(new File([new Uint8Array(bytes)], name));
       // Of a drag that a script makes, engines keep no effect.
       Object.defineProperty(data, 'dropEffect', { value: '', writable: true });
       const fire = (type) => {
         const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
         document.querySelector(arguments[1]).dispatchEvent(event);
         return event;
       };
       const over = fire('dragover');
       return { over: over.defaultPrevented, drop: fire('drop').defaultPrevented, effect: data.dropEffect };`,
      files.map(([name, bytes]) => [name, [...bytes]]),
      on,
    );

  /** Firefox shows the frame's script none of the driver's own members. */
  const seesEffects = () => scene.engine !== 'firefox';

  /** @param {FormPage} page @returns {Promise<string[]>} what is said of the files that are not taken */
  const refused = (page) =>
    inside(
      page,
      "return [...document.querySelectorAll('.files .refused p')].map((e) => e.textContent)",
    );

  /** @param {FormPage} page @returns {Promise<string[]>} the codes that the page heard */
  const codes = async (page) =>
    (await page.told())
      .filter(({ source, type }) => source === 'document' && type === 'error')
      .map(({ detail }) => detail.code);

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
      .inside(() =>
        scene.driver.executeScript("return document.querySelector('.error').textContent"),
      );

  /** The page moves the field's iframe: its document goes, and comes again. @param {FormPage} page */
  async function move(page) {
    const ready = async () =>
      (await page.told()).filter((e) => e.source === 'document' && e.type === 'ready').length;
    const before = await ready();
    await scene.driver.executeScript(`
      const frame = document.querySelector("iframe.sordino-field");
      const place = frame.parentElement;
      frame.remove();
      place.append(frame);`);
    await until('it is ready again', async () => (await ready()) > before);
  }

  const onItsWay = () =>
    until('it is on its way', async () =>
      (await scene.control.requests()).some(
        ({ origin, method }) => origin === 'upload' && method === 'PUT',
      ),
    );

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
    await page.heard('document', 'error', (detail) => detail.code === 'too-large');
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
    const last = types[types.length - 1];
    await choose(page, last);
    await move(page);
    assert.equal((await names(page)).length, 3);
    // Its button takes out the one that it stands beside. (By a script: WebKit's driver finds no
    // element that another document had.)
    await inside(page, "document.querySelector('.files button').click()");
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
    await until('the first is on its way', async () => (await state()).links.length > 0);
    await inside(page, 'goOn()');
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
    await onItsWay();
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
    await onItsWay();
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
    await choose(page, session().requiredDocumentTypes[0]);
    const error = expectError(await page.call('uploadDocuments', input()), 'user-error');
    assert.ok(Array.isArray(error.fields) && error.fields.length > 0);
    assert.equal((await state()).links.length, 1);
    assert.deepEqual(await names(page), ['b.pdf'], 'nothing is lost');
  });

  /** @type {[name: string, bytes: number[] | Uint8Array, said: string, code: string][]} */
  const NOT_TAKEN = [
    ['empty.pdf', [], 'This file is empty.', 'empty-file'],
    ['notes.txt', Buffer.from('plain text'), 'Choose a PDF, PNG or JPEG.', 'file-type'],
    [
      'IMG_0001.HEIC',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'),
      'Save HEIC photos as JPEG.',
      'file-type',
    ],
  ];

  test('that are not taken are named, each with its reason; the page hears no name', async () => {
    const page = await opened();
    await drop(page, [
      ...NOT_TAKEN.map(([name, bytes]) => /** @type {[string, number[]]} */ ([name, [...bytes]])),
      ['right.pdf', [...PDF]],
    ]);
    await until('the right one is in the list', async () => (await names(page)).length === 1);
    const expected = NOT_TAKEN.map(([name, , said]) => `${name}: ${said}`);
    assert.deepEqual((await refused(page)).toSorted(), expected.toSorted());
    assert.deepEqual(
      await codes(page),
      NOT_TAKEN.map(([, , , code]) => code),
    );
    const told = JSON.stringify(await page.told());
    for (const [name] of NOT_TAKEN) assert.ok(!told.includes(name), name);
    // A row goes by its button.
    await inside(page, "document.querySelector('.refused button').click()");
    assert.equal((await refused(page)).length, 2);
    assert.deepEqual(await names(page), ['right.pdf']);
    // The others go when files are chosen again.
    await drop(page, [['more.pdf', [...PDF]]]);
    await until('two are in the list', async () => (await names(page)).length === 2);
    assert.deepEqual(await refused(page), []);
  });

  test('are 20 at most; each further one is named', async () => {
    const page = await opened();
    const files = Array.from(
      { length: 22 },
      (_, at) => /** @type {[string, number[]]} */ ([`${at}.pdf`, [...PDF]]),
    );
    await drop(page, files);
    await until('two are not taken', async () => (await refused(page)).length === 2);
    assert.equal((await names(page)).length, 20);
    assert.deepEqual(await refused(page), [
      '21.pdf: No more than 20 files.',
      '20.pdf: No more than 20 files.',
    ]);
    assert.deepEqual(await codes(page), ['too-many', 'too-many']);
  });

  test('may have a byte order mark and a line end before a PDF’s header', async () => {
    const page = await opened({ documentTypes: [session().requiredDocumentTypes[0]] });
    await drop(page, [
      ['a.pdf', [0xef, 0xbb, 0xbf, ...PDF]],
      ['b.pdf', [13, 10, ...PDF]],
    ]);
    await until('both are in the list', async () => (await names(page)).length === 2);
    assert.deepEqual(await refused(page), []);
  });

  test('of several types need a choice each; nothing is chosen beforehand', async () => {
    const page = await opened();
    const [first, second] = session().requiredDocumentTypes;
    await page.pick(await writeFiles({ 'a.pdf': PDF, 'b.pdf': PDF }));
    await until('both are in the list', async () => (await names(page)).length === 2);
    const { detail } = await page.heard('document', 'change', ({ empty }) => !empty);
    assert.deepEqual(detail, { empty: false, complete: false, valid: false, code: 'missing' });
    await choose(page, second, 'li:first-child');
    const error = expectError(await page.call('uploadDocuments', input()), 'invalid-fields');
    assert.deepEqual(error.fields, [{ path: 'document.1.documentType', code: 'missing' }]);
    assert.equal(await said(page), 'Choose a type for each file.');
    assert.deepEqual(await scene.sent(), []);
    const marked =
      "return [...document.querySelectorAll('select')].map((e) => e.getAttribute('aria-invalid'))";
    assert.deepEqual(await inside(page, marked), ['false', 'true']);
    await choose(page, first, 'li:last-child');
    await page.heard('document', 'change', ({ complete }) => complete);
    assert.equal(await said(page), '');
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await state()).links.map(({ documentType }) => documentType),
      [second, first],
    );
  });

  test('of one type need no choice', async () => {
    const [type] = session().requiredDocumentTypes;
    const page = await opened({ documentTypes: [type] });
    await page.pick(await writeFiles({ 'a.pdf': PDF }));
    await page.heard('document', 'change', ({ complete }) => complete);
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await state()).links.map(({ documentType }) => documentType),
      [type],
    );
  });

  test('that were sent are sent again as another type', async () => {
    const page = await picked({ 'a.pdf': PDF, 'b.pdf': PDF });
    const [first, second] = session().requiredDocumentTypes;
    // The first file fails and the second arrives, so that the session goes on.
    await scene.control.fault({ kind: 'status', status: 503, target: 'upload' });
    expectError(await page.call('uploadDocuments', input()), 'server-error');
    const completed = async () =>
      (await state()).links
        .filter(({ status }) => status === 'COMPLETED')
        .map(({ documentType }) => documentType);
    assert.deepEqual(await completed(), [first]);
    const row = 'li[data-state=done]';
    await choose(page, second, row);
    assert.equal(await inside(page, `return document.querySelector('${row}')`), null, 'not done');
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual((await completed()).toSorted(), [first, first, second].toSorted());
  });

  test('that were sent are sent again for another upload session', async () => {
    // A type that both sessions take.
    const documentTypes = ['BANK_STATEMENT'];
    const other = scene.objects.documentUploadSessions.filter(
      ({ status }) => status === 'CREATED',
    )[1];
    assert.ok(other);
    const page = await opened({ documentTypes });
    await page.pick(await writeFiles({ 'a.pdf': PDF, 'b.pdf': PDF }));
    await until('both are in the list', async () => (await names(page)).length === 2);
    await scene.control.fault({ kind: 'status', status: 503, target: 'upload' });
    expectError(await page.call('uploadDocuments', input()), 'server-error');
    const [done] = (await state()).links.filter(({ status }) => status === 'COMPLETED');
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
    // The token at hand is not for the other session: the one after it is.
    const otherInput = { documentUploadSessionId: other.id };
    expectError(await page.call('uploadDocuments', otherInput), 'access-denied');
    expectSuccess(await page.call('uploadDocuments', otherInput));
    const { links, status } = await scene.control.uploadSession(other.id);
    assert.equal(status, 'SUBMITTED');
    assert.equal(links.filter((link) => link.status === 'COMPLETED').length, 2);
  });

  test('can’t be added, taken out or retyped while the field is disabled', async () => {
    const page = await picked({ 'a.pdf': PDF });
    const [first] = session().requiredDocumentTypes;
    const options = { documentTypes: session().requiredDocumentTypes };
    const disable = (/** @type {boolean} */ disabled) =>
      page.field('document', 'update', { ...options, disabled });
    const enabled = () =>
      inside(page, "return document.querySelectorAll(':is(input, select, button):enabled').length");
    /** Nothing that a person does has an effect. */
    async function isLocked() {
      assert.equal(await enabled(), 0);
      const { over, effect } = await drop(page, [['late.pdf', [...PDF]]]);
      assert.ok(over);
      if (seesEffects()) assert.equal(effect, 'none');
      await inside(page, "document.querySelector('.files button').click()");
      assert.deepEqual(await names(page), ['a.pdf']);
    }
    await disable(true);
    await until('it is disabled', async () => (await enabled()) === 0);
    await isLocked();
    await disable(false);
    await until('it is enabled', async () => (await enabled()) === 3);
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await onItsWay();
    await isLocked();
    await disable(true);
    await page.abort();
    expectError(await page.outcome(call), 'aborted');
    await isLocked();
    await scene.control.clearFaults();
    await disable(false);
    await until('it is enabled', async () => (await enabled()) === 3);
    await drop(page, [['late.pdf', [...PDF]]]);
    await until('another is in the list', async () => (await names(page)).length === 2);
    await choose(page, first);
    expectSuccess(await page.call('uploadDocuments', input()));
  });

  test('that are dropped beside the zone are not opened', async () => {
    const page = await opened();
    for (const on of ['.zone', '.files', '.error', 'body', 'html']) {
      const { over, drop: dropped } = await drop(page, [], on);
      assert.ok(!over && !dropped, `${on}: what is no file is left alone`);
      const file = await drop(page, [['a.pdf', [...PDF]]], on);
      assert.ok(file.over && file.drop, on);
      if (seesEffects()) assert.equal(file.effect, on === '.zone' ? '' : 'none', on);
    }
    await until('one is in the list', async () => (await names(page)).length === 1);
  });

  test('are there after a failure, if the page moved the field meanwhile', async () => {
    const page = await picked({ 'a.pdf': PDF, 'b.pdf': PDF });
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await onItsWay();
    await move(page);
    assert.equal((await names(page)).length, 2);
    const enabled = "return document.querySelectorAll(':is(input, select, button):enabled').length";
    assert.equal(await inside(page, enabled), 0, 'still being sent');
    await page.abort();
    expectError(await page.outcome(call), 'aborted');
    assert.deepEqual((await names(page)).toSorted(), ['a.pdf', 'b.pdf']);
    assert.notEqual(await inside(page, enabled), 0);
    await scene.control.clearFaults();
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(await names(page), []);
  });

  test('are not tried one by one after a limit or a token that is no token', async () => {
    const page = await picked({ 'a.pdf': PDF, 'b.pdf': PDF, 'c.pdf': PDF });
    await scene.control.fault({ kind: 'status', status: 429, target: 'upload', times: 9 });
    expectError(await page.call('uploadDocuments', input()), 'rate-limited');
    const puts = (await scene.control.requests()).filter(
      ({ origin, method }) => origin === 'upload' && method === 'PUT',
    );
    assert.equal(puts.length, 1);
    await scene.control.clearFaults();
    expectSuccess(await page.call('uploadDocuments', input()));
  });

  test('have types of the schema, 30 at most: else the field says so', async () => {
    const page = await opened({});
    const names = "return [...document.querySelectorAll('select option')].map((e) => e.text)";
    await page.pick(await writeFiles({ 'a.pdf': PDF }));
    await page.heard('document', 'change', ({ empty }) => !empty);
    const offered = await inside(page, names);
    assert.equal(offered.length, 57);
    assert.equal(offered[0], 'Document type');
    for (const name of ['US tax form', 'IRS-issued tax return', 'Driver’s license'])
      assert.ok(offered.includes(name), name);
    await page.field('document', 'update', { documentTypes: ['PASSPORT', 'SELFIE'] });
    const { detail } = await page.heard('session', 'error');
    assert.equal(detail.code, 'invalid-options');
    assert.deepEqual(detail.fields, [{ path: 'documentTypes.1', code: 'unknown' }]);
  });
});
