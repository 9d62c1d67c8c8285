// @ts-check

/**
 * Returns the digits of a text, without the characters between them.
 *
 * @param {string} text
 */
export const digits = (text) => text.replaceAll(/\D/g, '');
