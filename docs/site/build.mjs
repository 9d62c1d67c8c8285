// Builds the site from the pages of `docs/` and the reference, into `target/docs/site`. Exits with 1
// when a link is broken, or when GraphQL in a page does not fit the schema.
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { PACKAGE, ROOT, SCRATCH } from './entries.mjs';
import { checkGraphql } from './graphql.mjs';
import { checkLinks } from './links.mjs';
import { writeReference } from './reference.mjs';

const DOCS = join(ROOT, 'docs');
const PAGES = join(SCRATCH, 'pages');
const SITE = join(SCRATCH, 'site');
const { version, repository } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
const FORGE = repository.url.replace(/^git\+|\.git$/g, '');

/** Folders of `docs/` without pages. */
const NO_PAGES = ['site', 'api'];

/**
 * Lists the top-level pages with names in capitals, which are for reviewers and contributors.
 * `DEPLOY` is in another group.
 */
function inside() {
  const names = readdirSync(DOCS).filter(
    (name) => /^[A-Z_]+\.md$/.test(name) && name !== 'DEPLOY.md',
  );
  return names.sort().map((name) => {
    const title = /^# (.+)$/m.exec(readFileSync(join(DOCS, name), 'utf8'))?.[1] ?? name;
    return { text: title, link: `/${name.slice(0, -3)}` };
  });
}

/** Copies the pages. Links to files outside of `docs/` then lead to the repository's forge. */
function copyPages() {
  const isPage = (path) => !NO_PAGES.includes(relative(DOCS, path).split('/')[0]);
  cpSync(DOCS, PAGES, { recursive: true, filter: isPage });
  for (const name of readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )) {
    const path = join(PAGES, name);
    const away = (whole, target) => {
      const [file, ...anchor] = target.split('#');
      const there = normalize(join('docs', dirname(name), file));
      const isHere =
        /^[a-z]+:/.test(target) ||
        file === '' ||
        (there.startsWith('docs/') && isPage(join(ROOT, there)));
      return isHere ? whole : `](${[`${FORGE}/blob/v${version}/${there}`, ...anchor].join('#')})`;
    };
    // Include lines are relative to the page in the repository.
    const text = readFileSync(path, 'utf8')
      .replaceAll(/\]\(([^)\s]+)\)/g, away)
      .replaceAll(
        /^<<< (\S+?)(\{.*\})?$/gm,
        (_, file, how = '') => `<<< ${join(ROOT, 'docs', dirname(name), file)}${how}`,
      );
    writeFileSync(path, text);
  }
}

rmSync(PAGES, { recursive: true, force: true });
rmSync(SITE, { recursive: true, force: true });
mkdirSync(join(PAGES, '.vitepress'), { recursive: true });
copyPages();
const { documents, wrong } = checkGraphql(PAGES);
await writeReference(join(PAGES, 'reference'));
for (const name of ['config.mjs', 'slug.mjs'])
  cpSync(join(DOCS, 'site', name), join(PAGES, '.vitepress', name));
cpSync(join(ROOT, 'www', 'demo', 'shell', 'mark.svg'), join(PAGES, 'public', 'mark.svg'));
cpSync(join(DOCS, 'site', 'theme'), join(PAGES, '.vitepress', 'theme'), { recursive: true });
// The pages import VitePress and Vue.
symlinkSync(join(DOCS, 'site', 'node_modules'), join(PAGES, 'node_modules'), 'dir');
process.env.SORDINO_RELEASE = version;
process.env.SORDINO_INSIDE = JSON.stringify(inside());
const { build } = await import('vitepress');
await build(PAGES, { outDir: SITE });

const { pages, internal, external, broken } = checkLinks(SITE);
writeFileSync(join(SCRATCH, 'external-links.txt'), external.map((link) => `${link}\n`).join(''));
for (const line of [...wrong, ...broken]) console.error(line);
console.log(`${documents} GraphQL documents, ${wrong.length} of them not of the schema`);
console.log(
  `${pages} pages, ${internal} links within, ${external.length} addresses elsewhere (target/docs/external-links.txt), ${broken.length} broken links`,
);
console.log(SITE);
if (wrong.length + broken.length > 0) process.exitCode = 1;
