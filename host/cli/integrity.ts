/** The hashes by which browsers, and people, tell one file from any other. */
import { createHash } from 'node:crypto';

/** The value of an `integrity` attribute. */
export const integrityOf = (content: Uint8Array): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** The source expression of an inline script or style, without its quotes. */
export const inlineHash = (content: string): string =>
  `sha256-${createHash('sha256').update(content).digest('base64')}`;
