/**
 * One request, seen as it is on the wire: no redirect is followed, no header is joined to another,
 * nothing is kept.
 */
import { setMaxListeners } from 'node:events';
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

/** Milliseconds without a byte. */
const TIMEOUT = 15_000;

/** A frame's largest file has a few hundred kilobytes. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Ends everything that is still asked after `milliseconds`: a host that sends a byte now and then is
 * never silent.
 */
export const deadlineAfter = (milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  // Every request of a verification listens, all at once: that is no leak, which Node.js would warn of.
  setMaxListeners(0, controller.signal);
  const late = new Error(`no whole answer within ${milliseconds / 1000} s in all`);
  setTimeout(() => controller.abort(late), milliseconds).unref();
  return controller.signal;
};

/**
 * Asks for one file.
 *
 * @param deadline after which no answer is waited for
 * @throws an Error with a sentence that says why there is no answer.
 */
export const get = (
  url: URL,
  headers: Record<string, string>,
  deadline: AbortSignal,
): Promise<Answer> =>
  new Promise((resolve, fail) => {
    // Whatever the request says of being ended, the deadline knows why.
    const reject = (error: unknown): void => fail(deadline.aborted ? deadline.reason : error);
    const request = url.protocol == 'https:' ? requestHttps : requestHttp;
    const sent = request(
      url,
      {
        headers: { 'User-Agent': 'sordino-verify', ...headers },
        agent: false,
        timeout: TIMEOUT,
        signal: deadline,
      },
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
