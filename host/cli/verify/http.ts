/**
 * Sends one request, and returns the answer as it is: without following redirects, joining headers
 * or caching.
 */
import { setMaxListeners } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

import { decompress, type Encoding } from '../compression.js';
import { reason } from '../errors.js';

/** The answer to a request. */
export interface Answer {
  status: number;
  /** All headers; a header that was sent twice occurs twice. */
  headers: [name: string, value: string][];
  /** The `Content-Encoding`; `identity` if there was none. */
  encoding: string;
  /** The content, decoded. */
  body: Buffer;
}

/** The most milliseconds without a byte. */
const TIMEOUT = 15_000;

/** The most bytes of an answer. The largest file of a frame has a few hundred kilobytes. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Returns a signal that aborts after `milliseconds`. The limit between bytes is not enough, because
 * a host could send a byte now and then.
 */
export const deadlineAfter = (milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  // All requests listen at the same time. Node.js would warn of a leak.
  setMaxListeners(0, controller.signal);
  const late = new Error(`no complete answer within ${milliseconds / 1000} s in all`);
  setTimeout(() => controller.abort(late), milliseconds).unref();
  return controller.signal;
};

/**
 * Requests a file.
 *
 * @param deadline Aborts the request.
 * @throws Error with a message that says why there is no answer.
 */
export const get = (
  url: URL,
  headers: Record<string, string>,
  deadline: AbortSignal,
): Promise<Answer> =>
  new Promise((resolve, fail) => {
    // The reason of the deadline is better than the request's own error.
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
    // For a host with several addresses, Node.js creates an error without a message.
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
  if (!(encoding in decompress)) throw new Error(`an encoding that was not requested: ${encoding}`);
  return decompress[encoding as Encoding](body, LARGEST);
};
