/**
 * The host loader: puts Sordino's frames into a page and speaks with the vault in them. It never holds a secret but the client
 * token that the page gives it, and importing it does nothing: it can be imported on a server.
 *
 * - `session.ts`: a session: the vault's frame, the handshake, operations, the token.
 * - `field.ts`: a field: one iframe, its events.
 * - `error.ts`: `SordinoError`.
 * - `frame.ts`: how an iframe is made.
 * - `types.ts`: the public types; `generated/protocol.ts`: the messages, made from the Rust types.
 */
import { VaultSession } from './session.js'
import type { Session, SessionOptions } from './types.js'

export { SordinoError } from './error.js'
export type * from './types.js'

/**
 * Begins a session: inserts the vault's frame into the document and connects to it.
 *
 * @throws {@link SordinoError} `invalid-options` when `frameUrl` is no URL with https (or http on a loopback address).
 */
export const createSession = (options: SessionOptions): Session => new VaultSession(options) as unknown as Session
