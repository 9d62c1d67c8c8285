/**
 * Configuration for Vercel, which serves the folder unchanged. `vercel.json` allows no member
 * outside its schema, so the mark is in the schema's address.
 */
import type { Served } from '../deployment.js';
import { MARK_OF_SCHEMA } from './mark.js';
import { rulesOf } from './rules.js';

export const vercel = (served: readonly Served[]): string => {
  const headers = rulesOf(served).map(({ folder = ':release', name, headers }) => ({
    source: `/${folder}/${name}`,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  }));
  const settings = {
    $schema: `https://openapi.vercel.sh/vercel.json${MARK_OF_SCHEMA}`,
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
