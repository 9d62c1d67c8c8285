// @ts-check

/**
 * The digits of a text, without the spaces, hyphens and dots between them.
 *
 * @param {string} text
 */
export const digits = (text) => text.replaceAll(/\D/g, '');
