// @ts-check
// The files that a field for documents takes or refuses, and the types that a person gives them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentsOf } from './support/documents.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';
import { JPEG, PDF, PNG, writeFiles } from './support/test-files.mjs';
import { until } from './support/wait.mjs';

describe('files of a document field', () => {
  const scene = useScene();
  const {
    uploadSession,
    uploadState,
    input,
    openWithFiles,
    openPage,
    inside,
    chooseType,
    drop,
    seesEffects,
    refusals,
    errorCodes,
    fileNames,
    errorText,
    uploadBegins,
  } = documentsOf(scene);

  test('files are recognized by their content, not by their name', async () => {
    const page = await openWithFiles(
      {
        'a.txt': PDF,
        b: PNG,
        'c.pdf': JPEG,
        'd.pdf': Buffer.from('<html>'),
        'e.png': Buffer.alloc(0),
      },
      3,
    );
    assert.deepEqual((await fileNames(page)).sort(), ['a.txt', 'b', 'c.pdf']);
    expectSuccess(await page.call('uploadDocuments', input()));
    const types = (await uploadState()).links.map(({ contentType }) => contentType);
    assert.deepEqual(types.sort(), ['application/pdf', 'image/jpeg', 'image/png']);
  });

  test('a file of more than 10 MB is refused', async () => {
    const sized = (/** @type {number} */ size) =>
      Buffer.concat([PDF, Buffer.alloc(size - PDF.length, '%')]);
    const page = await openWithFiles(
      { 'right.pdf': sized(10_000_000), 'large.pdf': sized(10_000_001) },
      1,
    );
    await page.heard('document', 'error', (detail) => detail.code === 'too-large');
    assert.deepEqual(await fileNames(page), ['right.pdf']);
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await uploadState()).links.map(({ size }) => size),
      [10_000_000],
    );
  });

  test('a call without files fails, and sends nothing', async () => {
    const page = await openWithFiles({});
    const error = expectError(await page.call('uploadDocuments', input()), 'invalid-fields');
    assert.deepEqual(error.fields, [{ path: 'document', code: 'missing' }]);
    assert.deepEqual(await scene.sent(), []);
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

  test('refused files are listed with their reasons, and the page gets no file name', async () => {
    const page = await openPage();
    await drop(page, [
      ...NOT_TAKEN.map(([name, bytes]) => /** @type {[string, number[]]} */ ([name, [...bytes]])),
      ['right.pdf', [...PDF]],
    ]);
    await until('the right one is in the list', async () => (await fileNames(page)).length === 1);
    const expected = NOT_TAKEN.map(([name, , said]) => `${name}: ${said}`);
    assert.deepEqual((await refusals(page)).toSorted(), expected.toSorted());
    assert.deepEqual(
      await errorCodes(page),
      NOT_TAKEN.map(([, , , code]) => code),
    );
    const told = JSON.stringify(await page.told());
    for (const [name] of NOT_TAKEN) assert.ok(!told.includes(name), name);
    // The button of a row removes the row.
    await inside(page, "document.querySelector('.refused button').click()");
    assert.equal((await refusals(page)).length, 2);
    assert.deepEqual(await fileNames(page), ['right.pdf']);
    // The next choice of files removes the other rows.
    await drop(page, [['more.pdf', [...PDF]]]);
    await until('two are in the list', async () => (await fileNames(page)).length === 2);
    assert.deepEqual(await refusals(page), []);
  });

  test('at most 20 files are taken, and each further one is listed as refused', async () => {
    const page = await openPage();
    const files = Array.from(
      { length: 22 },
      (_, at) => /** @type {[string, number[]]} */ ([`${at}.pdf`, [...PDF]]),
    );
    await drop(page, files);
    await until('two are not taken', async () => (await refusals(page)).length === 2);
    assert.equal((await fileNames(page)).length, 20);
    assert.deepEqual(await refusals(page), [
      '21.pdf: No more than 20 files.',
      '20.pdf: No more than 20 files.',
    ]);
    assert.deepEqual(await errorCodes(page), ['too-many', 'too-many']);
  });

  test('a PDF may begin with a byte order mark or a line break', async () => {
    const page = await openPage({ documentTypes: [uploadSession().requiredDocumentTypes[0]] });
    await drop(page, [
      ['a.pdf', [0xef, 0xbb, 0xbf, ...PDF]],
      ['b.pdf', [13, 10, ...PDF]],
    ]);
    await until('both are in the list', async () => (await fileNames(page)).length === 2);
    assert.deepEqual(await refusals(page), []);
  });

  test('each file needs a choice of its type when the page allows several types', async () => {
    const page = await openPage();
    const [first, second] = uploadSession().requiredDocumentTypes;
    await page.pick(await writeFiles({ 'a.pdf': PDF, 'b.pdf': PDF }));
    await until('both are in the list', async () => (await fileNames(page)).length === 2);
    const { detail } = await page.heard('document', 'change', ({ empty }) => !empty);
    assert.deepEqual(detail, { empty: false, complete: false, valid: false, code: 'missing' });
    await chooseType(page, second, 'li:first-child');
    const error = expectError(await page.call('uploadDocuments', input()), 'invalid-fields');
    assert.deepEqual(error.fields, [{ path: 'document.1.documentType', code: 'missing' }]);
    assert.equal(await errorText(page), 'Choose a type for each file.');
    assert.deepEqual(await scene.sent(), []);
    const marked =
      "return [...document.querySelectorAll('select')].map((e) => e.getAttribute('aria-invalid'))";
    assert.deepEqual(await inside(page, marked), ['false', 'true']);
    await chooseType(page, first, 'li:last-child');
    await page.heard('document', 'change', ({ complete }) => complete);
    assert.equal(await errorText(page), '');
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await uploadState()).links.map(({ documentType }) => documentType),
      [second, first],
    );
  });

  test('no choice is needed when the page allows one type', async () => {
    const [type] = uploadSession().requiredDocumentTypes;
    const page = await openPage({ documentTypes: [type] });
    await page.pick(await writeFiles({ 'a.pdf': PDF }));
    await page.heard('document', 'change', ({ complete }) => complete);
    expectSuccess(await page.call('uploadDocuments', input()));
    assert.deepEqual(
      (await uploadState()).links.map(({ documentType }) => documentType),
      [type],
    );
  });

  test('files can’t be added, removed or retyped while the field is disabled', async () => {
    const page = await openWithFiles({ 'a.pdf': PDF });
    const [first] = uploadSession().requiredDocumentTypes;
    const options = { documentTypes: uploadSession().requiredDocumentTypes };
    const disable = (/** @type {boolean} */ disabled) =>
      page.field('document', 'update', { ...options, disabled });
    const enabled = () =>
      inside(page, "return document.querySelectorAll(':is(input, select, button):enabled').length");
    /** Asserts that no action of a person has an effect. */
    async function isLocked() {
      assert.equal(await enabled(), 0);
      const { over, effect } = await drop(page, [['late.pdf', [...PDF]]]);
      assert.ok(over);
      if (seesEffects()) assert.equal(effect, 'none');
      await inside(page, "document.querySelector('.files button').click()");
      assert.deepEqual(await fileNames(page), ['a.pdf']);
    }
    await disable(true);
    await until('it is disabled', async () => (await enabled()) === 0);
    await isLocked();
    await disable(false);
    await until('it is enabled', async () => (await enabled()) === 3);
    await scene.control.fault({ kind: 'hold', target: 'upload' });
    const call = await page.begin('uploadDocuments', input());
    await uploadBegins();
    await isLocked();
    await disable(true);
    await page.abort();
    expectError(await page.outcome(call), 'aborted');
    await isLocked();
    await scene.control.clearFaults();
    await disable(false);
    await until('it is enabled', async () => (await enabled()) === 3);
    await drop(page, [['late.pdf', [...PDF]]]);
    await until('another is in the list', async () => (await fileNames(page)).length === 2);
    await chooseType(page, first);
    expectSuccess(await page.call('uploadDocuments', input()));
  });

  test('a file that is dropped beside the zone is taken and not opened by the browser', async () => {
    const page = await openPage();
    for (const on of ['.zone', '.files', '.error', 'body', 'html']) {
      const { over, drop: dropped } = await drop(page, [], on);
      assert.ok(!over && !dropped, `${on}: other drags are ignored`);
      const file = await drop(page, [['a.pdf', [...PDF]]], on);
      assert.ok(file.over && file.drop, on);
      if (seesEffects()) assert.equal(file.effect, on === '.zone' ? '' : 'none', on);
    }
    await until('one is in the list', async () => (await fileNames(page)).length === 1);
  });

  test('the field offers the types of the schema, and refuses unknown ones', async () => {
    const page = await openPage({});
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
