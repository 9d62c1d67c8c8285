// @ts-check
// Files for uploads: small and valid, each with bytes that a trace can be searched for.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const ascii = (/** @type {string} */ text) => Buffer.from(text, 'latin1');

/** The smallest document that viewers open, with a comment. */
export const PDF = ascii(
  '%PDF-1.4\n% bytes-of-a-pdf\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj ' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 3 3]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** One transparent pixel, with bytes behind the end of the picture. */
export const PNG = Buffer.concat([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
  ascii('bytes-of-a-png'),
]);

/** The start of a JPEG, with a comment. */
export const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, 0x11]),
  ascii('bytes-of-a-jpeg'),
  Buffer.from([0xff, 0xd9]),
]);

/**
 * The antivirus industry's harmless test file, behind the start of a PDF. It is in pieces, so that
 * no scanner takes this file for it.
 */
export const EICAR = ascii(
  [
    '%PDF-1.4\n',
    'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
    'EICAR-STANDARD-ANTIVIRUS-',
    'TEST-FILE!$H+H*',
  ].join(''),
);

/** @type {string[]} */
const folders = [];

/**
 * @param {Record<string, Uint8Array>} files the contents by file name
 * @returns {Promise<string[]>} the paths of the files, which are deleted after all tests
 */
export async function writeFiles(files) {
  const folder = await mkdtemp(join(tmpdir(), 'sordino-files-'));
  folders.push(folder);
  const paths = Object.entries(files).map(([name, bytes]) => ({ path: join(folder, name), bytes }));
  for (const { path, bytes } of paths) await writeFile(path, bytes);
  return paths.map(({ path }) => path);
}

after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});
