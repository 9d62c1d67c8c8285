/**
 * Netlify serves the folder as it is: what it would “prettify” or minify would no longer be what
 * was released.
 */
import { MARK } from './mark.js';

export const netlify = (): string =>
  `# Sordino’s frame: served as it was released. ${MARK} The headers are in _headers.
[build]
  publish = "."
  command = ""

[build.processing]
  skip_processing = true
`;
