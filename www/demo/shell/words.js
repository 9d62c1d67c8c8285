// @ts-check
// Formats the API's constants and tokens for people.

const AS_WRITTEN = /\b(cp|id|irs|us|w2|llc)\b/g;

/** @param {string} constant SOME_CONSTANT → Some constant; abbreviations stay */
export function sentence(constant) {
  const words = constant
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace('drivers ', 'driver’s ')
    .replace(AS_WRITTEN, (abbreviation) => abbreviation.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the start of a token. @param {string} token */
export const beginningOf = (token) => `${token.slice(0, 10)}…`;
