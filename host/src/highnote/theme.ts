import type { Appearance } from '../index.js';

/**
 * Returns the theme for a page with this `color-scheme` (CSS Color Adjustment 1, section 2.3).
 * Highnote's frames are light, and pages have chosen their colours for that. Fields are therefore
 * dark only in a page that declares `dark`.
 */
export const themeFor = (colorScheme: string): NonNullable<Appearance['theme']> => {
  const schemes = colorScheme.toLowerCase().split(/\s+/);
  if (!schemes.includes('dark')) return 'light';
  return schemes.includes('light') ? 'system' : 'dark';
};

/** Returns the theme for this page. A `<meta>` counts if the root element has no `color-scheme`. */
export const themeOfPage = (): NonNullable<Appearance['theme']> => {
  const { colorScheme } = getComputedStyle(document.documentElement);
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme" i]');
  return themeFor(colorScheme && colorScheme !== 'normal' ? colorScheme : (meta?.content ?? ''));
};
