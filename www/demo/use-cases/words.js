// @ts-check
// Texts and files that several use cases share.

/**
 * @import { Claim } from "../shell/never.js"
 * @import { File } from "../shell/code.js"
 */

/** The claims about shown values. @type {Claim[]} */
export const SHOWN = [
  {
    what: 'What you see',
    instead: 'The frame displays the numbers. This page can’t read their text, pixels or length.',
  },
  {
    what: 'The request',
    instead: 'The frame sends it to the API, and the page can’t see it.',
  },
  {
    what: 'The response',
    instead: 'Only the frame reads it. The page receives a few non-sensitive values.',
  },
  {
    what: 'What you copy',
    instead: 'The frame copies when you press its button. The page only learns that it did.',
  },
];

/** The claims about typed values. @type {Claim[]} */
export const TYPED = [
  {
    what: 'What you type',
    instead: 'It stays in the frame, from the key you press to the request it sends.',
  },
  {
    what: 'How long it is',
    instead: 'The page only learns whether a field is empty, complete or valid.',
  },
  {
    what: 'The request',
    instead: 'The frame sends it to the API, and the page can’t see it.',
  },
  {
    what: 'The response',
    instead: 'Only the frame reads it. The page receives a few non-sensitive values.',
  },
];

export const HELD =
  'The page had the client token: valid for minutes, only for reading this one object.';

export const SHOWN_IN_FRAME = 'Shown in Sordino’s frame. Larkmere’s page can’t read them.';
export const TYPED_IN_FRAME = 'Typed into Sordino’s frames. Larkmere’s page can’t read it.';

/** @type {File} */
export const TOKEN = {
  path: '/integrations/client-token.js',
  label: 'Page: token',
  note: 'Sordino calls it; the page’s own server answers.',
};
/** @type {File} */
export const API = {
  path: '/server/api.mjs',
  label: 'Server: API key',
  note: 'Only this file uses the API key.',
};

/** @param {string} path @returns {File} */
export const page = (path) => ({
  path,
  label: 'Page',
  note: 'The module that runs on this page, as it was served to you.',
});
/** @param {string} path @returns {File} */
export const server = (path) => ({
  path,
  label: 'Server: token',
  note: 'Handles POST /client-tokens, in Node.js.',
});
