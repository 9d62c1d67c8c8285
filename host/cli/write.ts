/**
 * A deployment on disk:
 *
 *     DIR/v0.1.0/            what is served, as it is and compressed, and its manifest.json
 *     DIR/v0.2.0/            releases live side by side: each page names the one that it uses
 *     DIR/_headers, …        what each kind of server must be told, of all releases in DIR (hosts/)
 *
 * 1. A folder that is there is never changed: browsers keep what they have of it for a year. The
 *    same deployment again is no change; another one needs another name.
 * 2. Nothing is half there: a release is made in a folder beside it that takes its name when it is
 *    whole.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Encoding, ENCODINGS } from './compression.js';
import type { Deployment, Manifest } from './deployment.js';
import { Failed, reason, Refused } from './errors.js';
import { HOSTS } from './hosts/index.js';

/** A release in a folder of DIR. */
export interface Served {
  folder: string;
  manifest: Manifest;
}

const MANIFEST = 'manifest.json';

/**
 * Writes it.
 *
 * @returns the folder of the release, and whether it was there before
 */
export const write = async (
  directory: string,
  deployment: Deployment,
): Promise<{ path: string; isNew: boolean }> => {
  const path = join(directory, deployment.folder);
  const isNew = !(await isThere(path, deployment));
  const staging = join(directory, `.sordino-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(staging, { recursive: true });
    const served = await releasesIn(directory);
    if (isNew) {
      await writeRelease(join(staging, deployment.folder), deployment);
      served.push({ folder: deployment.folder, manifest: deployment.manifest });
    }
    served.sort((a, b) => a.folder.localeCompare(b.folder, 'en', { numeric: true }));
    for (const [file, text] of Object.entries(HOSTS)) {
      await put(join(staging, file), text(served));
      await mkdir(dirname(join(directory, file)), { recursive: true });
    }
    // From here on, only names change.
    if (isNew) await rename(join(staging, deployment.folder), path);
    for (const file of Object.keys(HOSTS)) await rename(join(staging, file), join(directory, file));
  } catch (error) {
    throw new Failed(`${directory} can’t be written: ${reason(error)}`);
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
  }
  return { path, isNew };
};

/** Whether exactly this is there. */
const isThere = async (
  path: string,
  { folder, manifest, contents }: Deployment,
): Promise<boolean> => {
  const found = await readdir(path).catch(() => undefined);
  if (!found) return false;
  const isSame = async (name: string, content: Buffer): Promise<boolean> =>
    found.includes(name) && content.equals(await readFile(join(path, name)));
  const same = [isSame(MANIFEST, Buffer.from(text(manifest)))];
  for (const [name, encoded] of contents) same.push(isSame(name, encoded.identity));
  if ((await Promise.all(same)).every(Boolean)) return true;
  throw new Refused(
    `${path} is there and differs: what was released under one address never changes, since browsers keep it for a year. ` +
      `Give this one a name of its own with --folder, such as ${folder}-2, and let the page’s frameUrl follow`,
  );
};

const writeRelease = async (path: string, { manifest, contents }: Deployment): Promise<void> => {
  await put(join(path, MANIFEST), text(manifest));
  for (const [name, encoded] of contents) {
    await put(join(path, name), encoded.identity);
    for (const [encoding, ending] of Object.entries(ENCODINGS) as [Encoding, string][])
      await put(join(path, name + ending), encoded[encoding]);
  }
};

/** The releases that were written into a directory. */
const releasesIn = async (directory: string): Promise<Served[]> => {
  const served: Served[] = [];
  for (const { name } of (await readdir(directory, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  )) {
    const manifest = await readFile(join(directory, name, MANIFEST), 'utf8').catch(() => undefined);
    if (manifest != undefined)
      served.push({ folder: name, manifest: JSON.parse(manifest) as Manifest });
  }
  return served;
};

const text = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

const put = async (path: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
};
