// Lists the package's entries, for the API report and the reference, with the source of each.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The built package. */
export const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');
/** The folder for generated files. It is below the root, so that the types of React are found. */
export const SCRATCH = join(ROOT, 'target', 'docs');

/**
 * Returns every entry with types that `package.json` exports: `sordino` for `.`, `highnote-card-viewer` for
 * `./highnote/card-viewer`.
 *
 * @returns {{ name: string, specifier: string, types: string }[]}
 */
export function entries() {
  const { exports } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([path, target]) => {
    if (!target.types) return [];
    const specifier = join('sordino', path);
    const name = path === '.' ? 'sordino' : path.slice(2).replaceAll('/', '-');
    return [{ name, specifier, types: join(PACKAGE, target.types) }];
  });
}

/**
 * Makes an empty folder in which `sordino` can be imported.
 *
 * @param {string} name
 */
export function folder(name) {
  const path = join(SCRATCH, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, 'node_modules'), { recursive: true });
  symlinkSync(PACKAGE, join(path, 'node_modules', 'sordino'), 'dir');
  return path;
}

/**
 * Writes the TypeScript configuration for the types that npm publishes.
 *
 * @param {string} path of the written file
 * @param {string[]} files
 */
export function writeTsconfig(path, files) {
  const compilerOptions = {
    ...{
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
    },
    ...{ strict: true, skipLibCheck: true, noEmit: true, jsx: 'react-jsx', types: [] },
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, files }));
}
