// @ts-check
// The API's constants and tokens as people are to see them.

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

/** As much of a token as shows that it is one. @param {string} token */
export const beginningOf = (token) => `${token.slice(0, 10)}…`;
