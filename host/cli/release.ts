/** Reads the released frame, which has placeholders for the configuration of a deployment. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Encoding, ENCODINGS, isCompressed } from './compression.js';
import { Failed, reason } from './errors.js';
import { integrityOf } from './integrity.js';

/** A file of the released frame. */
export interface ReleasedFile {
  content: Buffer;
  /** The compressed contents in the package. A file with placeholders has none. */
  compressed: Partial<Record<Encoding, Buffer>>;
}

/** The released frame. */
export interface Release {
  /** The version. */
  release: string;
  files: Map<string, ReleasedFile>;
}

/**
 * Reads the released frame, and compares each file with its hash in the manifest.
 *
 * @param folder The folder `frame/` of the package.
 * @throws {@link Failed} if a file is missing or has changed.
 */
export const readRelease = async (folder: string): Promise<Release> => {
  const manifest = JSON.parse((await read(join(folder, 'manifest.json'))).toString()) as {
    release: string;
    files: Record<string, string>;
  };
  const files = new Map<string, ReleasedFile>();
  for (const [name, integrity] of Object.entries(manifest.files)) {
    const content = await read(join(folder, name));
    const changed = (file: string): Failed =>
      new Failed(`${join(folder, file)} differs from the released file: install the package again`);
    if (integrityOf(content) != integrity) throw changed(name);
    const compressed: ReleasedFile['compressed'] = {};
    for (const [encoding, ending] of Object.entries(ENCODINGS) as [Encoding, string][]) {
      const file = await read(join(folder, name + ending)).catch(() => undefined);
      if (file == undefined) continue;
      if (!isCompressed(encoding, file, content)) throw changed(name + ending);
      compressed[encoding] = file;
    }
    files.set(name, { content, compressed });
  }
  return { release: manifest.release, files };
};

const read = async (path: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Failed(`the package is incomplete: ${reason(error)}`);
  }
};
