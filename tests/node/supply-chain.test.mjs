// @ts-check
// What Sordino is made of and with: where it comes from, under which licence, pinned by which hash;
// and that the bills of materials say so. What needs a network (advisories, signatures) is in
// `cargo deny check` and `npm audit signatures`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { parse } from 'smol-toml';
// @ts-expect-error: it has no types of its own
import parseLicence from 'spdx-expression-parse';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');

/** @param {string[]} path */
const read = (...path) => readFileSync(join(...path), 'utf8');

const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';
const NPM = 'https://registry.npmjs.org/';

/**
 * The one package that may run a script when it is installed: it puts the binary of this machine in
 * place.
 */
const MAY_RUN_SCRIPTS = ['node_modules/esbuild'];

/** An optional binary for another system: npm puts it into the lockfile with the same mark. */
const isElsewhere = (/** @type {{ optional?: boolean, os?: string[] }} */ entry) =>
  entry.optional === true && entry.os !== undefined;

/** @typedef {{ name: string, version: string, source?: string, checksum?: string }} LockedCrate */
/** @typedef {{ resolved?: string, integrity?: string, hasInstallScript?: boolean, link?: boolean, optional?: boolean, os?: string[] }} LockedPackage */

/** @param {readonly LockedCrate[]} crates */
const oddCrates = (crates) =>
  crates
    .filter(
      ({ source, checksum }) =>
        source !== undefined && !(source === CRATES_IO && /^[0-9a-f]{64}$/.test(checksum ?? '')),
    )
    .map(({ name, version }) => `${name} ${version}`);

