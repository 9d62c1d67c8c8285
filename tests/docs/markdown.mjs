// @ts-check
// Reads the code blocks and links of the documentation.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A fenced block of code.
 *
 * @typedef {object} Block
 * @property {string} language the first word after the fence
 * @property {string} name the other words there, by which tests find the block
 * @property {number} line the line of its first line of code, from 1
 * @property {string} code
 */

/**
 * Folders of `docs/` without pages: the tools of the site, and the API report, whose types are not
 * code to run.
 */
const NO_PAGES = ['site', 'api'];

/** Returns the paths of all Markdown files for readers, from the root. @returns {string[]} */
export function pages() {
  const isPage = (/** @type {string} */ name) =>
    name.endsWith('.md') && !NO_PAGES.includes(name.split(/[\\/]/)[0] ?? '');
  const atRoot = readdirSync(ROOT).filter(isPage);
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter(
    isPage,
  );
  const ofPackage = join('pkg', 'README.md');
  return [
    ...atRoot,
    ofPackage,
    ...below.map((name) => relative(ROOT, join(ROOT, 'docs', name))),
  ].sort();
}

/** @param {string} page */
export const read = (page) => readFileSync(join(ROOT, page), 'utf8');

/** @param {string} text @returns {Block[]} */
export function blocks(text) {
  /** @type {Block[]} */
  const found = [];
  /** @type {(Block & { fence: string, lines: string[] }) | undefined} */
  let open;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^(`{3,}|~{3,})(.*)$/.exec(line);
    if (open && fence?.[1] === open.fence && fence[2] === '') {
      found.push({
        language: open.language,
        name: open.name,
        line: open.line,
        code: open.lines.join('\n'),
      });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (fence) {
      const [language = '', ...name] = (fence[2] ?? '').trim().split(/\s+/);
      open = {
        language,
        name: name.join(' '),
        line: index + 2,
        code: '',
        fence: fence[1] ?? '',
        lines: [],
      };
    }
  }
  if (open) throw new Error(`the block that begins at line ${open.line - 1} has no end`);
  return found;
}

/**
 * Returns the only block with that name, and with that language if one is given.
 *
 * @param {string} page
 * @param {string} name
 * @param {string} [language]
 */
export function block(page, name, language) {
  const fits = (/** @type {Block} */ each) =>
    each.name === name && (language === undefined || each.language === language);
  const [found, ...others] = blocks(read(page)).filter(fits);
  if (!found || others.length > 0)
    throw new Error(`${page} has not exactly one block named ${name}`);
  return found;
}

/**
 * Returns the targets of a text's links and pictures, without those in code.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function links(text) {
  const prose = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
  const markdown = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(
    ([, target]) => target ?? '',
  );
  const html = [...prose.matchAll(/\b(?:src|srcset|href)="([^"\s]+)"/g)].map(
    ([, target]) => target ?? '',
  );
  return [...markdown, ...html];
}

/**
 * Returns the anchors that a forge creates for a text's headings.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function anchors(text) {
  const prose = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1$/gm, '');
  const titles = [...prose.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, title]) => title ?? '');
  const slug = (/** @type {string} */ title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
  return new Set(titles.map(slug));
}
