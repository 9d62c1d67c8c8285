// The vault's entry: loads the wasm, whose hash is fixed here when the frame is built, and unloads
// the vault when the wasm stops: a panic is a fault of ours, after which nothing that it held
// should stay. The loader sees the frame load again and ends the session.
import { initSync } from '../../target/vault/sordino.js';

declare const WASM_INTEGRITY: string;

// biome-ignore lint/suspicious/noGlobalAssign: this is how a document hears of every error.
onerror = onunhandledrejection = () => location.replace('about:blank');

initSync({
  module: await WebAssembly.compileStreaming(
    fetch('sordino_bg.wasm', { integrity: WASM_INTEGRITY, credentials: 'same-origin' }),
  ),
});
