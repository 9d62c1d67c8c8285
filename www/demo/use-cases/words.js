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
    instead:
      'Numbers are drawn in the frame; this page gets no text, no pixel and no length of them.',
  },
  {
    what: 'The request',
    instead: 'The frame sends it to the API itself; the page’s own network is not used.',
  },
  {
    what: 'The response',
    instead: 'Read in the frame. Only harmless facts come back, from a fixed list.',
  },
  {
    what: 'What you copy',
    instead: 'Copying happens in the frame on your own press; the page hears that it did.',
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
    instead: 'The page hears empty, complete and valid of each field, nothing in between.',
  },
  {
    what: 'The request',
    instead: 'The frame sends it to the API itself; the page’s own network is not used.',
  },
  {
    what: 'The response',
    instead: 'Read in the frame. A fixed list of harmless facts comes back.',
  },
];

export const HELD =
  'It did hold the client token it passed on: good for minutes, for reading this one thing and nothing else.';

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
  note: 'The one place that knows it.',
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
  label: 'Server: mint',
  note: 'What answers POST /client-tokens, in Node.',
});
