/**
 * Configuration for the static assets of Cloudflare Workers. Cloudflare Pages always redirects to
 * addresses without `.html`, where the vault does not accept a field. Workers can turn that off.
 */
import { MARK } from './mark.js';

export const wrangler = (): string =>
  `// Sordino’s frame, for \`npx wrangler deploy\`. ${MARK} The headers are in _headers.
{
  "name": "sordino-frame",
  "compatibility_date": "2025-05-05",
  "assets": {
    "directory": ".",
    // Otherwise vault.html and field.html are redirected to addresses without .html, where they do
    // not work.
    "html_handling": "none",
    "not_found_handling": "none"
  }
}
`;

export const assetsIgnore = (): string =>
  `# Sordino’s frame. ${MARK}\nhosting\nnetlify.toml\nvercel.json\nwrangler.jsonc\n.wrangler\n`;
