/** The configuration files of all supported servers. All contain the headers of the manifests. */
import type { Served } from '../deployment.js';
import { caddy } from './caddy.js';
import { assetsIgnore, wrangler } from './cloudflare.js';
import { cloudFront } from './cloudfront.js';
import { headersFile } from './headers-file.js';
import { netlify } from './netlify.js';
import { nginx } from './nginx.js';
import { vercel } from './vercel.js';

/** Creates each file, by its name. */
export const HOSTS: Record<string, (served: readonly Served[]) => string> = {
  _headers: headersFile,
  'netlify.toml': netlify,
  'wrangler.jsonc': wrangler,
  '.assetsignore': assetsIgnore,
  'vercel.json': vercel,
  'hosting/nginx.conf': nginx,
  'hosting/Caddyfile': caddy,
  'hosting/cloudfront.json': cloudFront,
};
