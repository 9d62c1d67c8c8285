/**
 * The frame as the package brings it: the same for everybody, with places for what is written in
 * when it is deployed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Encoding, ENCODINGS, isCompressed } from './compression.js';
import { Failed, reason } from './errors.js';
import { integrityOf } from './integrity.js';

export interface ReleasedFile {
  content: Buffer;
  /** As it was compressed when the package was made; what is filled when deployed is not. */
  compressed: Partial<Record<Encoding, Buffer>>;
}

export interface Release {
  /** Its version. */
  release: string;
  files: Map<string, ReleasedFile>;
}

/**
 * Reads it, and checks each file against the hash that was written when the package was made.
 *
 * @param folder `frame/` of the package
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
      new Failed(
        `${join(folder, file)} is not the one that was released: install the package again`,
      );
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
    throw new Failed(`the package is not whole: ${reason(error)}`);
  }
};
