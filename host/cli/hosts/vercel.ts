/** `vercel.json`: a folder that is served as it is. */
import type { Served } from '../write.js';

export const vercel = (served: readonly Served[]): string => {
  const headers = served.flatMap(({ folder, manifest }) =>
    Object.entries(manifest.files).map(([name, { headers }]) => ({
      source: `/${folder}/${name}`,
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    })),
  );
  const settings = {
    $schema: 'https://openapi.vercel.sh/vercel.json',
    framework: null,
    buildCommand: null,
    installCommand: null,
    outputDirectory: '.',
    cleanUrls: false,
    trailingSlash: false,
    headers,
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
};
