// @ts-check
// A screen for the engine that has no headless mode of its own.
import { start } from './child.mjs';
import { find } from './programs.mjs';

/**
 * The display named by the environment, else an X server of the tests' own.
 *
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>}
 */
export async function openDisplay() {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, stop: async () => {} };

  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const server = start(find('xvfb'), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  // Xvfb takes the first free number itself and writes it here once it can be used.
  const number = await new Promise((resolve, reject) => {
    const channel = /** @type {import("node:stream").Readable} */ (server.process.stdio[3]);
    channel.once('data', (chunk) => resolve(chunk.toString().trim()));
    server.process.once('exit', () => reject(new Error(`Xvfb ended: ${server.output()}`)));
  });
  return { display: `:${number}`, stop: server.stop };
}
