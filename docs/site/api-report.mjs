// Compares the API report, `docs/api/`, with the types that the built package exports, so that a
// reviewer sees each change. `node docs/site/api-report.mjs` fails when they differ. With --renew it
// writes the report again.
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, ROOT, entries, folder, writeTsconfig } from './entries.mjs';

const REPORTS = join(ROOT, 'docs', 'api');
const renew = process.argv.includes('--renew');

/** Makes the reports of the built package, by file name. */
function reports() {
  const scratch = folder('api-report');
  const all = entries();
  const tsconfig = join(scratch, 'tsconfig.json');
  const types = all.map((entry) => entry.types);
  writeTsconfig(tsconfig, types);
  const silent = { default: { logLevel: 'none' } };
  let compilerState;
  const made = new Map();
  for (const { name, types: mainEntryPointFilePath } of all) {
    const config = ExtractorConfig.prepare({
      configObject: {
        ...{
          projectFolder: PACKAGE,
          mainEntryPointFilePath,
          compiler: { tsconfigFilePath: tsconfig },
        },
        apiReport: {
          enabled: true,
          reportFileName: `${name}.api.md`,
          reportFolder: scratch,
          reportTempFolder: join(scratch, 'temp'),
        },
        ...{
          docModel: { enabled: false },
          dtsRollup: { enabled: false },
          tsdocMetadata: { enabled: false },
        },
        messages: {
          compilerMessageReporting: { default: { logLevel: 'error' } },
          extractorMessageReporting: silent,
          tsdocMessageReporting: silent,
        },
        newlineKind: 'lf',
      },
      configObjectFullPath: join(scratch, 'api-extractor.json'),
      packageJsonFullPath: join(PACKAGE, 'package.json'),
    });
    // One program serves all entries, because a program for each takes a second.
    compilerState ??= CompilerState.create(config, { additionalEntryPoints: types });
    const { succeeded } = Extractor.invoke(config, {
      ...{ localBuild: true, compilerState },
      messageCallback(message) {
        message.handled = true;
        if (message.logLevel === 'error') console.error(message.text);
      },
    });
    if (!succeeded) throw new Error(`${name}: its types could not be read`);
    // "(undocumented)" is not about the types.
    const text = readFileSync(join(scratch, `${name}.api.md`), 'utf8').replaceAll(
      /^ *\/\/ \(undocumented\)\n/gm,
      '',
    );
    made.set(`${name}.api.md`, text);
  }
  return made;
}

/** Returns the lines that only one of two texts has. A reader sees what changed. */
function difference(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const [wasThere, isThere] = [new Set(old), new Set(now)];
  return [
    ...old.filter((line) => !isThere.has(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !wasThere.has(line)).map((line) => `+ ${line}`),
  ];
}

const made = reports();
mkdirSync(REPORTS, { recursive: true });
const there = readdirSync(REPORTS).filter((name) => name.endsWith('.api.md'));
let changed = 0;
for (const name of new Set([...there, ...made.keys()])) {
  const before = there.includes(name) ? readFileSync(join(REPORTS, name), 'utf8') : '';
  const after = made.get(name) ?? '';
  if (before === after) continue;
  changed += 1;
  if (renew && after === '') rmSync(join(REPORTS, name));
  else if (renew) writeFileSync(join(REPORTS, name), after);
  else
    console.error(
      [`docs/api/${name} is not what the package exports:`, ...difference(before, after)].join(
        '\n',
      ),
    );
}
if (changed > 0 && !renew) {
  console.error(
    '\nIf that is meant, run `cargo xtask docs --api`, commit what it writes, and say in CHANGELOG.md what changed.',
  );
  process.exitCode = 1;
} else {
  console.log(`docs/api/: ${made.size} entries, ${changed} ${renew ? 'written anew' : 'changed'}`);
}
