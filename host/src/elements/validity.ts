import type { FieldState } from '../index.js';

/** The browser's own sentence, in its own language, for what is wrong with a form control. */
const sentences = new Map<boolean, string>();

const sentence = (isMissing: boolean): string => {
  let said = sentences.get(isMissing);
  if (said === undefined) {
    const input = document.createElement('input');
    if (isMissing) input.required = true;
    else Object.assign(input, { pattern: 'a', value: 'b' });
    said = input.validationMessage || (isMissing ? 'missing' : 'invalid');
    sentences.set(isMissing, said);
  }
  return said;
};

/**
 * What a form makes of a field's state: nothing of its content, and no more than the page is told
 * anyhow.
 */
export const judge = (
  { empty, complete }: Pick<FieldState, 'empty' | 'complete'>,
  isRequired: boolean,
  message: string | null,
): [flags: ValidityStateFlags, message?: string] => {
  if (complete || (empty && !isRequired)) return [{}];
  return [empty ? { valueMissing: true } : { badInput: true }, message || sentence(empty)];
};
