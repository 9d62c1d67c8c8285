/**
 * Writes a deployment to a folder:
 *
 *     DIR/v0.1.0/            the files, uncompressed and compressed, and manifest.json
 *     DIR/v0.2.0/            another release; a page names the release that it uses
 *     DIR/_headers, …        the configuration of each kind of server for all releases (hosts/)
 *
 * 1. An existing release is never changed, because browsers keep its files for a year. Writing the
 *    same deployment again does nothing; a different deployment needs another name.
 * 2. A file that `sordino frame` has not written is never replaced, and releases are not mixed with
 *    another site, because the frame needs its own origin.
 * 3. A release is complete or missing: it is written to a temporary folder, which is then renamed.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Encoding, ENCODINGS, isCompressed } from './compression.js';
import { type Deployment, MANIFEST, manifestText } from './deployment.js';
import { Failed, reason, Refused } from './errors.js';
import { HOSTS } from './hosts/index.js';
import { isMarked } from './hosts/mark.js';
import { pastLimits } from './limits.js';
import { releasesIn } from './releases.js';

/** The files to write, after comparison with the existing files. */
export interface Plan {
  directory: string;
  deployment: Deployment;
  /** The folder of the release. */
  path: string;
  /** Whether the release does not exist yet. */
  isNew: boolean;
  /** The servers' files, by their path in the directory. */
  hosts: Map<string, string>;
  /** A warning for each host whose limits are exceeded. */
  warnings: string[];
}

/**
 * Compares a deployment with the existing files, without changing anything.
 *
 * @throws {@link Refused} if a path is already used by something else.
 */
export const plan = async (directory: string, deployment: Deployment): Promise<Plan> => {
  const { folder, manifest } = deployment;
  const path = join(directory, folder);
  const served = await releasesIn(directory);
  await checkMarks(directory);
  const isNew = !(await isThere(path, deployment));
  if (isNew) served.push({ folder, manifest });
  served.sort((a, b) => a.folder.localeCompare(b.folder, 'en', { numeric: true }));
  const hosts = new Map(Object.entries(HOSTS).map(([file, text]) => [file, text(served)]));
  return { directory, deployment, path, isNew, hosts, warnings: pastLimits(served) };
};

/**
 * Writes the files.
 *
 * @throws {@link Failed} if they can't be written. No temporary files are left.
 */
export const write = async ({ directory, deployment, path, isNew, hosts }: Plan): Promise<void> => {
  const staging = join(directory, `.sordino-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(staging, { recursive: true });
    if (isNew) await writeRelease(join(staging, deployment.folder), deployment);
    for (const [file, text] of hosts) {
      await put(join(staging, file), text);
      await mkdir(dirname(join(directory, file)), { recursive: true });
    }
    // All files are complete. The rest is renaming.
    if (isNew) await rename(join(staging, deployment.folder), path);
    for (const file of hosts.keys()) await rename(join(staging, file), join(directory, file));
  } catch (error) {
    throw new Failed(`${directory} can’t be written: ${reason(error)}`);
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
  }
};

/** Throws if a site has its own `vercel.json` or `_headers`, for example. */
const checkMarks = async (directory: string): Promise<void> => {
  const reasons: string[] = [];
  for (const file of Object.keys(HOSTS)) {
    const path = join(directory, file);
    try {
      if (!isMarked(await readFile(path, 'utf8')))
        reasons.push(`${path} was not written by sordino frame, so it is not replaced`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code != 'ENOENT')
        reasons.push(
          `${path} can’t be written, because something else has this name: ${reason(error)}`,
        );
    }
  }
  if (reasons.length > 0)
    throw new Refused(
      `${reasons.join('\n')}\nThe frame needs its own origin: choose another folder for --out, or move these files away`,
    );
};

/**
 * Whether the release exists with the same content.
 *
 * @throws {@link Refused} if the folder has another content.
 */
const isThere = async (path: string, deployment: Deployment): Promise<boolean> => {
  const found = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code != 'ENOENT') throw new Refused(`${path} is not a folder: move it away`);
  });
  if (!found) return false;
  const expected = expectedIn(deployment);
  const differing: string[] = [];
  for (const [name, isRight] of expected) {
    const content = await readFile(join(path, name)).catch(() => undefined);
    if (!content) differing.push(`${name} is missing`);
    else if (!isRight(content)) differing.push(`${name} differs`);
  }
  for (const name of found)
    if (!expected.has(name)) differing.push(`${name} is not part of the release`);
  if (differing.length == 0) return true;
  throw new Refused(
    `${path} exists and differs (${differing.join(', ')}): a released address never changes, because browsers keep its files for a year. ` +
      `Choose another name with --folder, such as ${deployment.folder}-2, and change the page’s frameUrl`,
  );
};

/** Returns a function for each file of a release that checks a content. */
const expectedIn = ({
  manifest,
  contents,
}: Deployment): Map<string, (content: Buffer) => boolean> => {
  const expected = new Map<string, (content: Buffer) => boolean>();
  expected.set(MANIFEST, (content) => content.equals(Buffer.from(manifestText(manifest))));
  for (const [name, { identity, ...compressed }] of contents) {
    expected.set(name, (content) => content.equals(identity));
    for (const [encoding, ending] of Object.entries(ENCODINGS) as [Encoding, string][]) {
      // Another version of Node.js may compress the same content differently.
      expected.set(
        name + ending,
        (content) =>
          content.equals(compressed[encoding]) || isCompressed(encoding, content, identity),
      );
    }
  }
  return expected;
};

const writeRelease = async (path: string, { manifest, contents }: Deployment): Promise<void> => {
  await put(join(path, MANIFEST), manifestText(manifest));
  for (const [name, encoded] of contents) {
    await put(join(path, name), encoded.identity);
    for (const [encoding, ending] of Object.entries(ENCODINGS) as [Encoding, string][])
      await put(join(path, name + ending), encoded[encoding]);
  }
};

const put = async (path: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
};
