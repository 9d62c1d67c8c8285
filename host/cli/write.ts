/**
 * A deployment on disk:
 *
 *     DIR/v0.1.0/            what is served, as it is and compressed, and its manifest.json
 *     DIR/v0.2.0/            releases live side by side: each page names the one that it uses
 *     DIR/_headers, …        what each kind of server must be told, of all releases in DIR (hosts/)
 *
 * 1. A folder that is there is never changed: browsers keep what they have of it for a year. The
 *    same deployment again is no change; another one needs another name.
 * 2. A file that `sordino frame` did not write is never replaced, and its releases are not joined
 *    with another site's: the frame needs an origin of its own.
 * 3. Nothing is half there: a release is made in a folder beside it that takes its name when it is
 *    whole.
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

/** What will be written, checked against what is there. */
export interface Plan {
  directory: string;
  deployment: Deployment;
  /** The folder of the release. */
  path: string;
  /** Whether the release is not there yet. */
  isNew: boolean;
  /** The servers' files, by their path in the directory. */
  hosts: Map<string, string>;
  /** A sentence for each host that would not take it. */
  warnings: string[];
}

/**
 * Looks at what is there, and changes nothing.
 *
 * @throws {@link Refused} when something else is in the way
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
 * Writes it.
 *
 * @throws {@link Failed} when it can't be written; nothing is left of the attempt
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
    // From here on, only names change.
    if (isNew) await rename(join(staging, deployment.folder), path);
    for (const file of hosts.keys()) await rename(join(staging, file), join(directory, file));
  } catch (error) {
    throw new Failed(`${directory} can’t be written: ${reason(error)}`);
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
  }
};

/** A site's own `vercel.json` or `_headers` is not ours to replace. */
const checkMarks = async (directory: string): Promise<void> => {
  const reasons: string[] = [];
  for (const file of Object.keys(HOSTS)) {
    const path = join(directory, file);
    try {
      if (!isMarked(await readFile(path, 'utf8')))
        reasons.push(`${path} was not written by sordino frame, and is not replaced`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code != 'ENOENT')
        reasons.push(`${path} can’t be written, since something else is there: ${reason(error)}`);
    }
  }
  if (reasons.length > 0)
    throw new Refused(
      `${reasons.join('\n')}\nThe frame needs an origin with nothing else on it: give --out a folder of its own, or move these files away`,
    );
};

/** Whether exactly this is there. */
const isThere = async (path: string, deployment: Deployment): Promise<boolean> => {
  const found = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code != 'ENOENT') throw new Refused(`${path} is no folder: move it away`);
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
    if (!expected.has(name)) differing.push(`${name} is not of the release`);
  if (differing.length == 0) return true;
  throw new Refused(
    `${path} is there and is not the same (${differing.join(', ')}): what was released under one address never changes, since browsers keep it for a year. ` +
      `Give this one a name of its own with --folder, such as ${deployment.folder}-2, and let the page’s frameUrl follow`,
  );
};

/** The names of a release's files, each with whether a content is the right one. */
const expectedIn = ({
  manifest,
  contents,
}: Deployment): Map<string, (content: Buffer) => boolean> => {
  const expected = new Map<string, (content: Buffer) => boolean>();
  expected.set(MANIFEST, (content) => content.equals(Buffer.from(manifestText(manifest))));
  for (const [name, { identity, ...compressed }] of contents) {
    expected.set(name, (content) => content.equals(identity));
    for (const [encoding, ending] of Object.entries(ENCODINGS) as [Encoding, string][]) {
      // Another version of Node.js may compress otherwise what is compressed when it is deployed.
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
