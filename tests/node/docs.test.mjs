// @ts-check
// The documentation: its code has the types of the built package, and its links have targets.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startSandbox } from '../browser/support/sandbox.mjs';
import { ROOT, anchors, block, blocks, links, pages, read } from '../docs/markdown.mjs';

const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');
/** A folder below the root, where TypeScript finds `node_modules`. */
const SCRATCH = join(ROOT, 'target', 'docs-snippets');
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * How blocks of each language are checked: TypeScript strictly, JavaScript as far as possible
 * without type annotations.
 */
const CHECKED = {
  js: { extension: 'mjs', strict: false },
  jsx: { extension: 'jsx', strict: false },
  ts: { extension: 'mts', strict: true },
  tsx: { extension: 'tsx', strict: true },
};

/** Declarations of other packages' exports that the documentation uses. */
const OTHERS = `
declare module "@playwright/test" {
  import type { Locator, Page } from "playwright-core";
  export const test: (name: string, run: (fixtures: { page: Page }) => Promise<void>) => void;
  export const expect: (locator: Locator) => { toHaveText(pattern: RegExp): Promise<void> };
}
declare const cy: any;
declare const it: (name: string, run: () => void) => void;
declare const Stripe: (key: string) => any;
`;

/**
 * Type-checks code blocks against the built package.
 *
 * @param {Record<string, string>} texts by the names of their pages
 * @returns {string[]} the errors, each with the page and its line
 */
function problems(texts) {
  rmSync(SCRATCH, { recursive: true, force: true });
  mkdirSync(join(SCRATCH, 'node_modules'), { recursive: true });
  symlinkSync(PACKAGE, join(SCRATCH, 'node_modules', 'sordino'), 'dir');
  const found = [true, false].flatMap((strict) => check(texts, strict));
  return found.map((line) => line.replaceAll('__', '/').replace(/\.\d+\.\w+\(/, '('));
}

/**
 * @param {Record<string, string>} texts
 * @param {boolean} strict
 */
function check(texts, strict) {
  const files = [];
  for (const [page, text] of Object.entries(texts)) {
    for (const { language, line, code } of blocks(text)) {
      const how = CHECKED[/** @type {keyof typeof CHECKED} */ (language)];
      if (how?.strict !== strict) continue;
      const name = `${page.replaceAll('/', '__')}.${line}.${how.extension}`;
      // Keeps the line numbers of the page, so that errors name them, and adds an export, so that
      // no block shares a scope with another.
      writeFileSync(join(SCRATCH, name), `${'\n'.repeat(line - 1)}${code}\nexport {};\n`);
      files.push(name);
    }
  }
  if (files.length === 0) return [];
  writeFileSync(join(SCRATCH, 'others.d.ts'), OTHERS);
  files.push('others.d.ts');
  const compilerOptions = {
    ...{ noEmit: true, allowJs: true, checkJs: true, strict, skipLibCheck: true, jsx: 'react-jsx' },
    ...{
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      module: 'esnext',
      moduleResolution: 'bundler',
    },
    types: ['node'],
  };
  const project = join(SCRATCH, `tsconfig.${strict ? 'ts' : 'js'}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files }));
  try {
    execFileSync(process.execPath, [TSC, '--project', project, '--pretty', 'false'], {
      cwd: SCRATCH,
      encoding: 'utf8',
    });
    return [];
  } catch (error) {
    const { stdout } = /** @type {{ stdout?: string }} */ (error);
    const said = (stdout ?? '').split('\n').filter((line) => line !== '');
    return said.length > 0 ? said : [String(error)];
  }
}

describe('code in the documentation', () => {
  test('the code has the types of the package', () => {
    const texts = Object.fromEntries(pages().map((page) => [page, read(page)]));
    assert.deepEqual(problems(texts), []);
  });

  test('control: a call that the package does not have is found, with its line', () => {
    const wrong =
      "\n```js\nimport { createSession } from 'sordino'\ncreateSession({ frameUrl: 1 }).setPin()\n```\n";
    const found = problems({ 'docs/WRONG.md': wrong });
    assert.ok(found.length > 0);
    assert.ok(
      found.every((line) => line.startsWith('docs/WRONG.md(4,')),
      found.join('\n'),
    );
    assert.match(found.join('\n'), /setPin/);
  });
});

describe("the server's half in the README", () => {
  test('mints a token for one card, which can only set its PIN', async () => {
    process.env.SORDINO_SANDBOX_API_KEY = process.env.HIGHNOTE_API_KEY =
      "a-key-of-the-documentation's-test";
    const sandbox = await startSandbox();
    try {
      process.env.HIGHNOTE_API_URL = sandbox.addresses.api;
      mkdirSync(SCRATCH, { recursive: true });
      const module = join(SCRATCH, 'server.mjs');
      writeFileSync(module, block('README.md', 'server').code);
      const { mintClientToken } = await import(pathToFileURL(module).href);
      const { paymentCards } = await (
        await fetch(new URL('/objects.json', sandbox.addresses.app))
      ).json();

      const { value, usage } = await mintClientToken(paymentCards[0].id);
      assert.equal(usage, 'UNTIL_EXPIRATION');
      const may = await restrictedDetails(sandbox.addresses.api, value, paymentCards[0].id);
      assert.equal(may, 'AccessDeniedError', "a token for the PIN can't read the number");
      await assert.rejects(
        () => restrictedDetails(sandbox.addresses.api, `${value}x`, paymentCards[0].id),
        /401/,
      );
    } finally {
      await sandbox.stop();
    }
  });
});

/**
 * Requests a card's number as a browser does, and returns the API's answer.
 *
 * @param {string} api
 * @param {string} token
 * @param {string} id
 */
async function restrictedDetails(api, token, id) {
  const query =
    'query Q($id: ID!) { node(id: $id) { ... on PaymentCard { restrictedDetails { __typename } } } }';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(api, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables: { id } }),
  });
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  return (await answer.json()).data.node.restrictedDetails.__typename;
}

describe('error codes in the documentation', () => {
  const [codes = '', fieldCodes = ''] =
    read('docs/troubleshooting.md').split('## Codes of a field');
  for (const { type, text } of [
    { type: 'Code', text: codes },
    // The text after the table is about one code.
    { type: 'FieldCode', text: fieldCodes.split('###')[0] },
  ]) {
    test(`are all codes of ${type}, and no others`, () => {
      const named = rows(text);
      assert.deepEqual([...named].sort(), union(type).sort());
      assert.equal(new Set(named).size, named.length, 'each code once');
    });
  }

  test('control: text outside of table rows is ignored', () => {
    assert.deepEqual(rows('`network`\n| what | `timeout` |\n| `busy`, `aborted` | `network` |'), [
      'busy',
      'aborted',
    ]);
  });
});

describe('each operation of a session', () => {
  for (const path of ['docs/use-cases/index.md', 'www/demo/shell/gallery.js']) {
    const missing = (/** @type {readonly string[]} */ operations) => {
      const text = read(path);
      return operations.filter((name) => !new RegExp(`[\`']${name}[\`']`).test(text));
    };

    test(`has a row in ${path}`, () => {
      assert.deepEqual(missing(union('Operation')), []);
    });

    test(`control: an operation without a row in ${path} is found`, () => {
      assert.deepEqual(missing(['viewPaymentCard', 'suspendPaymentCard']), ['suspendPaymentCard']);
    });
  }
});

