// Makes the API reference from the package's types, with one page for each entry.
import { Application } from 'typedoc';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entries, folder, writeTsconfig } from './entries.mjs';

/**
 * Writes the pages.
 *
 * @param {string} out a folder
 */
export async function writeReference(out) {
  const scratch = folder('reference');
  writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }');
  const sources = entries()
    // `sordino/highnote` only exports its parts again, and each part has a page.
    .filter(({ name }) => name !== 'highnote')
    .map(({ name, specifier }) => {
      const path = join(scratch, `${name}.ts`);
      writeFileSync(path, `export * from ${JSON.stringify(specifier)}\n`);
      return path;
    });
  const tsconfig = join(scratch, 'tsconfig.json');
  writeTsconfig(tsconfig, sources);
  const application = await Application.bootstrapWithPlugins({
    ...{
      entryPoints: sources,
      tsconfig,
      out,
      plugin: ['typedoc-plugin-markdown'],
      logLevel: 'Error',
      skipErrorChecking: true,
    },
    ...{
      readme: 'none',
      name: 'API reference',
      entryFileName: 'index',
      outputFileStrategy: 'modules',
      router: 'module',
    },
    ...{
      hidePageHeader: true,
      hideBreadcrumbs: true,
      disableSources: true,
      excludeExternals: true,
      useCodeBlocks: true,
    },
    ...{
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      propertyMembersFormat: 'table',
      typeDeclarationFormat: 'table',
    },
    ...{ sort: ['source-order'], githubPages: false },
  });
  const project = await application.convert();
  if (!project) throw new Error('the types of the package could not be read');
  rmSync(out, { recursive: true, force: true });
  await application.generateOutputs(project);
  if (application.logger.hasErrors()) throw new Error('the reference could not be written');
  for (const name of readdirSync(out).filter((name) => name.endsWith('.md'))) {
    const path = join(out, name);
    writeFileSync(path, withTags(readFileSync(path, 'utf8')));
  }
}

/**
 * Headings for the doc comment tags of a custom element. TypeDoc writes each tag under a heading.
 */
const TAGS = { Csspart: 'CSS parts', Cssstate: 'CSS states', Fires: 'Events' };

/** Joins tags of the same kind into one heading with a list. */
function withTags(text) {
  let open = '';
  return text.replaceAll(
    /^(#+) (Csspart|Cssstate|Fires)\n\n(.+)\n\n?|^#+ .*$/gm,
    (whole, level, tag, line) => {
      const after = open !== '' && tag !== open ? '\n' : '';
      const heading = tag === undefined || tag === open ? '' : `${level} ${TAGS[tag]}\n\n`;
      open = tag ?? '';
      return tag === undefined
        ? `${after}${whole}`
        : `${after}${heading}- ${line.replace(/^([\w-]+) - /, '`$1`: ')}\n`;
    },
  );
}
