// @ts-check
// The drop-in document upload, held to the documentation of Highnote's package: each option,
// callback, error and method.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { dropIns } from './support/highnote.mjs';
import { useScene } from './support/scene.mjs';
import { until } from './support/wait.mjs';

describe('drop-in document upload', () => {
  const scene = useScene();
  const { runScript, field, frames, allCalls, callback, open } = dropIns(scene);

  /** Returns an upload session of the seed that takes documents. */
  async function uploadSession() {
    const objects = await (await fetch(new URL('/objects.json', scene.addresses.app))).json();
    return objects.documentUploadSessions.find(
      (/** @type {any} */ session) => session.status === 'CREATED',
    );
  }

  /** Drops a file, and waits until it can be sent. */
  async function dropFile() {
    await callback('onLoad');
    await field('#documents').inside(() => runScript(DROP));
    await until('the button can be pressed', () =>
      runScript("return !document.getElementById('document-upload-button').disabled"),
    );
  }

  test('inserts a field for documents and a button, with the ids that pages use for their styles', async () => {
    const { id } = await uploadSession();
    await open('documents', { id });
    assert.equal(await callback('onLoad'), 'document-upload-component');
    const ids = [
      'document-upload-component',
      'inner-document-upload-component',
      'document-upload-button',
    ];
    assert.deepEqual(
      await runScript(
        "return arguments[0].map((id) => document.querySelector('#documents #' + id) !== null)",
        ids,
      ),
      [true, true, true],
    );
    assert.equal(
      await runScript("return document.getElementById('document-upload-button').disabled"),
      true,
      'the button is disabled without files',
    );

    const empty = await scene.driver.executeAsyncScript(
      "harness.call('endSession').then(arguments[0])",
    );
    assert.equal(empty, false);
    assert.equal((await callback('onError'))[0].name, 'DocumentUploadConfigError');
    await runScript("harness.call('unmount')");
    assert.equal(await frames(), 0);
    assert.equal(
      await runScript("return document.querySelector('#documents').childElementCount"),
      0,
    );
  });

  test('sends a dropped file, and ends the session', async () => {
    const { id, requiredDocumentTypes } = await uploadSession();
    await open('documents', { id, documentTypes: requiredDocumentTypes.slice(0, 1) });
    await dropFile();
    await (await scene.driver.findElement(By.id('document-upload-button'))).click();
    assert.deepEqual(await callback('onSuccess'), [true]);
    const objects = await (await fetch(new URL('/objects.json', scene.addresses.app))).json();
    assert.equal(
      objects.documentUploadSessions.find((/** @type {any} */ session) => session.id === id).status,
      'SUBMITTED',
    );
  });

  test('errors of an unknown selector, and of an invalid token', async () => {
    const { id } = await uploadSession();
    await open('documents', { id, selector: '#nowhere' });
    assert.equal((await callback('onError'))[0].name, 'DocumentUploadConfigError');
    assert.equal(await frames(), 0);

    await open('documents', { id, clientToken: 'a.b.c', documentTypes: ['PASSPORT'] });
    await dropFile();
    await runScript("harness.call('endSession')");
    assert.equal((await callback('onError'))[0].name, 'InvalidCredentialError');
  });

  test('an API that is down: the documents stay, and the session does not end', async () => {
    const { id, requiredDocumentTypes } = await uploadSession();
    await open('documents', { id, documentTypes: requiredDocumentTypes.slice(0, 1) });
    await dropFile();
    await scene.control.fault({ kind: 'status', status: 500, target: 'api', times: 9 });
    assert.equal(
      await scene.driver.executeAsyncScript("harness.call('endSession').then(arguments[0])"),
      false,
    );
    const [failed] = await callback('onError');
    assert.deepEqual(failed, { name: 'DocumentUploadRequestError', message: 'server-error' });
    assert.equal(
      await runScript("return document.getElementById('document-upload-button').disabled"),
      false,
      'it can be pressed again',
    );
    assert.equal((await allCalls()).filter(({ name }) => name === 'onSuccess').length, 0);
  });
});

/** Drops a file on the zone inside the frame, as only its person can. */
const DROP = `
  const data = new DataTransfer();
  data.items.add(new File(["%PDF-1.7 made up"], "passport.pdf", { type: "application/pdf" }));
  document.querySelector(".zone").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));`;
