/** Files as they travel: brotli 11 and gzip 9, beside the file as it is. */
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  gunzipSync,
  gzipSync,
} from 'node:zlib';

/** How a file can be encoded, with the ending of the file beside it, the best first. */
export const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

export type Encoding = keyof typeof ENCODINGS;

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

/** @throws when it is not what it says, or larger than `limit` bytes. */
export const decompress: Record<Encoding, (content: Buffer, limit: number) => Buffer> = {
  br: (content, limit) => brotliDecompressSync(content, { maxOutputLength: limit }),
  gzip: (content, limit) => gunzipSync(content, { maxOutputLength: limit }),
};

/** Whether `file` is `content`, compressed, and nothing behind it. */
export const isCompressed = (encoding: Encoding, file: Buffer, content: Buffer): boolean => {
  const decode = encoding == 'br' ? brotliDecompressSync : gunzipSync;
  try {
    // With `info`, they tell how much of the file they have read; their types do not say so.
    const { buffer, engine } = decode(file, {
      maxOutputLength: content.length + 1,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return buffer.equals(content) && engine.bytesWritten == file.length;
  } catch {
    return false;
  }
};

/** The best encoding that an `Accept-Encoding` takes (RFC 9110, 12.5.3); `undefined` for none. */
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
