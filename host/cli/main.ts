#!/usr/bin/env node
/**
 * `npx sordino`: deploys the frame that this package brings. Nothing but Node.js is needed to run
 * it.
 *
 * - `arguments.ts`: what is asked for.
 * - `addresses.ts`, `policy.ts`, `configuration.ts`: which values may be written into a frame, and
 *   why others are refused; `folders.ts`: which names its folder may have.
 * - `release.ts`: the frame as it was released; `template.ts`: its places; `headers.ts`: its
 *   headers; `deployment.ts`: all of it together, ready to be served; `fonts.ts`: what a deployer
 *   adds to it. `integrity.ts` and `compression.ts` are what their names say.
 * - `write.ts`: it as a folder, beside the releases that are there (`releases.ts`), with what each
 *   kind of server must be told (`hosts/`, `limits.ts`).
 * - `serve.ts`: it on this machine; `verify/`: it against what is served somewhere.
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

/** @returns the exit code */
const run = async (wish: Wish): Promise<number> => {
  switch (wish.do) {
    case 'help':
      print(USAGE);
      return 0;
    case 'version':
      print(`${(await release()).release}\n`);
      return 0;
    case 'write': {
      // Checked before anything is read or written.
      const configuration = configure(wish.given);
      const fonts = await readFonts(wish.given.fonts ?? []);
      const deployment = deploy(await release(), configuration, wish.folder, fonts);
      const planned = await plan(wish.directory, deployment);
      const { path, isNew, warnings } = planned;
      for (const warning of warnings) say(`sordino: careful: ${warning}`);
      await write(planned);
      say(
        isNew
          ? 'sordino: written; the page’s frameUrl is this folder on the frame’s origin'
          : 'sordino: it was there already, the same to the byte',
      );
      print(`${path}\n`);
      return 0;
    }
    case 'serve': {
      const configuration = configure(wish.given);
      const fonts = await readFonts(wish.given.fonts ?? []);
      // Listened for before anybody can know that it runs, so that no signal is missed.
      const ended = new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      const serving = await serve(
        deploy(await release(), configuration, wish.folder, fonts),
        wish.port,
      );
      print(`${serving.url}\n`);
      say('sordino: that is the page’s frameUrl; ctrl-c ends it');
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
      // Refused before anything is asked.
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
