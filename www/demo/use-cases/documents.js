// @ts-check
// Requested documents.

import { startUploadDocuments } from '../integrations/upload-documents.js';
import { sentence } from '../shell/words.js';
import { API, TOKEN, page, server } from './words.js';

/** @import { UseCase } from "./shape.js" */

/** The text of each status of a request. @type {Record<string, string>} */
const STATUSES = {
  CREATED: 'Open',
  INITIATED: 'Begun',
  IN_PROGRESS: 'Begun',
  SUBMITTED: 'Sent',
  EXPIRED: 'Expired',
};

/** @param {string} status */
const statusOf = (status) => STATUSES[status] ?? sentence(status);

/** @type {Record<string, UseCase>} */
export const DOCUMENTS = {
  documents: {
    title: 'Send us your documents',
    intro:
      'PDF, PNG or JPEG, up to 10 MB each. They go straight to where they are checked, not through Larkmere.',
    subjects: {
      title: 'What we asked for',
      icon: 'file',
      from: (objects) =>
        objects.documentUploadSessions.map(
          ({ id, status, requiredDocumentTypes: documentTypes = [] }, index) => ({
            id,
            name: documentTypes.map((type) => sentence(type)).join(', ') || `Request ${index + 1}`,
            detail: statusOf(status),
            isOver: status === 'SUBMITTED' || status === 'EXPIRED',
            documentTypes,
          }),
        ),
    },
    form: { title: 'Your documents', groups: [{ slots: [{ id: 'document', size: 'documents' }] }] },
    action: 'Send the documents',
    cancels: true,
    assurance: 'Picked and sent in Sordino’s frame. Larkmere gets no file and no file’s name.',
    call: 'uploadDocuments',
    busy: 'Sending your documents…',
    done: () => [
      'Your documents are sent',
      'This request is closed: nothing more can be added to it.',
    ],
    detail: ({ status }) => statusOf(status),
    messages: {
      'invalid-fields': {
        title: 'No document yet',
        text: 'Choose at least one document in the field above, or drop one there.',
      },
      'user-error': {
        title: 'This request is closed',
        text: 'It was sent or has expired, or a document has the wrong type. Check the list, or choose another request.',
      },
      'request-rejected': {
        title: 'A document was refused',
        text: 'Remove the marked document and choose another. Sent documents stay sent.',
      },
      aborted: {
        title: 'Stopped',
        text: 'Sent documents stay sent. Press the button to send the rest.',
      },
      network: {
        title: 'The connection broke',
        text: 'Sent documents stay sent. Press the button to send the rest.',
      },
      uncertain: {
        title: 'Some documents were not sent',
        text: 'Sent documents stay sent. Press the button to send the rest.',
      },
    },
    start: startUploadDocuments,
    secret: 'the files, their names and sizes',
    claims: [
      { what: 'The files', instead: 'Read in the frame, and sent from there to the upload host.' },
      {
        what: 'Their names and sizes',
        instead: 'The page only learns the progress and the result of “Document 1”.',
      },
      {
        what: 'Where they go',
        instead: 'The frame requests a link for each file from the API. The page never sees it.',
      },
      {
        what: 'The response',
        instead: 'Only the frame reads it. The page receives the request’s id and status.',
      },
    ],
    trial: 'reading',
    held: 'The page had the client token: valid for minutes, only for this one request.',
    files: [
      page('/integrations/upload-documents.js'),
      TOKEN,
      server('/server/document-upload-token.mjs'),
      API,
    ],
  },
};
