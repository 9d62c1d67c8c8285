// @ts-check
// Child processes of the tests. Their output is kept, and they always end with the tests.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

// When a signal ends this process, its exit handlers still end the children (see `kill` below).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const verbose = process.env.SORDINO_TEST_VERBOSE === '1';

/** How many characters of a child's output are kept to explain a failure. */
const KEPT_OUTPUT = 8_192;

/**
 * @typedef {object} Child
 * @property {import("node:child_process").ChildProcess} process
 * @property {() => string} output the end of its output, both streams
 * @property {() => Promise<string>} firstLine the first line of its standard output; call it right
 * after the start
 * @property {() => Promise<void>} stop ends the process and waits for its end
 */

/**
 * Starts a program. It is killed when the test process ends for any reason.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Child}
 */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let kept = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    kept = (kept + chunk.toString()).slice(-KEPT_OUTPUT);
    if (verbose) process.stderr.write(chunk);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', (error) => {
      kept += `${error.message}\n`;
      resolve(undefined);
    });
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);

  return {
    process: child,
    output: () => kept,
    firstLine: () =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new Error(`${program} ended: ${kept}`));
        child.once('exit', fail);
        child.once('error', fail);
        if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
      }),
    async stop() {
      process.off('exit', kill);
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        child.kill('SIGTERM');
        const timer = setTimeout(kill, 3_000);
        await gone;
        clearTimeout(timer);
      }
    },
  };
}

/**
 * Returns a port on which no process listens. The start fails if another process takes it first.
 *
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
