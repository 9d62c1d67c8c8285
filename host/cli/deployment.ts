/**
 * A frame that is ready to be served: the released files, with the configuration written in, and
 * their headers.
 */
import { compress, type Encoding } from './compression.js';
import type { Configuration } from './configuration.js';
import { Failed } from './errors.js';
import { type Font, STYLE_SHEET, styleSheet, withStyleSheet } from './fonts.js';
import { fieldPolicy, type Headers, headersOf, otherwise, vaultPolicy } from './headers.js';
import { inlineHash, integrityOf } from './integrity.js';
import type { Release, ReleasedFile } from './release.js';
import { fill, inlineContent } from './template.js';

/** What is said of a deployment, in `manifest.json` and in memory alike. */
export interface Manifest {
  /** The version of the package. */
  release: string;
  configuration: Configuration;
  files: Record<string, ManifestFile>;
  /** The headers of every other answer below the folder. */
  otherwise: Headers;
}

export interface ManifestFile {
  /** The SHA-384 of the file as it is, as browsers write it. */
  integrity: string;
  /** Its size as it is, in bytes. */
  size: number;
  headers: Headers;
}

export interface Deployment {
  /** The name of its folder. */
  folder: string;
  manifest: Manifest;
  contents: Map<string, Record<Encoding | 'identity', Buffer>>;
}

/** The file of a release's folder that says all of it. */
export const MANIFEST = 'manifest.json';

/** That file's content. */
export const manifestText = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, null, 2)}\n`;

/** A release in a folder that is served: what the servers' configurations are made of. */
export interface Served {
  folder: string;
  manifest: Manifest;
}

/** The folder of a release, when no other name was asked for. */
export const folderOf = ({ release }: Release): string => `v${release}`;

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

/** The files, with `vault.html` filled, and with fonts where there are any. */
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
  return new Map([
    ...all,
    made('field.html', withStyleSheet(contentOf('field.html', files).toString())),
    made(STYLE_SHEET, styleSheet(fonts)),
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
  if (!file) throw new Failed(`the package is not whole: ${name} is missing`);
  return file.content;
};
