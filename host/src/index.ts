/**
 * The host loader: puts Sordino's frames into a page and speaks with the vault in them. It never
 * holds a secret but the client token that the page gives it, and importing it does nothing: it can
 * be imported on a server.
 *
 * - `session.ts`: a session: the vault's frame, the handshake, operations, the token.
 * - `field.ts`: a field: one iframe, its events.
 * - `diagnostics.ts`: what happened in a session, for a log and for support; in a bundle only if it
 *   is used.
 * - `error.ts`: `SordinoError`.
 * - `frame.ts`: how an iframe is made.
 * - `plain.ts`: how options and input are read.
 * - `types.ts`: the public types; `generated/protocol.ts`: the messages, made from the Rust types.
 *
 * Sessions and fields are closures and not classes: a third fewer bytes, and nothing of theirs can
 * be reached from outside.
 */
export { type DiagnosticsReport, type LogEvent, recordDiagnostics } from './diagnostics.js';
export { SordinoError } from './error.js';
export { createSession } from './session.js';
export type * from './types.js';
