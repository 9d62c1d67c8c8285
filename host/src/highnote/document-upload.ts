/** `sordino/highnote/document-upload`: in place of `@highnoteplatform/document-upload`. */
import { createSession, SordinoError } from '../index.js';
import type { Session } from '../index.js';
import { keepPlace } from '../elements/place.js';
import { sessionOptions } from './configure.js';
import { credentialError, familyOf, type InvalidCredentialError, messageOf } from './errors.js';

export { configure, type Configuration } from './configure.js';
export type { InvalidCredentialError };

export type DocumentUploadRequestError = Readonly<{
  name: 'DocumentUploadRequestError';
  message: string;
}>;
export type DocumentUploadConfigError = Readonly<{
  name: 'DocumentUploadConfigError';
  message: string;
}>;
export type GenericDocumentUploadError = Readonly<{
  name: 'GenericDocumentUploadError';
  message: string;
}>;
export type DocumentUploadError =
  | DocumentUploadConfigError
  | DocumentUploadRequestError
  | GenericDocumentUploadError
  | InvalidCredentialError;

export interface DocumentUploadSdkConfig {
  clientToken: string;
  documentUploadSessionId: string;
  /** Taken and not needed: the frame's address says which API it speaks with. */
  environment?: 'live' | 'test';
  documentUploadComponent: { selector: string };
  onError: (error: DocumentUploadError) => void;
  /** It can be used; gets the element that holds all of it. */
  onLoad: (response: Element) => void;
  /** Every document is up, and the upload session was ended. */
  onSuccess: (response: boolean) => void;
  /** In place of the one of `configure`. */
  frameUrl?: string | URL;
  /**
   * The `DocumentType`s to choose from; theirs asks the API, which Sordino's token need not be able
   * to.
   */
  documentTypes?: string[];
  /** What is written on the button; default `Upload`. */
  buttonLabel?: string;
}

export interface DocumentUploadRenderedComponent {
  unmount: () => void;
  /**
   * Sends what is not up yet and ends the upload session; false when it could not, and `onError`
   * says why.
   */
  endSession: () => Promise<boolean>;
}

const documentUploadError = (error: SordinoError): DocumentUploadError => {
  switch (familyOf(error)) {
    case 'credential':
      return credentialError(error);
    case 'input':
      return { name: 'DocumentUploadConfigError', message: messageOf(error) };
    case 'request':
      return { name: 'DocumentUploadRequestError', message: messageOf(error) };
    default:
      return { name: 'GenericDocumentUploadError', message: messageOf(error) };
  }
};

/**
 * Puts a place for documents and a button into an element of the page. The elements that are in the
 * page have the ids of Highnote's; the files themselves, their types and the list are in the frame.
 */
export const initializeDocumentUploadSdk = async (
  config: Readonly<DocumentUploadSdkConfig>,
): Promise<DocumentUploadRenderedComponent> => {
  const {
    clientToken,
    documentUploadSessionId,
    documentUploadComponent,
    onError,
    onLoad,
    onSuccess,
    documentTypes,
    buttonLabel,
  } = config;
  const component = document.createElement('div');
  component.id = 'document-upload-component';
  const inner = document.createElement('div');
  inner.id = 'inner-document-upload-component';
  const button = document.createElement('button');
  button.id = 'document-upload-button';
  button.type = 'button';
  button.textContent = buttonLabel ?? 'Upload';
  button.disabled = true;
  component.append(inner, button);

  let session: Session | undefined;
  const report = (error: unknown): void => {
    if (!(error instanceof SordinoError)) throw error;
    if (error.code !== 'destroyed') onError(documentUploadError(error));
  };
  const endSession = async (): Promise<boolean> => {
    if (!session) return false;
    button.disabled = true;
    try {
      await session.uploadDocuments({ documentUploadSessionId });
      onSuccess(true);
      return true;
    } catch (error) {
      report(error);
      return false;
    } finally {
      button.disabled = false;
    }
  };
  const unmount = (): void => {
    session?.destroy();
    session = undefined;
    component.remove();
  };

  button.addEventListener('click', () => void endSession());
  try {
    session = createSession({ ...sessionOptions(config.frameUrl), clientToken });
    session.addEventListener('error', ({ detail }) => report(detail));
    const place = document.querySelector(documentUploadComponent.selector);
    if (!place) throw new SordinoError('mount-target');
    const field = session.createField('document', documentTypes ? { documentTypes } : {});
    field.addEventListener('change', ({ detail }) => (button.disabled = detail.empty));
    field.addEventListener('ready', () => onLoad(component), { once: true });
    // The others are of a file, which its person is told of in the frame.
    field.addEventListener('error', ({ detail }) => {
      if (detail.code === 'unavailable')
        onError({ name: 'GenericDocumentUploadError', message: 'unavailable: document' });
    });
    place.append(component);
    field.mount(inner);
    keepPlace(inner, 'document');
  } catch (error) {
    unmount();
    report(error instanceof DOMException ? new SordinoError('mount-target') : error);
  }
  return { unmount, endSession };
};