/**
 * Returns the members of a union of strings in the generated types.
 *
 * @param {string} name
 */
function union(name) {
  const declared =
    new RegExp(`^export type ${name} = (.+);$`, 'm').exec(
      read('host/src/generated/protocol.ts'),
    )?.[1] ?? '';
  const members = [...declared.matchAll(/"([^"]+)"/g)].map(([, member]) => member ?? '');
  assert.ok(members.length > 1, name);
  return members;
}

/**
 * Returns the codes in the first cells of a text's tables.
 *
 * @param {string} text
 */
function rows(text) {
  const cells = [...text.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell]) => cell ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code ?? ''));
}

describe('links in the documentation', () => {
  for (const page of pages()) {
    test(`links of ${page} have targets`, () => {
      const missing = links(read(page)).filter((target) => !leads(page, target));
      assert.deepEqual(missing, []);
    });
  }

  test('control: a missing file and a missing anchor are found', () => {
    for (const target of ['docs/NOTHING.md', '#nothing', 'CONTRIBUTING.md#nothing'])
      assert.ok(!leads('README.md', target));
  });

  test("to the repository in the package's README lead to files of this release", () => {
    const { repository, version } = JSON.parse(read('pkg/package.json'));
    const address = repository.url.replace(/^git\+|\.git$/g, '');
    const files = `${address}/blob/v${version}/`;
    const targets = links(read('pkg/README.md')).filter((target) => target.startsWith(address));
    assert.ok(targets.length > 0);
    const missing = targets.filter(
      (target) => !target.startsWith(files) || !leads('README.md', target.slice(files.length)),
    );
    assert.deepEqual(missing, []);
  });
});

/**
 * Returns whether a link of a page has its target here. Links to other sites are not requested.
 *
 * @param {string} page
 * @param {string} target
 */
function leads(page, target) {
  if (/^(https:|mailto:|http:\/\/localhost)/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  // These pages are created with the site, whose build checks links to them: `cargo xtask docs`.
  if (file.startsWith(join('docs', 'reference'))) return true;
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || anchors(read(file)).has(anchor);
}
