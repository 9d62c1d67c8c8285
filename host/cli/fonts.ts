/**
 * Fonts of the deployer's own: copied into the frame's folder under names with their hash, declared
 * in a style sheet of their own, and allowed by the field's policy; a page may then name their
 * family in its appearance. Nothing of it is in the released frame, and a page can declare none: a
 * font decides what digits look like.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { Failed, reason, Refused } from './errors.js';

export interface Font {
  family: string;
  /** As CSS has it: `400`, or `100 900` of a variable font. */
  weight: string;
  style: 'normal' | 'italic';
  /** The name of its file in the frame's folder. */
  file: string;
  content: Buffer;
}

export const STYLE_SHEET = 'fonts.css';

/** What `field.html` has more when there are fonts, and where. */
const STYLE_END = '</style>';
export const FONTS_LINK = `<link rel="stylesheet" href="${STYLE_SHEET}">`;

/**
 * `Inter 100..900 italic=fonts/inter.woff2`: weight (three digits, unlike the 3 of a name) and
 * style may be left out.
 */
const DECLARED = /^(.*?)(?: +(\d{3,4})(?:\.\.(\d{3,4}))?)?(?: +(normal|italic))?=(.+)$/;

/** As the appearance takes it (core/src/appearance.rs): another name could not be asked for. */
const FAMILY = /^[a-z][a-z0-9 _-]*$/i;

/**
 * Reads what `--font` names.
 *
 * @throws {@link Refused} that names each wrong value with its reason.
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

/** The style sheet that declares them. */
export const styleSheet = (fonts: readonly Font[]): string =>
  fonts
    .map(
      ({ family, weight, style, file }) =>
        // Shown at once in the next font, and in this one when it is there soon: a field never
        // waits for it, and keeps its height.
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};font-display:fallback;src:url("${file}") format("woff2")}\n`,
    )
    .join('');

/** `field.html` with the style sheet. */
export const withStyleSheet = (html: string): string => {
  const parts = html.split(STYLE_END);
  if (parts.length != 2)
    throw new Failed('field.html has not exactly one style sheet: install the package again');
  return parts.join(STYLE_END + FONTS_LINK);
};
