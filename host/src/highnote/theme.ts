import type { Appearance } from '../index.js';

/**
 * The theme for a page of this `color-scheme` (CSS Color Adjustment 1, section 2.3). Highnote's
 * frames are light, and so are the colours that a page gave them: only a page that says that it can
 * be dark gets dark fields.
 */
export const themeFor = (colorScheme: string): NonNullable<Appearance['theme']> => {
  const schemes = colorScheme.toLowerCase().split(/\s+/);
  if (!schemes.includes('dark')) return 'light';
  return schemes.includes('light') ? 'system' : 'dark';
};

/** The theme for this page: a `<meta>` counts where its root element says nothing. */
export const themeOfPage = (): NonNullable<Appearance['theme']> => {
  const { colorScheme } = getComputedStyle(document.documentElement);
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme" i]');
  return themeFor(colorScheme && colorScheme !== 'normal' ? colorScheme : (meta?.content ?? ''));
};
