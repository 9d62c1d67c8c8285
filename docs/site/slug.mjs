/**
 * The anchor that a forge makes of a heading: the same link then works on both.
 * @param {string} title
 */
export const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
