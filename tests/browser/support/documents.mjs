// @ts-check
// A page with a field for documents, and the upload session that the documents are for.
import { FormPage } from './form-page.mjs';
import { writeFiles } from './test-files.mjs';
import { until } from './wait.mjs';

/**
 * Functions that open and use the page.
 *
 * @param {import("./scene.mjs").Scene} scene
 */
export function documentsOf(scene) {
  /** Returns the upload session that the documents are for. */
  function uploadSession() {
    const found = scene.objects.documentUploadSessions.find(({ status }) => status === 'CREATED');
    if (!found) throw new Error('the seed has no new upload session');
    return found;
  }

  const uploadState = () => scene.control.uploadSession(uploadSession().id);
  const linkStatuses = async () => (await uploadState()).links.map(({ status }) => status);
  const input = () => ({ documentUploadSessionId: uploadSession().id });

  /**
   * Opens the page with files in the field's list, each with the first type.
   *
   * @param {Record<string, Uint8Array>} files
   * @param {number} [taken] the number of files that the field takes
   */
  async function openWithFiles(files, taken = Object.keys(files).length) {
    const page = await openPage();
    await page.pick(await writeFiles(files));
    await until(
      `${taken} files are in the list`,
      async () => (await fileNames(page)).length === taken,
    );
    await chooseType(page, uploadSession().requiredDocumentTypes[0]);
    return page;
  }

  /** @param {object} [options] the options of the field */
  const openPage = (options = { documentTypes: uploadSession().requiredDocumentTypes }) =>
    FormPage.open(scene, {
      token: { for: 'uploadDocuments', id: uploadSession().id },
      fields: [{ kind: 'document', options }],
    });

  /**
   * @param {FormPage} page
   * @param {string} script runs in the field's document
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  const inside = (page, script, ...args) =>
    page.input('document').inside(() => scene.driver.executeScript(script, ...args));

  /**
   * Chooses a type, and dispatches a change event as for a person's choice.
   *
   * @param {FormPage} page
   * @param {string} type
   * @param {string} [rows] the selector of the rows; all rows by default
   */
  const chooseType = (page, type, rows = 'li') =>
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
   * @returns {Promise<{ over: boolean, drop: boolean, effect: string }>} the events that were
   * prevented
   */
  const drop = (page, files, on = '.zone') =>
    inside(
      page,
      `const data = new DataTransfer();
       for (const [name, bytes] of arguments[0]) data.items.add(new File([new Uint8Array(bytes)], name));
       // Engines do not keep the effect of a drag that a script makes.
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

  /** Firefox hides the members that its driver sets from the frame's script. */
  const seesEffects = () => scene.engine !== 'firefox';

  /** Returns the texts about refused files. @param {FormPage} page @returns {Promise<string[]>} */
  const refusals = (page) =>
    inside(
      page,
      "return [...document.querySelectorAll('.files .refused p')].map((e) => e.textContent)",
    );

  /**
   * Returns the codes of the errors that the page got.
   *
   * @param {FormPage} page
   * @returns {Promise<string[]>}
   */
  const errorCodes = async (page) =>
    (await page.told())
      .filter(({ source, type }) => source === 'document' && type === 'error')
      .map(({ detail }) => detail.code);

  /** @param {FormPage} page @returns {Promise<string[]>} */
  const fileNames = (page) =>
    page
      .input('document')
      .inside(() =>
        scene.driver.executeScript(
          "return [...document.querySelectorAll('.files .name')].map((e) => e.textContent)",
        ),
      );

  /** @param {FormPage} page @returns {Promise<string>} */
  const errorText = (page) =>
    page
      .input('document')
      .inside(() =>
        scene.driver.executeScript("return document.querySelector('.error').textContent"),
      );

  /** Moves the field's iframe, which replaces its document. @param {FormPage} page */
  async function moveField(page) {
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

  const uploadBegins = () =>
    until('it is on its way', async () =>
      (await scene.control.requests()).some(
        ({ origin, method }) => origin === 'upload' && method === 'PUT',
      ),
    );

  return {
    uploadSession,
    uploadState,
    linkStatuses,
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
    moveField,
    uploadBegins,
  };
}
