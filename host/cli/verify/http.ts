/**
 * One request, seen as it is on the wire: no redirect is followed, no header is joined to another,
 * nothing is kept.
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

import { decompress, type Encoding } from '../compression.js';
import { reason } from '../errors.js';

export interface Answer {
  status: number;
  /** Each header as often as it came. */
  headers: [name: string, value: string][];
  /** `identity` when it came as it is. */
  encoding: string;
  /** The content, decoded. */
  body: Buffer;
}

const TIMEOUT = 15_000;

/** A frame's largest file has a few hundred kilobytes. */
const LARGEST = 8 * 1024 * 1024;

/** @throws an Error with a sentence that says why there is no answer. */
export const get = (url: URL, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = url.protocol == 'https:' ? requestHttps : requestHttp;
    const sent = request(
      url,
      { headers: { 'User-Agent': 'sordino-verify', ...headers }, agent: false, timeout: TIMEOUT },
      (message) => {
        read(message).then(resolve, reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT / 1000} s`)));
    // A host with several addresses fails with one error for each, and no message of its own.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(error.message || error.code || reason(error))),
    );
    sent.end();
  });

const read = async (message: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw new Error(`more than ${LARGEST} bytes`);
    chunks.push(chunk);
  }
  const headers: [string, string][] = [];
  for (let at = 0; at < message.rawHeaders.length; at += 2)
    headers.push([message.rawHeaders[at] ?? '', message.rawHeaders[at + 1] ?? '']);
  const encoding = message.headers['content-encoding'] ?? 'identity';
  return {
    status: message.statusCode ?? 0,
    headers,
    encoding,
    body: decode(Buffer.concat(chunks), encoding),
  };
};

const decode = (body: Buffer, encoding: string): Buffer => {
  if (encoding == 'identity') return body;
  if (!(encoding in decompress)) throw new Error(`an encoding that was not asked for: ${encoding}`);
  return decompress[encoding as Encoding](body, LARGEST);
};
