// @ts-check
// The API's constants in plain words.

/** @param {string} constant SOME_CONSTANT → Some constant; short names are abbreviations and stay */
export function sentence(constant) {
  if (constant.length <= 3) return constant;
  const words = constant.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
