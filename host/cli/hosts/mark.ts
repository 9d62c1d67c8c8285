/** The mark of the files that `sordino frame` has written and can replace. */

/** The mark in a comment, or in a member that is a comment. */
export const MARK = 'Written by `sordino frame`; do not edit.';

/** The mark in the address of a schema, for `vercel.json`, which allows neither. */
export const MARK_OF_SCHEMA = '?written-by=sordino-frame';

/** Whether a file begins with a mark. */
export const isMarked = (text: string): boolean =>
  [MARK, MARK_OF_SCHEMA].some((mark) => text.slice(0, 300).includes(mark));
