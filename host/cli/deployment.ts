/** Creates a deployment: the released files with a configuration, and their headers. */
import { compress, type Encoding } from './compression.js';
import type { Configuration } from './configuration.js';
import { Failed } from './errors.js';
import { type Font, STYLE_SHEET, styleSheet, withStyleSheet } from './fonts.js';
import { fieldPolicy, type Headers, headersOf, otherwise, vaultPolicy } from './headers.js';
import { inlineHash, integrityOf } from './integrity.js';
import type { Release, ReleasedFile } from './release.js';
import { fill, inlineContent } from './template.js';

/** The content of `manifest.json`. */
export interface Manifest {
  /** The version of the package. */
  release: string;
  configuration: Configuration;
  files: Record<string, ManifestFile>;
  /** The headers of all other responses below the folder. */
  otherwise: Headers;
}

/** A file in a manifest. */
export interface ManifestFile {
  /** The SHA-384 of the uncompressed file, in the form of an `integrity` attribute. */
  integrity: string;
  /** The size of the uncompressed file in bytes. */
  size: number;
  headers: Headers;
}

/** A frame that is ready to be served. */
export interface Deployment {
  /** The name of the folder. */
  folder: string;
  manifest: Manifest;
  /** The content of each file, uncompressed and compressed. */
  contents: Map<string, Record<Encoding | 'identity', Buffer>>;
}

/** The name of the manifest in a release's folder. */
export const MANIFEST = 'manifest.json';

/** Returns the content of that file. */
export const manifestText = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, null, 2)}\n`;

/** A release in a folder. The servers' configurations are created from all of them. */
export interface Served {
  folder: string;
  manifest: Manifest;
}

/** Returns the default name of a release's folder. */
export const folderOf = ({ release }: Release): string => `v${release}`;

/** Creates the deployment of a release. */
export const deploy = (
  release: Release,
  configuration: Configuration,
  folder = folderOf(release),
  fonts: readonly Font[] = [],
): Deployment => {
  const deployment: Deployment = {
    folder,
    manifest: {
      release: release.release,
      configuration,
      files: {},
      otherwise: otherwise(configuration),
    },
    contents: new Map(),
  };
  const files = deployed(release, configuration, fonts);
  for (const [name, { content, compressed }] of files) {
    deployment.manifest.files[name] = {
      integrity: integrityOf(content),
      size: content.length,
      headers: headersOf(
        name,
        configuration,
        policyOf(name, files, configuration, fonts.length > 0),
      ),
    };
    deployment.contents.set(name, {
      identity: content,
      br: compressed.br ?? compress.br(content),
      gzip: compressed.gzip ?? compress.gzip(content),
    });
  }
  return deployment;
};

/** Returns the files of a deployment: `vault.html` with the configuration, and the fonts. */
const deployed = (
  { files }: Release,
  { api, embedders, uploads, policy }: Configuration,
  fonts: readonly Font[],
): Map<string, ReleasedFile> => {
  const filled = fill(contentOf('vault.html', files).toString(), {
    api,
    embedders: embedders.join(' '),
    upload: uploads.join(' '),
    policy: JSON.stringify(policy),
  });
  const all = new Map([...files, made('vault.html', filled)]);
  if (fonts.length == 0) return all;
  const sheet = styleSheet(fonts);
  return new Map([
    ...all,
    made('field.html', withStyleSheet(contentOf('field.html', files).toString(), sheet)),
    made(STYLE_SHEET, sheet),
    ...fonts.map(({ file, content }) => made(file, content)),
  ]);
};

const made = (name: string, content: string | Buffer): [string, ReleasedFile] => [
  name,
  { content: Buffer.from(content), compressed: {} },
];

const policyOf = (
  name: string,
  files: Map<string, ReleasedFile>,
  configuration: Configuration,
  hasFonts: boolean,
): string | undefined => {
  if (name == 'vault.html')
    return vaultPolicy(configuration, integrityOf(contentOf('vault.js', files)));
  if (name == 'field.html') {
    const html = contentOf(name, files).toString();
    return fieldPolicy(
      configuration,
      inlineHash(inlineContent('style', html)),
      inlineHash(inlineContent('script', html)),
      hasFonts,
    );
  }
  return undefined;
};

const contentOf = (name: string, files: Map<string, ReleasedFile>): Buffer => {
  const file = files.get(name);
  if (!file) throw new Failed(`the package is incomplete: ${name} is missing`);
  return file.content;
};
