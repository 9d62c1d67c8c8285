/** Serves a deployment on a loopback port for development, with the same files and headers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { negotiate } from './compression.js';
import type { Deployment } from './deployment.js';
import { Failed, reason } from './errors.js';
import type { Headers } from './headers.js';

/** A running server. */
export interface Serving {
  /** The address of the folder with `vault.html`. */
  url: string;
  /** Stops the server, and closes all connections. */
  stop(): Promise<void>;
}

/**
 * Not `localhost`, because pages under development are there. On another site, browsers keep the
 * frame in another process.
 */
const HOST = '127.0.0.1';

/**
 * Starts a server.
 *
 * @param port The port; 0 selects a free port.
 * @throws {@link Failed} if the port can't be used.
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
          ? `port ${port} is in use: stop the other program, or choose another port with --port N (0 selects a free port)`
          : `port ${port} can’t be used (--port): ${reason(error)}`;
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
      .end(isRead ? 'Not found\n' : 'Method not allowed\n');
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
