/** By what a file is known as one that `sordino frame` wrote, and may write again. */

/** In a comment, or a member that is one. */
export const MARK = 'Written by `sordino frame`; do not edit.';

/** Where neither is allowed (`vercel.json`): in the address of its schema. */
export const MARK_OF_SCHEMA = '?written-by=sordino-frame';

/** Whether a file has the mark in its head. */
export const isMarked = (text: string): boolean =>
  [MARK, MARK_OF_SCHEMA].some((mark) => text.slice(0, 300).includes(mark));
