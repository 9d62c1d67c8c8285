/**
 * The loader: inserts Sordino's iframes into a page and exchanges messages with the vault. The only
 * secret it handles is the client token that the page supplies. Importing it has no effect, so a
 * server can import it too.
 *
 * - `session.ts`: the vault's iframe, its removal, the handshake, all messages from the vault,
 *   operations, the client token.
 * - `field.ts`: a field's iframe, its height and its events.
 * - `diagnostics.ts`: records the events of a session, for logs and for support. A bundle contains
 *   it only if the app uses it.
 * - `error.ts`: `SordinoError`.
 * - `frame.ts`: creates an iframe.
 * - `plain.ts`: copies options and input.
 * - `types.ts`, `operations.ts`: the public types.
 * - `generated/protocol.ts`: the messages, generated from the Rust types.
 *
 * The other entries of the package are in folders, each with its own map in `index.ts`: `react`,
 * `elements`, `highnote` and `testing`.
 *
 * Sessions and fields are closures, not classes: they need a third fewer bytes, and the page can't
 * reach their internal state.
 */
export { type DiagnosticsReport, type LogEvent, recordDiagnostics } from './diagnostics.js';
export { SordinoError } from './error.js';
export { createSession } from './session.js';
export type * from './types.js';
