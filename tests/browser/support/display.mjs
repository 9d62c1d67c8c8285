// @ts-check
// A screen for the engine that has no headless mode.
import { start } from './child.mjs';
import { find } from './programs.mjs';

/**
 * Returns the display that the environment names, or starts an X server.
 *
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>}
 */
export async function openDisplay() {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, stop: async () => {} };

  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const server = start(find('xvfb'), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  // Xvfb takes the first free number, and writes it to this file descriptor when it is ready.
  const number = await new Promise((resolve, reject) => {
    const channel = /** @type {import("node:stream").Readable} */ (server.process.stdio[3]);
    channel.once('data', (chunk) => resolve(chunk.toString().trim()));
    server.process.once('exit', () => reject(new Error(`Xvfb ended: ${server.output()}`)));
  });
  return { display: `:${number}`, stop: server.stop };
}
