// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * A field to choose or drop files, and one operation to upload them.
 * The field's 'progress' events report each file.
 * @param {object} options
 * @param {string} options.frameUrl the address of Sordino's frame
 * @param {string} options.id the id of the document upload session
 * @param {{ documentTypes?: string[] }} options.subject the requested documents
 * @param {Appearance} options.appearance
 */
export function startUploadDocuments({ frameUrl, id, subject, appearance }) {
  const session = createSession({
    frameUrl,
    appearance,
    clientToken: clientToken('uploadDocuments', id),
  });

  const { documentTypes } = subject;
  const document = session.createField('document', { documentTypes });
  document.mount('#document');

  return {
    session,
    fields: { document },
    /**
     * Uploads the files, or the remaining files after a failure or a stop.
     * When all are uploaded, it ends the upload session.
     * @param {AbortSignal} signal
     */
    submit: (signal) => session.uploadDocuments({ documentUploadSessionId: id }, { signal }),
  };
}
