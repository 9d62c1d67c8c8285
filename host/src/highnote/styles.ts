import type { AppearanceVariable } from '../index.js';

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

export type AllowedStyleOptions = Partial<Pick<CSSStyleDeclaration, StyleProperty>>;
export type AllowedPseudoClassStyleOptions = Partial<
  Record<':focus' | ':hover' | ':invalid' | ':valid', AllowedStyleOptions>
>;
export type AllowedFrameStyle = AllowedPseudoClassStyleOptions | AllowedStyleOptions;

type Variables = Partial<Record<AppearanceVariable, string>>;

const COLOR =
  /^(#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]+|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d\s.,%/+-]+\))$/i;
const LENGTH = /^(0|\d{1,3}(\.\d{1,3})?(px|em|rem))$/;

/** What a value may look like, no more than the frame takes: what it refuses ends the session. */
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

/** Which variable a property sets, by the state it is for. */
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

/** Which colour a border has, by the state it is for. */
const BORDERS: Record<string, Known> = {
  '': 'colorBorder',
  ':focus': 'colorAccent',
  ':invalid': 'colorDanger',
  ':valid': 'colorSuccess',
};

/** `1px solid #ccc` → its width and its colour; the frame's borders are solid. */
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

/** A line height with a unit, as the number that it is of the font's size. */
const unitless = (lineHeight: string, fontSize: unknown): string => {
  const px = /^([\d.]+)px$/;
  const [, height] = px.exec(lineHeight) ?? [];
  const [, size] = px.exec(`${fontSize}`) ?? [];
  return height && size && Number(size) > 0
    ? `${Math.round((Number(height) / Number(size)) * 100) / 100}`
    : lineHeight;
};

/**
 * The looks that styles of Highnote's packages come to. One session has one appearance, so of
 * several elements the first that sets a variable decides. What the frame has no variable for, or
 * would refuse, is left out and named.
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

/** Tells the developer, once a page, of styles that have no effect. */
export const warnOf = (leftOut: readonly string[]): void => {
  if (leftOut.length > 0)
    console.warn(
      `Sordino leaves out these styles (see the guide on migrating): ${leftOut.join(', ')}`,
    );
};
