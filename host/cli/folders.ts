/** Checks the name of a release's folder. */
import { Refused } from './errors.js';

const NAME = /^[a-z0-9][\w.-]{0,99}$/i;

/** Names that have another meaning for a host, with the reason. */
const RESERVED: readonly (readonly [names: RegExp, why: string])[] = [
  [/^hosting$/i, 'is where sordino frame writes the servers’ configurations'],
  [
    /^(manifest|vercel|netlify|wrangler|package)\.\w+$/i,
    'is the name of a file that hosts or sordino frame read',
  ],
  [
    /^(api|functions|netlify|cdn-cgi|node_modules)$/i,
    'is a folder in which hosts run what they find, or which they do not serve',
  ],
  [/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i, 'can’t be the name of a folder on Windows'],
  [/\.$/, 'ends with a dot, which Windows takes off'],
  [/\.(html|br|gz)$/i, 'looks like a file of the frame'],
];

/** Whether a name is allowed for a release's folder. */
export const isFolderName = (name: string): boolean =>
  NAME.test(name) && !RESERVED.some(([names]) => names.test(name));

/**
 * Returns the name if it is allowed.
 *
 * @throws {@link Refused} with the reason if it is not.
 */
export const folderName = (name: string): string => {
  const said = `--folder ${JSON.stringify(name)}`;
  if (!NAME.test(name))
    throw new Refused(
      `${said} is not the name of a folder: letters, digits, . - _, a letter or digit first (hosts keep names with a _ first for themselves)`,
    );
  const [, why] = RESERVED.find(([names]) => names.test(name)) ?? [];
  if (why != undefined)
    throw new Refused(`${said} is reserved: it ${why}. Take another, such as v and the version`);
  return name;
};
