/**
 * The releases that lie in a folder already. What stands in their manifests goes into the servers'
 * configurations, so a file that sordino frame did not write is refused, and never passed on.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { MANIFEST, type Manifest, type Served } from './deployment.js';
import { reason, Refused } from './errors.js';
import { isFolderName } from './folders.js';

/**
 * Reads them.
 *
 * @throws {@link Refused} for a `manifest.json` that is not a release's
 */
export const releasesIn = async (directory: string): Promise<Served[]> => {
  const served: Served[] = [];
  const entries = await readdir(directory, { withFileTypes: true }).catch(unlessMissing);
  for (const entry of entries ?? []) {
    if (entry.name == MANIFEST) throw foreign(join(directory, MANIFEST), directory);
    if (!entry.isDirectory()) continue;
    const path = join(directory, entry.name, MANIFEST);
    const text = await readFile(path, 'utf8').catch(unlessMissing);
    if (text == undefined) continue;
    const manifest = parse(text);
    if (!manifest || !isFolderName(entry.name)) throw foreign(path, directory);
    served.push({ folder: entry.name, manifest });
  }
  return served;
};

/** `undefined` for what is not there; anything else that keeps it from being read is an error. */
const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code != 'ENOENT') throw new Refused(`${reason(error)}: it is in the way`);
};

const foreign = (path: string, directory: string): Refused =>
  new Refused(
    `${path} is not of a release that sordino frame wrote, so ${directory} is another site’s. ` +
      'The frame needs an origin with nothing else on it: give --out a folder of its own',
  );

const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
const HEADER_VALUE = /^[\x20-\x7e]+$/;
const FILE_NAME = /^[a-z0-9_][\w.-]*$/i;

const parse = (text: string): Manifest | undefined => {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isManifest(found) ? found : undefined;
};

const isManifest = (found: unknown): found is Manifest =>
  isObject(found) &&
  typeof found['release'] == 'string' &&
  isObject(found['configuration']) &&
  isHeaders(found['otherwise']) &&
  isObject(found['files']) &&
  Object.entries(found['files']).every(
    ([name, file]) => FILE_NAME.test(name) && isObject(file) && isHeaders(file['headers']),
  );

const isHeaders = (found: unknown): boolean =>
  isObject(found) &&
  Object.entries(found).every(
    ([name, value]) =>
      HEADER_NAME.test(name) && typeof value == 'string' && HEADER_VALUE.test(value),
  );

const isObject = (found: unknown): found is Record<string, unknown> =>
  typeof found == 'object' && found != null && !Array.isArray(found);
