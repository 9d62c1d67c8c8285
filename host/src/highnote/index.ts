/**
 * `sordino/highnote`: modules with the interfaces of Highnote's packages. Each module also has an
 * entry of its own, so that a page can switch by changing one import.
 *
 * - `card-viewer.ts`, `secure-inputs.ts`, `document-upload.ts`: one module for each package.
 * - `configure.ts`: options that those packages do not have, above all the frame's address.
 * - `styles.ts`: converts their styles to variables of an appearance.
 * - `theme.ts`: chooses the theme.
 * - `errors.ts`, `card-viewer-errors.ts`: convert errors to theirs.
 */
export * as cardViewer from './card-viewer.js';
export { configure, type Configuration } from './configure.js';
export * as documentUpload from './document-upload.js';
export * as secureInputs from './secure-inputs.js';
