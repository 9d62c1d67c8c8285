// Only types, which the compiler checks: Sordino's module accepts the options of Highnote's
// package, and returns the same results.
import type { renderFields as theirs } from '@highnoteplatform/card-viewer';

import { type CardViewerConfigError, renderFields } from '../src/highnote/card-viewer.js';

export const inPlaceOfTheirs: typeof theirs = renderFields;

type Theirs = Parameters<typeof theirs>[0];
type Ours = Parameters<typeof renderFields>[0];

/** An option of Highnote's package that Sordino's module does not have is a type error here. */
export const knowsEveryOption: Record<Exclude<keyof Theirs, keyof Ours>, never> = {};

/** A callback for the errors of Highnote's package accepts all errors of Sordino's module. */
export const sameErrors = (error: CardViewerConfigError): Parameters<Theirs['onError']>[0] => error;
export const sameErrorsBack = (error: Parameters<Theirs['onError']>[0]): CardViewerConfigError =>
  error;
