/** Hashes of files, in the formats of browsers. */
import { createHash } from 'node:crypto';

/** Returns the value of an `integrity` attribute. */
export const integrityOf = (content: Uint8Array): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Returns the source expression of an inline script or style, without quotes. */
export const inlineHash = (content: string): string =>
  `sha256-${createHash('sha256').update(content).digest('base64')}`;
