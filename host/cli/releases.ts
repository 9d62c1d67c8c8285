/**
 * Reads the releases in a folder. Their manifests become part of the servers' configurations, so a
 * manifest that `sordino frame` has not written is refused.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { MANIFEST, type Manifest, type Served } from './deployment.js';
import { reason, Refused } from './errors.js';
import { isFolderName } from './folders.js';

/**
 * Returns the releases in a folder.
 *
 * @throws {@link Refused} if a `manifest.json` is not that of a release, or can't be read.
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

/** Returns `undefined` if a file is missing, and throws any other error. */
const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code != 'ENOENT') throw new Refused(`${reason(error)}: move it away`);
};

const foreign = (path: string, directory: string): Refused =>
  new Refused(
    `${path} was not written by sordino frame, so ${directory} belongs to another site. ` +
      'The frame needs its own origin: choose another folder for --out',
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
