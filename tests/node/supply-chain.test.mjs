// @ts-check
// The components and tools of Sordino: their origin, their licences and their hashes, and the bills
// of materials that list them. Checks that need a network (advisories, signatures) are in `cargo
// deny check` and `npm audit signatures`.
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
 * The only package that may run a script at its installation: it installs the binary for this
 * machine.
 */
const MAY_RUN_SCRIPTS = ['node_modules/esbuild'];

/** Optional binaries for other systems, which npm lists with the same mark. */
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
      // A package without an address comes from the registry: npm can leave the address out. The
      // hash pins the package in any case.
      return (
        path !== '' &&
        !((resolved ?? NPM).startsWith(NPM) && /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
      );
    })
    .map(([path]) => path);

/**
 * Licence texts that were read, of crates that name a file instead of a licence, by their SHA-256.
 *
 * @type {Record<string, string>}
 */
const TEXTS = { '3476fd3314b213821c673ed2d9991dc4e044f9e7fbcbbd754f0635b8b644474a': 'MIT' };

/** @param {string} file */
const licenceOfText = (file) =>
  TEXTS[createHash('sha256').update(readFileSync(file)).digest('hex')];

/** @typedef {{ license: string, exception?: string } | { left: Expression, conjunction: "and" | "or", right: Expression }} Expression */

/**
 * Returns whether the allowed licences satisfy an SPDX expression.
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

  test('come from crates.io with a checksum, or from this repository', () => {
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

  test('control: a crate from elsewhere, or without its checksum, is found', () => {
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
    // The slash is an older form of OR.
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

  test('control: a package from elsewhere, or with a weaker hash, is found', () => {
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

  test('run no script at their installation, except for the listed one', () => {
    const scripted = Object.entries(packages).filter(
      ([, entry]) => entry.hasInstallScript && !isElsewhere(entry),
    );
    assert.deepEqual(
      scripted.map(([path]) => path),
      MAY_RUN_SCRIPTS,
    );
  });

  test('the package has no dependencies, and runs nothing at its installation', () => {
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
    test(`${name} is CycloneDX 1.6, and the same after every build`, async () => {
      const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
      assert.equal(await validator.validate(read(PACKAGE, 'sbom', name)), null);
      const { serialNumber, metadata } = bill(name);
      assert.deepEqual([serialNumber, metadata.timestamp], [undefined, undefined]);
      const wrong = JSON.stringify({ ...bill(name), components: [{ type: 'crate', name: 'a' }] });
      assert.notEqual(
        await validator.validate(wrong),
        null,
        'control: a file that is not CycloneDX is refused',
      );
    });

    test(`${name} lists the components of the wasm, with their hashes and dependants`, () => {
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
        'only shipped components',
      );
      const shipped = crates.filter(({ scope }) => scope === 'required').map(({ name }) => name);
      assert.deepEqual(
        shipped.filter((name, at) => shipped.indexOf(name) !== at),
        [],
        'no crate is in the wasm twice',
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
        'every component is needed',
      );
    });
  }

  test('package.cdx.json lists every file of the package with its hash', () => {
    const files = /** @type {Component[]} */ (bill('package.cdx.json').components).filter(
      ({ type }) => type === 'file',
    );
    const there = readdirSync(PACKAGE, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE.length + 1))
      // npm leaves `.gitignore` out.
      .filter((name) => !name.startsWith('sbom') && name !== '.gitignore');
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
