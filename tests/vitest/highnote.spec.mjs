// @ts-check
// The drop-in modules, with a field whose own frame did not load. A browser would need the whole
// timeout to show this.
import { renderFields as renderCard } from 'sordino/highnote/card-viewer';
import { initializeDocumentUploadSdk } from 'sordino/highnote/document-upload';
import { renderFields as renderPin } from 'sordino/highnote/secure-inputs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newestVault, vaultIn } from './vault.mjs';

const base = { frameUrl: 'https://frame.example/', clientToken: 't', onSuccess() {} };
const onError = vi.fn();
/** @type {{ unmount: () => unknown } | undefined} */
let rendered;

beforeEach(() => {
  onError.mockReset();
  document.body.innerHTML =
    '<div id="number"></div><div id="cvv"></div><div id="expiry"></div><div id="pin"></div><div id="documents"></div>';
});
afterEach(() => rendered?.unmount());

/** @param {string} selector @param {...object} details the details of one event after another */
async function fails(selector, ...details) {
  const { say } = await vaultIn(newestVault());
  const id = document.querySelector(`${selector} iframe`)?.getAttribute('name');
  say({ ready: {} });
  for (const detail of details) say({ field: { id, event: { type: 'error', detail } } });
  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  return onError.mock.calls;
}

test('card viewer: the error without a name', async () => {
  const elements = {
    cardNumber: { selector: '#number' },
    cvv: { selector: '#cvv' },
    expirationDate: { selector: '#expiry' },
  };
  rendered = await renderCard({ ...base, paymentCardId: 'cd_1', elements, onError });
  expect(await fails('#cvv', { code: 'unavailable' })).toEqual([[{ message: 'unavailable: cvv' }]]);
});

test('secure inputs: the generic error, and a wrong value is an error only at `submit`', async () => {
  const pin = { selector: '#pin', paymentCardId: 'cd_1' };
  rendered = await renderPin({ ...base, elements: { pin }, onError, onInput() {} });
  expect(await fails('#pin', { code: 'incomplete' }, { code: 'unavailable' })).toEqual([
    [{ name: 'Error', message: 'unavailable: pin' }],
  ]);
});

test('document upload: the generic error', async () => {
  rendered = await initializeDocumentUploadSdk({
    ...base,
    documentUploadSessionId: 'du_1',
    documentUploadComponent: { selector: '#documents' },
    onError,
    onLoad() {},
  });
  expect(await fails('#documents', { code: 'unavailable' })).toEqual([
    [{ name: 'GenericDocumentUploadError', message: 'unavailable: document' }],
  ]);
});
