// Writes the bills of materials (CycloneDX 1.6) of the wasm crate and of the npm package into
// FOLDER/sbom/:
//
//   node sbom.mjs METADATA LOCKFILE RUSTC FOLDER
//
// METADATA is the output of `cargo metadata` for wasm, LOCKFILE the Cargo.lock with the checksums
// of the crates, RUSTC the version of the compiler, FOLDER the built package. The files have no
// time and no serial number, so that every build of the same sources writes the same bytes. Each
// file is validated against the schema of CycloneDX before it is written.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { parse } from 'smol-toml';
import parseExpression from 'spdx-expression-parse';

const [metadataFile, lockfile, rustc, folder] = process.argv.slice(2);
const metadata = JSON.parse(readFileSync(metadataFile, 'utf8'));
const licences = new Contrib.License.Factories.LicenseFactory(parseExpression);
const { ComponentType, ComponentScope, HashAlgorithm } = Enums;

/** The SHA-256 of each crate's archive: `name version` → hash. */
const checksums = new Map(
  parse(readFileSync(lockfile, 'utf8')).package.map((one) => [
    `${one.name} ${one.version}`,
    one.checksum,
  ]),
);

const sha256 = (hash) => new Models.HashDictionary([[HashAlgorithm['SHA-256'], hash]]);
const licenceOf = (text) =>
  new Models.LicenseRepository(text ? [licences.makeFromString(text.replaceAll('/', ' OR '))] : []);
const purlOf = (type, name, version) =>
  new PackageURL(type, undefined, name, version, undefined, undefined).toString();

const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((one) => [one.id, one]));
const root = metadata.packages.find((one) => one.name === 'sordino');

/** Procedural macros run in the compiler; the wasm has their output and not their code. */
const isMacro = (one) => one.targets.some(({ kind }) => kind.includes('proc-macro'));

/** Returns the dependencies of a crate, without those for its tests. */
const needs = (id) =>
  nodes.get(id).deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind !== 'dev'));
/** Returns whether the code of a dependency is in the wasm. */
const isShipped = ({ pkg, dep_kinds: kinds }) =>
  kinds.some(({ kind }) => kind === null) && !isMacro(packages.get(pkg));

/** All dependencies of the wasm crate, also indirect ones: `id` → whether the wasm has its code. */
const reached = new Map([[root.id, true]]);
for (const queue = [root.id]; queue.length > 0; ) {
  const id = queue.pop();
  for (const dependency of needs(id)) {
    const ships = reached.get(id) && isShipped(dependency);
    const known = reached.get(dependency.pkg);
    if (known || known === ships) continue;
    reached.set(dependency.pkg, ships);
    queue.push(dependency.pkg);
  }
}

function crates() {
  const components = new Map();
  for (const [id, ships] of reached) {
    const { name, version, license, description } = packages.get(id);
    const checksum = checksums.get(`${name} ${version}`);
    const component = new Models.Component(ComponentType.Library, name, {
      bomRef: purlOf('cargo', name, version),
      version,
      purl: purlOf('cargo', name, version),
      description: description?.replaceAll(/\s+/g, ' ').trim(),
      licenses: licenceOf(license),
      hashes: checksum ? sha256(checksum) : undefined,
      scope: ships ? ComponentScope.Required : ComponentScope.Excluded,
    });
    components.set(id, component);
  }
  for (const [id, component] of components) {
    for (const { pkg } of needs(id)) component.dependencies.add(components.get(pkg).bomRef);
  }
  const standard = new Models.Component(ComponentType.Library, 'rust-std', {
    bomRef: purlOf('generic', 'rust-std', rustc),
    version: rustc,
    purl: purlOf('generic', 'rust-std', rustc),
    description: "Rust's standard library, compiled from its sources",
    licenses: licenceOf('MIT OR Apache-2.0'),
    scope: ComponentScope.Required,
  });
  components.get(root.id).dependencies.add(standard.bomRef);
  const wasm = components.get(root.id);
  components.delete(root.id);
  return { wasm, others: [...components.values(), standard] };
}

/** Returns a component for each file of the package. */
function files(path = folder) {
  const found = readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const full = join(path, entry.name);
    if (entry.isDirectory()) return full === join(folder, 'sbom') ? [] : files(full);
    const name = relative(folder, full).split(sep).join('/');
    const hash = createHash('sha256').update(readFileSync(full)).digest('hex');
    return [
      new Models.Component(ComponentType.File, name, {
        bomRef: `file:${name}`,
        hashes: sha256(hash),
      }),
    ];
  });
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function packageOf() {
  const { name, version, description, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return new Models.Component(ComponentType.Library, name, {
    bomRef: purlOf('npm', name, version),
    version,
    description,
    purl: purlOf('npm', name, version),
    licenses: licenceOf(license),
  });
}

async function write(file, component, components) {
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component }),
    components: new Models.ComponentRepository(components),
  });
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  );
  const text = `${serializer.serialize(bom, { sortLists: true, space: 1 })}\n`;
  const problems = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
  if (problems !== null)
    throw new Error(`${file} is not CycloneDX 1.6: ${JSON.stringify(problems)}`);
  writeFileSync(join(folder, 'sbom', file), text);
}

mkdirSync(join(folder, 'sbom'), { recursive: true });
{
  const { wasm, others } = crates();
  await write('crate.cdx.json', wasm, others);
}
{
  const { wasm, others } = crates();
  const own = packageOf();
  own.dependencies.add(wasm.bomRef);
  await write('package.cdx.json', own, [wasm, ...others, ...files()]);
}
