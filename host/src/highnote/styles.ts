import type { AppearanceVariable } from '../index.js';

/** The CSS properties that Highnote's packages accept. */
export type StyleProperty =
  | 'borderRadius'
  | 'backgroundColor'
  | 'color'
  | 'cursor'
  | 'fontFamily'
  | 'fontSize'
  | 'fontWeight'
  | 'letterSpacing'
  | 'lineHeight'
  | 'userSelect'
  | 'border';

/** The styles of an element in one state. */
export type AllowedStyleOptions = Partial<Pick<CSSStyleDeclaration, StyleProperty>>;
/** The styles of an element in its states other than the normal one. */
export type AllowedPseudoClassStyleOptions = Partial<
  Record<':focus' | ':hover' | ':invalid' | ':valid', AllowedStyleOptions>
>;
/** The styles of an element. */
export type AllowedFrameStyle = AllowedPseudoClassStyleOptions | AllowedStyleOptions;

type Variables = Partial<Record<AppearanceVariable, string>>;

const COLOR =
  /^(#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]+|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d\s.,%/+-]+\))$/i;
const LENGTH = /^(0|\d{1,3}(\.\d{1,3})?(px|em|rem))$/;

/**
 * The form of each variable's values. It allows no value that the frame refuses, because such a
 * value ends the session.
 */
const KINDS = {
  colorText: COLOR,
  colorBackground: COLOR,
  colorBorder: COLOR,
  colorAccent: COLOR,
  colorDanger: COLOR,
  colorSuccess: COLOR,
  borderRadius: LENGTH,
  borderWidth: LENGTH,
  fontSize: LENGTH,
  letterSpacing: LENGTH,
  fontFamily: /^\s*("[\w .-]+"|'[\w .-]+'|[\w .-]+)(,\s*("[\w .-]+"|'[\w .-]+'|[\w .-]+))*$/,
  fontWeight: /^(normal|bold|[1-9]\d{0,2}|1000)$/,
  lineHeight: /^\d{1,2}(\.\d{1,3})?$/,
} satisfies Variables | Record<string, RegExp>;

type Known = keyof typeof KINDS;

/** The variable that each property sets, by state. */
const PLACES: Record<string, Partial<Record<StyleProperty, Known>>> = {
  '': {
    borderRadius: 'borderRadius',
    backgroundColor: 'colorBackground',
    color: 'colorText',
    fontFamily: 'fontFamily',
    fontSize: 'fontSize',
    fontWeight: 'fontWeight',
    letterSpacing: 'letterSpacing',
    lineHeight: 'lineHeight',
  },
  ':focus': { color: 'colorAccent' },
  ':invalid': { color: 'colorDanger' },
  ':valid': { color: 'colorSuccess' },
};

/** The variable for a border's colour, by state. */
const BORDERS: Record<string, Known> = {
  '': 'colorBorder',
  ':focus': 'colorAccent',
  ':invalid': 'colorDanger',
  ':valid': 'colorSuccess',
};

/**
 * Returns the width and the colour of a border such as `1px solid #ccc`. Borders are always solid.
 */
const ofBorder = (border: string, state: string): [Known, string][] => {
  const words = border.trim().split(/\s+(?![^(]*\))/);
  const width = words.find((word) => LENGTH.test(word));
  const color = words.find(
    (word) =>
      COLOR.test(word) &&
      !/^(solid|none|hidden|dotted|dashed|double|groove|ridge|inset|outset|thin|medium|thick)$/.test(
        word,
      ),
  );
  const place = BORDERS[state];
  return [
    ...(width && state === '' ? [['borderWidth', width] as [Known, string]] : []),
    ...(color && place ? [[place, color] as [Known, string]] : []),
  ];
};

/** Converts a line height in pixels to a multiple of the font size, if that is in pixels too. */
const unitless = (lineHeight: string, fontSize: unknown): string => {
  const px = /^([\d.]+)px$/;
  const [, height] = px.exec(lineHeight) ?? [];
  const [, size] = px.exec(`${fontSize}`) ?? [];
  return height && size && Number(size) > 0
    ? `${Math.round((Number(height) / Number(size)) * 100) / 100}`
    : lineHeight;
};

/**
 * Converts styles of Highnote's packages to variables of an appearance. A session has one
 * appearance, so the first element that sets a variable determines it. `leftOut` lists the styles
 * for which the frame has no variable, and those that it would refuse.
 */
export const appearanceOf = (
  all: readonly (AllowedFrameStyle | undefined)[],
): { variables: Variables; leftOut: string[] } => {
  const variables: Variables = {};
  const leftOut = new Set<string>();
  const take = (name: string, pairs: [Known, string][]): void => {
    const fitting = pairs.filter(([variable, value]) => KINDS[variable].test(value));
    if (fitting.length === 0) leftOut.add(name);
    for (const [variable, value] of fitting) variables[variable] ??= value;
  };
  for (const styles of all) {
    const {
      ':focus': focus,
      ':hover': hover,
      ':invalid': invalid,
      ':valid': valid,
      ...base
    } = (styles ?? {}) as AllowedPseudoClassStyleOptions & AllowedStyleOptions;
    for (const [state, declarations] of Object.entries({
      '': base,
      ':focus': focus,
      ':hover': hover,
      ':invalid': invalid,
      ':valid': valid,
    })) {
      for (const [property, value] of Object.entries(declarations ?? {})) {
        if (value === undefined || value === null) continue;
        const text =
          property === 'lineHeight' ? unitless(`${value}`, base.fontSize) : `${value}`.trim();
        const place = PLACES[state]?.[property as StyleProperty];
        take(
          `${state}${state && ' '}${property}`,
          property === 'border' ? ofBorder(text, state) : place ? [[place, text]] : [],
        );
      }
    }
  }
  return { variables, leftOut: [...leftOut] };
};

/** Warns the developer of styles that have no effect. */
export const warnOf = (leftOut: readonly string[]): void => {
  if (leftOut.length > 0)
    console.warn(
      `Sordino ignores these styles (see docs/migrate/highnote.md): ${leftOut.join(', ')}`,
    );
};
