import type { FieldState } from '../index.js';

/** Cached messages of the browser for a missing and for an invalid value. */
const messages = new Map<boolean, string>();

/** Returns the browser's own message, in its own language. */
const browserMessage = (isMissing: boolean): string => {
  let message = messages.get(isMissing);
  if (message === undefined) {
    const input = document.createElement('input');
    if (isMissing) input.required = true;
    else Object.assign(input, { pattern: 'a', value: 'b' });
    message = input.validationMessage || (isMissing ? 'missing' : 'invalid');
    messages.set(isMissing, message);
  }
  return message;
};

/**
 * Converts a field's state to the validity of a form control. The result contains nothing that the
 * page does not know from the state.
 */
export const validityOf = (
  { empty, complete }: Pick<FieldState, 'empty' | 'complete'>,
  isRequired: boolean,
  message: string | null,
): [flags: ValidityStateFlags, message?: string] => {
  if (complete || (empty && !isRequired)) return [{}];
  return [empty ? { valueMissing: true } : { badInput: true }, message || browserMessage(empty)];
};
