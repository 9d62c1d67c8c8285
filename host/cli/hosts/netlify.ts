/** Configuration for Netlify. It turns off post-processing, which would change released files. */
import { MARK } from './mark.js';

export const netlify = (): string =>
  `# Sordino’s frame: served as it was released. ${MARK} The headers are in _headers.
[build]
  publish = "."
  command = ""

[build.processing]
  skip_processing = true
`;
