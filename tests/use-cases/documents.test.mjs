// @ts-check
// Documents: picked in the frame, and stored on the sandbox's disk.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { By } from 'selenium-webdriver';
import { FormPage } from '../browser/support/form-page.mjs';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { useScene } from '../browser/support/scene.mjs';
import { PDF, PNG, writeFiles } from '../browser/support/test-files.mjs';
import { until } from '../browser/support/wait.mjs';
import { useCase } from './support/use-case.mjs';

describe('documents', () => {
  const scene = useScene();

  useCase(scene, 'document-upload', async () => {
    const { control, stack } = scene;
    const session = scene.objects.documentUploadSessions.find(({ status }) => status === 'CREATED');
    assert.ok(session);
    const files = { 'quastenberg-passport.pdf': PDF, 'quastenberg-bill.png': PNG };
    const paths = await writeFiles(files);
    const page = await FormPage.open(scene, {
      token: { for: 'uploadDocuments', id: session.id },
      fields: [{ kind: 'document', options: { documentTypes: session.requiredDocumentTypes } }],
    });
    await page.pick(paths);
    const { length } = paths;
    const [passport, bill] = session.requiredDocumentTypes;
    await page.input('document').inside(async () => {
      const selects = () => scene.driver.findElements(By.css('.files select'));
      await until('both are in the list', async () => (await selects()).length === length);
      for (const [at, select] of (await selects()).entries())
        await select.findElement(By.css(`option[value="${[passport, bill][at]}"]`)).click();
    });
    await page.heard('document', 'change', (detail) => detail.complete);
    const result = expectSuccess(
      await page.call('uploadDocuments', { documentUploadSessionId: session.id }),
    );
    assert.deepEqual(result, { id: session.id, status: 'SUBMITTED' });

    const state = await control.uploadSession(session.id);
    assert.equal(state.status, 'SUBMITTED');
    assert.deepEqual(
      state.links.map(({ status }) => status),
      ['COMPLETED', 'COMPLETED'],
    );
    assert.deepEqual(state.links.map(({ contentType }) => contentType).sort(), [
      'application/pdf',
      'image/png',
    ]);
    const names = await readdir(stack.files);
    for (const { id, contentType } of state.links) {
      const name = names.find((candidate) => candidate.startsWith(id));
      assert.ok(name, `${id} is on the disk`);
      const expected = contentType === 'application/pdf' ? PDF : PNG;
      assert.ok((await readFile(join(stack.files, name))).equals(expected), 'byte by byte');
    }
    const done = (await page.told()).filter(
      ({ type, detail }) => type === 'progress' && detail.state === 'done',
    );
    assert.deepEqual(done.map(({ detail }) => detail.file).sort(), [0, 1]);
    return {
      'file names': 'quastenberg',
      'bytes of the PDF': 'bytes-of-a-pdf',
      'bytes of the PNG': 'bytes-of-a-png',
    };
  });
});
