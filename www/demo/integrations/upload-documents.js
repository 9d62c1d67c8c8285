// @ts-check
import { createSession } from '/sordino/index.js';
import { clientToken } from './client-token.js';

/** @import { Appearance } from "/sordino/index.js" */

/**
 * A place to pick files or drop them, one call to send them. 'progress'
 * events of the field tell how far each is.
 * @param {object} options
 * @param {string} options.frameUrl where Sordino's frame is served
 * @param {string} options.id the document upload session's
 * @param {{ documentTypes?: string[] }} options.subject what was asked for
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
     * Called again after a failure or a stop, it sends what is not up yet.
     * The upload session ends when all of it is.
     * @param {AbortSignal} signal
     */
    submit: (signal) => session.uploadDocuments({ documentUploadSessionId: id }, { signal }),
  };
}
