// Types alone, checked and never run: what a page passes to Highnote's package and gets from it,
// ours takes and gives.
import type { renderFields as theirs } from '@highnoteplatform/card-viewer';

import { type CardViewerConfigError, renderFields } from '../src/highnote/card-viewer.js';

export const inPlaceOfTheirs: typeof theirs = renderFields;

type Theirs = Parameters<typeof theirs>[0];
type Ours = Parameters<typeof renderFields>[0];

/** An option of theirs that ours does not know is a type error here. */
export const knowsEveryOption: Record<Exclude<keyof Theirs, keyof Ours>, never> = {};

/** What their `onError` is given, ours can give; and nothing that it is not prepared for. */
export const sameErrors = (error: CardViewerConfigError): Parameters<Theirs['onError']>[0] => error;
export const sameErrorsBack = (error: Parameters<Theirs['onError']>[0]): CardViewerConfigError =>
  error;
