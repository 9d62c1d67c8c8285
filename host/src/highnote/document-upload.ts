/** `sordino/highnote/document-upload`: replaces `@highnoteplatform/document-upload`. */
import { createSession, SordinoError } from '../index.js';
import type { Session } from '../index.js';
import { setInitialHeight } from '../elements/place.js';
import { sessionOptions } from './configure.js';
import { credentialError, familyOf, type InvalidCredentialError, messageOf } from './errors.js';

export { configure, type Configuration } from './configure.js';
export type { InvalidCredentialError };

/** A request to the API has failed. */
export type DocumentUploadRequestError = Readonly<{
  name: 'DocumentUploadRequestError';
  message: string;
}>;
/** An option or a selector is wrong. */
export type DocumentUploadConfigError = Readonly<{
  name: 'DocumentUploadConfigError';
  message: string;
}>;
/** Any other failure. */
export type GenericDocumentUploadError = Readonly<{
  name: 'GenericDocumentUploadError';
  message: string;
}>;
/** The errors that `onError` receives. */
export type DocumentUploadError =
  | DocumentUploadConfigError
  | DocumentUploadRequestError
  | GenericDocumentUploadError
  | InvalidCredentialError;

/** The options of `initializeDocumentUploadSdk`. */
export interface DocumentUploadSdkConfig {
  /** A client token for the upload session. */
  clientToken: string;
  /** The id of the upload session. */
  documentUploadSessionId: string;
  /** Ignored: the deployed frame determines which API it calls. */
  environment?: 'live' | 'test';
  /** A CSS selector of the element to insert the component into. */
  documentUploadComponent: { selector: string };
  /** Called for each failure. */
  onError: (error: DocumentUploadError) => void;
  /** Called with the inserted element when it can be used. */
  onLoad: (response: Element) => void;
  /** Called with `true` when all documents are uploaded and the upload session has ended. */
  onSuccess: (response: boolean) => void;
  /** Replaces the `frameUrl` of `configure`. */
  frameUrl?: string | URL;
  /**
   * The `DocumentType`s to choose from, at most 30. Highnote's package requests them from the API;
   * Sordino does not, so the client token needs no permission for that.
   *
   * @defaultValue All types for persons and businesses.
   */
  documentTypes?: string[];
  /**
   * The label of the button.
   *
   * @defaultValue `Upload`
   */
  buttonLabel?: string;
}

/** The result of `initializeDocumentUploadSdk`. */
export interface DocumentUploadRenderedComponent {
  /** Removes the component. */
  unmount: () => void;
  /**
   * Uploads the remaining files and ends the upload session. Resolves to `false` if that failed;
   * then `onError` receives the reason.
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
 * Inserts a field for documents and a button into an element of the page. The elements in the page
 * have the same ids as those of Highnote's package. The files, their types and their list are in
 * the frame, where the page can't read them.
 *
 * @throws Error if neither `frameUrl` nor `configure` has the address of the frame.
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
    // The frame displays the other errors, which are about a file.
    field.addEventListener('error', ({ detail }) => {
      if (detail.code === 'unavailable')
        onError({ name: 'GenericDocumentUploadError', message: 'unavailable: document' });
    });
    place.append(component);
    field.mount(inner);
    setInitialHeight(inner, 'document');
  } catch (error) {
    unmount();
    report(error instanceof DOMException ? new SordinoError('mount-target') : error);
  }
  return { unmount, endSession };
};
