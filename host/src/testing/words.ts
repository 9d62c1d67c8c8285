import { type Failure, FIELD_KINDS, LONGEST_WORD, WORD_NAMES } from '../generated/protocol.js';
import type { FieldCode, Words } from '../index.js';

/**
 * Control characters, line ends, and characters that change the direction of the text after them.
 */
const REFUSED = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

const codeOf = (name: string, text: unknown): FieldCode | undefined => {
  if (![...FIELD_KINDS, ...WORD_NAMES].includes(name as keyof Words)) return 'unknown';
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') return 'invalid';
  if ([...text].length > LONGEST_WORD) return 'too-long';
  return REFUSED.test(text) || text.trim() === '' ? 'invalid' : undefined;
};

/** Returns the failure with which a real session would end because of these words. */
export const refusedWords = (words: Words | undefined): Failure | undefined => {
  for (const [name, text] of Object.entries(words ?? {})) {
    const code = codeOf(name, text);
    if (code)
      return {
        code: 'invalid-options',
        retryable: false,
        fields: [{ path: `words.${[...name].slice(0, 50).join('')}`, code }],
      };
  }
  return undefined;
};
