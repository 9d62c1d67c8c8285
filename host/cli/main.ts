#!/usr/bin/env node
/**
 * `npx sordino`: deploys the frame in this package. It needs only Node.js.
 *
 * - `arguments.ts`: parses the command line.
 * - `addresses.ts`, `policy.ts`, `configuration.ts`: check the values that are written into a
 *   frame.
 * - `folders.ts`: checks the name of the frame's folder.
 * - `release.ts`: reads the released frame.
 * - `template.ts`, `headers.ts`, `fonts.ts`: add the configuration, the headers and the fonts.
 * - `deployment.ts`: combines all of these into a deployment that can be served.
 * - `integrity.ts`, `compression.ts`: hash and compress files.
 * - `write.ts`: writes a deployment to a folder, with the configuration of each kind of server
 *   (`hosts/`, `limits.ts`), which includes the releases in that folder (`releases.ts`).
 * - `serve.ts`: serves a deployment on this machine.
 * - `verify/`: compares a deployment with the one at an address.
 */
import { fileURLToPath } from 'node:url';

import { endpoint, origin } from './addresses.js';
import { parse, USAGE, type Wish } from './arguments.js';
import { configure } from './configuration.js';
import { deploy } from './deployment.js';
import { reason, Refused } from './errors.js';
import { readFonts } from './fonts.js';
import { policyOf } from './policy.js';
import { readRelease } from './release.js';
import { serve } from './serve.js';
import { verify } from './verify/index.js';
import { describe } from './verify/report.js';
import { plan, write } from './write.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(text);

const release = () => readRelease(fileURLToPath(new URL('frame/', import.meta.url)));

/** Runs a command, and returns the exit code. */
const run = async (wish: Wish): Promise<number> => {
  switch (wish.do) {
    case 'help':
      print(USAGE);
      return 0;
    case 'version':
      print(`${(await release()).release}\n`);
      return 0;
    case 'write': {
      // Checks the values before reading or writing anything.
      const configuration = configure(wish.given);
      const fonts = await readFonts(wish.given.fonts ?? []);
      const deployment = deploy(await release(), configuration, wish.folder, fonts);
      const planned = await plan(wish.directory, deployment);
      const { path, isNew, warnings } = planned;
      for (const warning of warnings) say(`sordino: warning: ${warning}`);
      await write(planned);
      say(
        isNew
          ? 'sordino: written; the page’s frameUrl is this folder on the frame’s origin'
          : 'sordino: nothing to do; the folder already has the same content',
      );
      print(`${path}\n`);
      return 0;
    }
    case 'serve': {
      const configuration = configure(wish.given);
      const fonts = await readFonts(wish.given.fonts ?? []);
      // Listens for signals before printing the address, so that it misses none.
      const ended = new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      const serving = await serve(
        deploy(await release(), configuration, wish.folder, fonts),
        wish.port,
      );
      print(`${serving.url}\n`);
      say('sordino: this is the page’s frameUrl; press ctrl-c to stop');
      await ended;
      await serving.stop();
      return 0;
    }
    case 'verify': {
      const { api, embedders, uploads, policy, fonts = [] } = wish.given;
      const expected = {
        api: api == undefined ? undefined : endpoint('--api', api),
        embedders: embedders.map((value) => origin('--embedder', value)),
        uploads: uploads.map((value) => origin('--upload', value)),
        ...(policy && { policy }),
      };
      // Checks the limits before sending a request.
      policyOf(policy ?? {});
      const report = await verify(wish.frame, await release(), expected, await readFonts(fonts));
      print(wish.isJson ? `${JSON.stringify(report)}\n` : describe(report));
      return report.ok ? 0 : 1;
    }
  }
};

try {
  process.exitCode = await run(parse(process.argv.slice(2)));
} catch (error) {
  for (const line of reason(error).split('\n')) say(`sordino: ${line}`);
  if (error instanceof Refused) say('sordino: nothing was done; sordino --help lists the options');
  process.exitCode = error instanceof Refused ? 2 : 1;
}
