/**
 * `sordino/highnote`: drop-in modules for pages that use Highnote's packages. Each has its own
 * entry, so that moving is changing one import; here they stand side by side.
 *
 * - `card-viewer.ts`, `secure-inputs.ts`, `document-upload.ts`: one package each.
 * - `configure.ts`: the one thing those packages have no option for, the frame's address.
 * - `styles.ts`: their styles as variables of an appearance. `theme.ts`: its theme. `errors.ts`,
 *   `card-viewer-errors.ts`: their errors.
 */
export * as cardViewer from './card-viewer.js';
export { configure, type Configuration } from './configure.js';
export * as documentUpload from './document-upload.js';
export * as secureInputs from './secure-inputs.js';
