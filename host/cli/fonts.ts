/**
 * Adds the deployer's fonts to a deployment. The files are copied into the frame's folder under
 * names with their hash, a separate style sheet declares them, and the field's policy allows them.
 * A page can then name their family in its appearance. A page can't declare a font, because a font
 * determines what digits look like.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { Failed, reason, Refused } from './errors.js';
import { integrityOf } from './integrity.js';

/** A font to deploy. */
export interface Font {
  family: string;
  /** The CSS weight: `400`, or `100 900` for a variable font. */
  weight: string;
  style: 'normal' | 'italic';
  /** The name of the file in the frame's folder. */
  file: string;
  content: Buffer;
}

/** The name of the style sheet that declares the fonts. */
export const STYLE_SHEET = 'fonts.css';

/** The link to that style sheet follows this text in `field.html`. */
const STYLE_END = '</style>';

/** The link to that style sheet, up to its hash. */
export const FONTS_LINK = `<link rel="stylesheet" href="${STYLE_SHEET}" integrity=`;

/**
 * The form of `--font`, such as `Inter 100..900 italic=fonts/inter.woff2`. Weight and style are
 * optional. A weight has at least three digits, so that a family's name can end with a number.
 */
const DECLARED = /^(.*?)(?: +(\d{3,4})(?:\.\.(\d{3,4}))?)?(?: +(normal|italic))?=(.+)$/;

/** The form of a family's name in an appearance (core/src/appearance.rs). */
const FAMILY = /^[a-z][a-z0-9 _-]*$/i;

/**
 * Reads the fonts of `--font`.
 *
 * @throws {@link Refused} with one line for each wrong value.
 */
export const readFonts = async (values: readonly string[]): Promise<Font[]> => {
  const reasons: string[] = [];
  const fonts: Font[] = [];
  for (const value of values) {
    const said = `--font ${JSON.stringify(value)}`;
    const [, family = '', from = '400', to, style = 'normal', path = ''] =
      DECLARED.exec(value) ?? [];
    const weights = to == undefined ? [from] : [from, to];
    if (path == '') {
      reasons.push(
        `${said} is not of the form 'FAMILY=FILE', or with weight and style 'FAMILY 100..900 italic=FILE'`,
      );
    } else if (!FAMILY.test(family) || family.length > 100) {
      reasons.push(
        `${said} has a name that no page can ask for: ASCII letters, digits, blanks, _ and -, a letter first`,
      );
    } else if (
      weights.some((weight) => Number(weight) < 1 || Number(weight) > 1_000) ||
      Number(weights[0]) > Number(weights.at(-1))
    ) {
      reasons.push(`${said} has no weight from 1 to 1000, or from a lighter to a heavier one`);
    } else {
      const content = await readFile(path).catch(
        (error: unknown) => void reasons.push(`${said} can’t be read: ${reason(error)}`),
      );
      if (!content) continue;
      if (content.toString('latin1', 0, 4) != 'wOF2')
        reasons.push(`${said} is no WOFF2 file, which is what every browser takes`);
      else
        fonts.push({
          family,
          weight: weights.join(' '),
          style: style as Font['style'],
          file: nameOf(content),
          content,
        });
    }
  }
  if (reasons.length > 0) throw new Refused(reasons.join('\n'));
  return fonts;
};

const nameOf = (content: Buffer): string =>
  `font-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.woff2`;

/** Returns the style sheet that declares the fonts. */
export const styleSheet = (fonts: readonly Font[]): string =>
  fonts
    .map(
      ({ family, weight, style, file }) =>
        // With `fallback`, text appears at once in the next font, and in this font only if it loads
        // soon. A field keeps its height.
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};font-display:fallback;src:url("${file}") format("woff2")}\n`,
    )
    .join('');

/**
 * Adds the link to the style sheet to `field.html`. The link has the hash of the sheet, because a
 * sheet that was changed on the way could have a font for each character and so tell the host
 * which characters a field shows (attack 64).
 */
export const withStyleSheet = (html: string, sheet: string): string => {
  const parts = html.split(STYLE_END);
  if (parts.length != 2)
    throw new Failed('field.html does not have exactly one style sheet: install the package again');
  return parts.join(`${STYLE_END}${FONTS_LINK}"${integrityOf(Buffer.from(sheet))}">`);
};