/** @param {Record<string, LockedPackage>} packages */
const oddPackages = (packages) =>
  Object.entries(packages)
    .filter(([path, { resolved, integrity }]) => {
      // Without an address it is the registry's: npm leaves it out when asked to. The hash says
      // what it must be in any case.
      return (
        path !== '' &&
        !((resolved ?? NPM).startsWith(NPM) && /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
      );
    })
    .map(([path]) => path);

/** Texts that were read: of crates that name a file and no licence. By their SHA-256. @type {Record<string, string>} */
const TEXTS = { '3476fd3314b213821c673ed2d9991dc4e044f9e7fbcbbd754f0635b8b644474a': 'MIT' };

/** @param {string} file */
const licenceOfText = (file) =>
  TEXTS[createHash('sha256').update(readFileSync(file)).digest('hex')];

/** @typedef {{ license: string, exception?: string } | { left: Expression, conjunction: "and" | "or", right: Expression }} Expression */

/**
 * Whether an SPDX expression can be met by what is allowed.
 *
 * @param {Expression} expression
 * @param {readonly string[]} allowed
 * @returns {boolean}
 */
function isAllowed(expression, allowed) {
  if (!('conjunction' in expression)) {
    return allowed.includes(
      expression.license + (expression.exception ? ` WITH ${expression.exception}` : ''),
    );
  }
  const { left, conjunction, right } = expression;
  const sides = [left, right].map((side) => isAllowed(side, allowed));
  return conjunction === 'and' ? sides.every(Boolean) : sides.some(Boolean);
}

describe('crates', () => {
  const locked = /** @type {{ package: LockedCrate[] }} */ (
    /** @type {unknown} */ (parse(read(ROOT, 'Cargo.lock')))
  ).package;

  test("come from crates.io, each with its checksum; the others are this repository's own", () => {
    assert.ok(locked.length > 100);
    assert.deepEqual(oddCrates(locked), []);
    const own = locked.filter(({ source }) => source === undefined).map(({ name }) => name);
    assert.deepEqual(own.sort(), [
      'sordino',
      'sordino-core',
      'sordino-counts',
      'sordino-example-server',
      'sordino-fuzz',
      'sordino-sandbox',
      'xtask',
    ]);
  });

  test('control: one from elsewhere, or without its checksum, is found', () => {
    const checksum = '0'.repeat(64);
    const odd = [
      { name: 'a', version: '1', source: 'git+https://forge.test/a', checksum },
      { name: 'b', version: '1', source: CRATES_IO },
    ];
    assert.deepEqual(
      oddCrates([...odd, { name: 'c', version: '1', source: CRATES_IO, checksum }]),
      ['a 1', 'b 1'],
    );
  });

  test('have a licence that deny.toml allows', () => {
    /** @typedef {{ allow: string[], exceptions: { crate: string, allow: string[] }[] }} Licences */
    const { licenses } = /** @type {{ licenses: Licences }} */ (
      /** @type {unknown} */ (parse(read(ROOT, 'deny.toml')))
    );
    const cargo = process.env.CARGO ?? 'cargo';
    const host =
      /host: (.*)/.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8', cwd: ROOT }))?.[1] ?? '';
    const options = [
      'metadata',
      '--locked',
      '--format-version',
      '1',
      '--filter-platform',
      'wasm32-unknown-unknown',
      '--filter-platform',
      host,
    ];
    const { packages } = JSON.parse(
      execFileSync(cargo, options, { encoding: 'utf8', cwd: ROOT, maxBuffer: 1 << 28 }),
    );
    assert.ok(packages.length > 100);
    // The slash is an older way of writing OR.
    const refused = packages.filter(
      (
        /** @type {{ name: string, license: string | null, manifest_path: string }} */ {
          name,
          license,
          manifest_path,
        },
      ) => {
        const said = license ?? licenceOfText(join(dirname(manifest_path), 'LICENSE'));
        const exceptions = licenses.exceptions
          .filter((one) => one.crate === name)
          .flatMap((one) => one.allow);
        return (
          said === undefined ||
          !isAllowed(parseLicence(said.replaceAll('/', ' OR ')), [...licenses.allow, ...exceptions])
        );
      },
    );
    assert.deepEqual(
      refused.map(
        (/** @type {{ name: string, license: string }} */ { name, license }) =>
          `${name}: ${license}`,
      ),
      [],
    );
    for (const other of [
      'GPL-3.0-only',
      'MIT AND GPL-3.0-only',
      'GPL-2.0-only WITH Classpath-exception-2.0',
    ]) {
      assert.ok(!isAllowed(parseLicence(other), licenses.allow), `control: ${other}`);
    }
  });
});

describe('npm packages', () => {
  const { packages } = /** @type {{ packages: Record<string, LockedPackage> }} */ (
    JSON.parse(read(ROOT, 'package-lock.json'))
  );

  test("come from npm's registry, each pinned by its SHA-512", () => {
    assert.ok(Object.keys(packages).length > 100);
    assert.deepEqual(oddPackages(packages), []);
  });

  test('control: one from elsewhere, or with a weaker hash, is found', () => {
    const integrity = packages['node_modules/esbuild'].integrity;
    const odd = {
      'node_modules/a': { resolved: 'https://evil.test/a.tgz', integrity },
      'node_modules/b': {
        resolved: `${NPM}b/-/b-1.0.0.tgz`,
        integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
      },
      'node_modules/c': { resolved: `${NPM}c/-/c-1.0.0.tgz` },
    };
    assert.deepEqual(oddPackages(odd), Object.keys(odd));
  });

  test('run no script when they are installed, but the one that is listed', () => {
    const scripted = Object.entries(packages).filter(
      ([, entry]) => entry.hasInstallScript && !isElsewhere(entry),
    );
    assert.deepEqual(
      scripted.map(([path]) => path),
      MAY_RUN_SCRIPTS,
    );
  });

  test('the package depends on none, and runs none when it is installed', () => {
    const { dependencies, optionalDependencies, bundleDependencies, scripts } = JSON.parse(
      read(PACKAGE, 'package.json'),
    );
    assert.deepEqual(
      [dependencies, optionalDependencies, bundleDependencies, scripts],
      [undefined, undefined, undefined, undefined],
    );
  });
});

describe('the bills of materials', () => {
  const names = ['crate.cdx.json', 'package.cdx.json'];
  /** @typedef {{ type: string, name: string, version?: string, scope?: string, hashes?: { alg: string, content: string }[], "bom-ref": string }} Component */
  /** @param {string} name @returns {any} */
  const bill = (name) => JSON.parse(read(PACKAGE, 'sbom', name));

  for (const name of names) {
    test(`${name} is CycloneDX 1.6, and the same whenever it is made`, async () => {
      const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
      assert.equal(await validator.validate(read(PACKAGE, 'sbom', name)), null);
      const { serialNumber, metadata } = bill(name);
      assert.deepEqual([serialNumber, metadata.timestamp], [undefined, undefined]);
      const wrong = JSON.stringify({ ...bill(name), components: [{ type: 'crate', name: 'a' }] });
      assert.notEqual(
        await validator.validate(wrong),
        null,
        'control: what is no CycloneDX is refused',
      );
    });

    test(`${name} names what the wasm is made of, with its hashes and who needs it`, () => {
      const { metadata, components, dependencies } = bill(name);
      const crates = /** @type {Component[]} */ (components).filter((one) =>
        one['bom-ref'].startsWith('pkg:cargo/'),
      );
      for (const needed of ['sordino-core', 'wasm-bindgen', 'web-sys', 'zeroize', 'secrecy']) {
        const found = crates.find((one) => one.name === needed);
        assert.equal(found?.scope, 'required', needed);
        assert.ok(needed === 'sordino-core' || found?.hashes?.[0].alg === 'SHA-256', needed);
      }
      assert.ok(
        components.some(
          (/** @type {Component} */ { name, version }) =>
            name === 'rust-std' && /^\d+\.\d+\.\d+$/.test(version ?? ''),
        ),
      );
      assert.ok(
        !crates.some(({ name }) => ['proptest', 'sordino-sandbox', 'xtask', 'axum'].includes(name)),
        'only what is shipped',
      );
      const shipped = crates.filter(({ scope }) => scope === 'required').map(({ name }) => name);
      assert.deepEqual(
        shipped.filter((name, at) => shipped.indexOf(name) !== at),
        [],
        'no crate is in the wasm in two versions',
      );

      const needs = new Map(
        dependencies.map(
          (/** @type {{ ref: string, dependsOn?: string[] }} */ { ref, dependsOn }) => [
            ref,
            dependsOn ?? [],
          ],
        ),
      );
      /** @type {Set<string>} */
      const reached = new Set();
      const visit = (/** @type {string} */ ref) => {
        if (reached.has(ref)) return;
        reached.add(ref);
        for (const next of needs.get(ref) ?? []) visit(next);
      };
      visit(metadata.component['bom-ref']);
      assert.deepEqual(
        crates.map((one) => one['bom-ref']).filter((ref) => !reached.has(ref)),
        [],
        'nothing is there that nothing needs',
      );
    });
  }

  test('package.cdx.json has every file of the package with its hash', () => {
    const files = /** @type {Component[]} */ (bill('package.cdx.json').components).filter(
      ({ type }) => type === 'file',
    );
    const there = readdirSync(PACKAGE, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE.length + 1))
      .filter((name) => !name.startsWith('sbom'));
    assert.deepEqual(files.map(({ name }) => name).sort(), there.sort());
    for (const { name, hashes } of files) {
      assert.equal(
        hashes?.[0].content,
        createHash('sha256')
          .update(readFileSync(join(PACKAGE, name)))
          .digest('hex'),
        name,
      );
    }
  });
});
