// The vault's entry. It loads the wasm, whose hash the build inserts here. If the wasm panics,
// which is a bug, it unloads the vault, so that no secret stays in memory. The loader notices the
// second load of the frame and ends the session.
import { initSync } from '../../target/vault/sordino.js';

declare const WASM_INTEGRITY: string;

// biome-ignore lint/suspicious/noGlobalAssign: these are the document's handlers for all errors.
onerror = onunhandledrejection = () => location.replace('about:blank');

initSync({
  module: await WebAssembly.compileStreaming(
    fetch('sordino_bg.wasm', { integrity: WASM_INTEGRITY, credentials: 'same-origin' }),
  ),
});
