/** The frame on a loopback port, for development: the same files and headers as anywhere else. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { negotiate } from './compression.js';
import type { Deployment } from './deployment.js';
import { Failed, reason } from './errors.js';
import type { Headers } from './headers.js';

export interface Serving {
  /** The folder of vault.html. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Not `localhost`, where pages under development are: another site, so that browsers keep the
 * frame's memory apart from theirs.
 */
const HOST = '127.0.0.1';

/**
 * Serves it until it is stopped.
 *
 * @param port 0 takes any free one
 */
export const serve = async (deployment: Deployment, port: number): Promise<Serving> => {
  const server = createServer((request, response) => answer(deployment, request, response));
  await listen(server, port);
  const address = server.address();
  if (address == null || typeof address == 'string') throw new Failed('the server has no port');
  return {
    url: `http://${HOST}:${address.port}/${deployment.folder}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code == 'EADDRINUSE'
          ? `port ${port} is taken: end the other program or choose another with --port N (0 takes any free one)`
          : `port ${port} can’t be had (--port): ${reason(error)}`;
      reject(new Failed(why));
    });
    server.listen(port, HOST, resolve);
  });

const answer = (
  { folder, manifest, contents }: Deployment,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const { method = '', url = '' } = request;
  const path = url.split('?', 1)[0] ?? '';
  const name = path.startsWith(`/${folder}/`) ? path.slice(folder.length + 2) : '';
  const encoded = contents.get(name);
  const file = manifest.files[name];
  const isRead = method == 'GET' || method == 'HEAD';
  if (!encoded || !file || !isRead) {
    const status = isRead ? 404 : 405;
    const headers: Headers = { ...manifest.otherwise, 'Content-Type': 'text/plain; charset=utf-8' };
    response
      .writeHead(status, isRead ? headers : { ...headers, Allow: 'GET, HEAD' })
      .end(isRead ? 'Not here\n' : 'Only to be read\n');
    return;
  }
  const encoding = negotiate(request.headers['accept-encoding']);
  const content = encoded[encoding ?? 'identity'];
  response.writeHead(200, {
    ...file.headers,
    Vary: 'Accept-Encoding',
    ...(encoding && { 'Content-Encoding': encoding }),
    'Content-Length': content.length,
  });
  response.end(method == 'HEAD' ? undefined : content);
};
