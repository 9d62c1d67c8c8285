/**
 * Cloudflare's static assets. Cloudflare Pages takes `.html` off every address with a redirect and
 * can't be told not to; then a field is not where the vault expects it, and refuses. Workers'
 * static assets are the same product with that switch.
 */
import { MARK } from './mark.js';

export const wrangler = (): string =>
  `// Sordino’s frame, for \`npx wrangler deploy\`. ${MARK} The headers are in _headers.
{
  "name": "sordino-frame",
  "compatibility_date": "2025-05-05",
  "assets": {
    "directory": ".",
    // Without it, vault.html and field.html are redirected to addresses without .html, where they
    // do not work.
    "html_handling": "none",
    "not_found_handling": "none"
  }
}
`;

export const assetsIgnore = (): string =>
  `# Sordino’s frame. ${MARK}\nhosting\nnetlify.toml\nvercel.json\nwrangler.jsonc\n.wrangler\n`;
