import type { Configuration } from '../../cli/configuration.js';
import type { Release } from '../../cli/release.js';

/** A small frame in the form of the package's. */
export const smallRelease = (release = '1.2.3'): Release => {
  const file = (text: string) => ({ content: Buffer.from(text), compressed: {} });
  const meta = (name: string, content: string): string =>
    `<meta name="sordino:${name}" content="${content}">`;
  return {
    release,
    files: new Map([
      ['field.html', file('<!doctype html><style>p{}</style><script>onmessage=1</script>')],
      ['sordino_bg.wasm', file('\0asm')],
      [
        'vault.html',
        file(
          `<!doctype html>${meta('release', release)}${meta('api', '{{api}}')}${meta('upload', '{{upload}}')}${meta('embedders', '{{embedders}}')}${meta('policy', '{{policy}}')}`,
        ),
      ],
      ['vault.js', file('export {}')],
    ]),
  };
};

/** The same configuration in the form of the command line's values. */
export const GIVEN = {
  api: 'https://api.example/graphql',
  embedders: ['https://app.example', 'https://admin.example'],
  uploads: ['https://files.example'],
};

export const CONFIGURATION: Configuration = { ...GIVEN, policy: {} };
