// The vault's entry: loads the wasm, whose hash is fixed here when the frame is built, and does nothing else.
import init from '../../target/wasm-pack/sordino.js'

declare const WASM_INTEGRITY: string

await init({ module_or_path: fetch('sordino_bg.wasm', { integrity: WASM_INTEGRITY, credentials: 'same-origin' }) })
