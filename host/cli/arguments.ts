/** Parses the command line. */
import { parseArgs } from 'node:util';

import { frameUrl } from './addresses.js';
import type { Given } from './configuration.js';
import { reason, Refused } from './errors.js';
import { folderName } from './folders.js';
import type { GivenPolicy } from './policy.js';

export const USAGE = `sordino: deploys Sordino's frame. Needs nothing but Node.js 20 or newer.

  sordino frame --api URL --embedder ORIGIN… [--upload ORIGIN…] [--font FONT…] [LIMITS] --out DIR [--folder NAME]
      Writes the files to be served, versioned and compressed, and what each kind of server must be told.

  sordino frame --api URL --embedder ORIGIN… [--upload ORIGIN…] [--font FONT…] [LIMITS] --serve [--port N]
      Serves the same on this machine, beside any dev server, until ctrl-c.

  sordino frame --verify URL [--api URL] [--embedder ORIGIN…] [--upload ORIGIN…] [--font FONT…] [LIMITS] [--json]
      Fetches a deployed frame and says what differs from this release; exit code 1 when anything does.

  --api URL            the GraphQL endpoint: the only place that the frame sends anything to
  --embedder ORIGIN…   the origins of the pages that may embed it, and no others
  --upload ORIGIN…     the origins that documents are uploaded to
  --font 'FAMILY=FILE'  a WOFF2 font that a page’s appearance may name; 'FAMILY 100..900 italic=FILE' says weight and style
  --out DIR            where to write; releases lie in it side by side
  --folder NAME        the release's folder; v and the version when left out
  --port N             for --serve: 4002 when left out; 0 takes any free one
  --json               for --verify: the report, for programs

LIMITS hold whatever the page asks for, since no script of a page can change them:
  --no-copy            no shown value can be copied
  --no-unmasked        no value is shown without a press of its own button
  --longest-show SECONDS  a revealed value is hidden after so long at the latest: 1 to 300
  --operation NAME…    the operations of a session that may be called, and no others
  --claim NAME=VALUE…  what a client token (a JWT) must say, such as org=og_…; a token that is no JWT is refused

  sordino --version

Exit codes: 0 done · 1 it went wrong, or differs · 2 a value is refused; standard error says why.
Guide: docs/DEPLOY.md in Sordino's repository.
`;

/** The command, with its checked options. */
export type Wish =
  | { do: 'help' | 'version' }
  | { do: 'write'; given: Given; directory: string; folder?: string }
  | { do: 'serve'; given: Given; port: number; folder?: string }
  | { do: 'verify'; given: Given; frame: URL; isJson: boolean };

const OPTIONS = {
  api: { type: 'string', multiple: true },
  embedder: { type: 'string', multiple: true },
  upload: { type: 'string', multiple: true },
  'no-copy': { type: 'boolean' },
  'no-unmasked': { type: 'boolean' },
  'longest-show': { type: 'string', multiple: true },
  operation: { type: 'string', multiple: true },
  claim: { type: 'string', multiple: true },
  font: { type: 'string', multiple: true },
  out: { type: 'string', multiple: true },
  folder: { type: 'string', multiple: true },
  port: { type: 'string', multiple: true },
  verify: { type: 'string', multiple: true },
  serve: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Options that take several values, in one list or by repeating the option. */
const SEVERAL = ['embedder', 'upload', 'font', 'operation', 'claim'];

const DEFAULT_PORT = 4002;

/**
 * Parses the arguments.
 *
 * @throws {@link Refused} if they are not a valid command.
 */
export const parse = (args: readonly string[]): Wish => {
  const { values, several, rest } = read(args);
  if (values.help) return { do: 'help' };
  if (values.version) return { do: 'version' };
  const [command, ...more] = rest;
  if (command == undefined) return { do: 'help' };
  if (command != 'frame')
    throw new Refused(`there is no command ${JSON.stringify(command)}, but frame`);
  if (more.length > 0) throw new Refused(`${JSON.stringify(more[0])} belongs to no option`);

  const one = (
    name: 'api' | 'out' | 'folder' | 'port' | 'verify' | 'longest-show',
  ): string | undefined => {
    const [value, another] = values[name] ?? [];
    if (another != undefined) throw new Refused(`--${name} is given twice`);
    return value;
  };
  const only = (name: 'folder' | 'port' | 'json', wish: string): void => {
    if (values[name] != undefined) throw new Refused(`--${name} is not for ${wish}`);
  };
  const [directory, verify] = [one('out'), one('verify')];
  if ([directory, verify, values.serve].filter((wish) => wish != undefined).length != 1) {
    throw new Refused('one of --out DIR, --serve and --verify URL says what to do');
  }
  const fonts = several.get('font');
  const longestShow = one('longest-show');
  const [operations, claims] = [several.get('operation'), several.get('claim')];
  const policy: GivenPolicy = {
    ...(values['no-copy'] && { noCopy: true }),
    ...(values['no-unmasked'] && { noUnmasked: true }),
    ...(longestShow != undefined && { longestShow }),
    ...(operations && { operations }),
    ...(claims && { claims }),
  };
  const given: Given = {
    api: one('api'),
    embedders: several.get('embedder') ?? [],
    uploads: several.get('upload') ?? [],
    ...(fonts && { fonts }),
    ...(Object.keys(policy).length > 0 && { policy }),
  };
  const folder = one('folder');
  const named = folder == undefined ? {} : { folder: folderName(folder) };

  if (verify != undefined) {
    only('folder', '--verify');
    only('port', '--verify');
    return {
      do: 'verify',
      given,
      frame: frameUrl('--verify', verify),
      isJson: values.json ?? false,
    };
  }
  only('json', directory == undefined ? '--serve' : '--out');
  if (directory == undefined) return { do: 'serve', given, port: portOf(one('port')), ...named };
  only('port', '--out');
  if (directory == '') throw new Refused('--out is empty');
  return { do: 'write', given, directory, ...named };
};

const read = (args: readonly string[]) => {
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
      tokens: true,
    });
    const several = new Map<string, string[]>();
    const rest: string[] = [];
    let open: string | undefined;
    for (const token of tokens) {
      if (token.kind == 'option') {
        open = SEVERAL.includes(token.name) ? token.name : undefined;
        if (open != undefined && token.value != undefined)
          several.set(open, [...(several.get(open) ?? []), token.value]);
      } else if (token.kind == 'positional') {
        if (open == undefined) rest.push(token.value);
        else several.get(open)?.push(token.value);
      } else {
        open = undefined;
      }
    }
    return { values, several, rest };
  } catch (error) {
    // Keeps the first sentence of Node.js. The rest is advice for programmers.
    throw new Refused(reason(error).split('. ')[0]);
  }
};

const portOf = (text: string | undefined): number => {
  if (text == undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Refused(`--port ${JSON.stringify(text)} is not a port: 0 to 65535`);
  return port;
};
