/**
 * Returns the anchor that a forge gives a heading, so that the same link works on both.
 * @param {string} title
 */
export const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
