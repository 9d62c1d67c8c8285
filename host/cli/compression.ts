/** Compresses files with brotli 11 and gzip 9. */
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  gunzipSync,
  gzipSync,
} from 'node:zlib';

/** The encodings and the extensions of compressed files, best first. */
export const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

/** The name of an encoding, as in `Content-Encoding`. */
export type Encoding = keyof typeof ENCODINGS;

/** Compresses a content. */
export const compress: Record<Encoding, (content: Buffer) => Buffer> = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => gzipSync(content, { level: 9 }),
};

/**
 * Decompresses a content.
 *
 * @throws Error if the content has another encoding, or more than `limit` bytes.
 */
export const decompress: Record<Encoding, (content: Buffer, limit: number) => Buffer> = {
  br: (content, limit) => brotliDecompressSync(content, { maxOutputLength: limit }),
  gzip: (content, limit) => gunzipSync(content, { maxOutputLength: limit }),
};

/** Whether `file` is the compressed `content`, with no bytes after it. */
export const isCompressed = (encoding: Encoding, file: Buffer, content: Buffer): boolean => {
  const decode = encoding == 'br' ? brotliDecompressSync : gunzipSync;
  try {
    // `info` also returns how many bytes were read. The types of Node.js do not know it.
    const { buffer, engine } = decode(file, {
      maxOutputLength: content.length + 1,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return buffer.equals(content) && engine.bytesWritten == file.length;
  } catch {
    return false;
  }
};

/** Returns the best encoding that an `Accept-Encoding` allows (RFC 9110, 12.5.3), if any. */
export const negotiate = (accept: string | undefined): Encoding | undefined => {
  const weights = new Map<string, number>();
  for (const part of (accept ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(coding, weight == undefined ? 1 : Number(weight.slice(2)) || 0);
  }
  const weight = (coding: Encoding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  return (Object.keys(ENCODINGS) as Encoding[])
    .filter((coding) => weight(coding) > 0)
    .sort((a, b) => weight(b) - weight(a))[0];
};
