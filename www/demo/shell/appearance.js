// @ts-check
// The theme of the page, and the same colours for Sordino's fields. The values repeat those of
// shell.css, because a frame of another origin inherits no CSS.

/** @typedef {"light" | "dark" | "system"} Theme */

const SHARED = {
  fontFamily: '"Segoe UI Variable Text", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSize: '16px',
  borderRadius: '8px',
};

const COLOURS = {
  light: {
    colorText: '#16211d',
    colorTextSecondary: '#4b5852',
    colorPlaceholder: '#4b5852',
    colorBackground: '#ffffff',
    colorBorder: '#7b8981',
    colorAccent: '#0c6650',
    colorDanger: '#a8231c',
    colorSuccess: '#126338',
  },
  dark: {
    colorText: '#e9eeea',
    colorTextSecondary: '#a6b3ac',
    colorPlaceholder: '#a6b3ac',
    colorBackground: '#0e1513',
    colorBorder: '#6f7f77',
    colorAccent: '#63cdb0',
    colorDanger: '#ff9d92',
    colorSuccess: '#7fd6a0',
  },
};

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Returns the chosen theme, which can be `system`. @returns {Theme} */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** @param {Theme} chosen */
export function setTheme(chosen) {
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem('theme', chosen);
  } catch {
    // Storage is turned off, so the choice lasts only until the page is left.
  }
  themeChanges.dispatchEvent(new Event('change'));
}

/** Fires 'change' when the theme changes, because the person or the system has changed it. */
export const themeChanges = new EventTarget();
systemIsDark.addEventListener('change', () => {
  if (theme() === 'system') themeChanges.dispatchEvent(new Event('change'));
});

/**
 * Returns the appearance for `createSession`.
 * @param {string} [colorCard] the colour of a card's face, in both themes
 */
export function appearance(colorCard) {
  const shown =
    theme() === 'dark' || (theme() === 'system' && systemIsDark.matches) ? 'dark' : 'light';
  return {
    theme: /** @type {Theme} */ (shown),
    variables: { ...SHARED, ...COLOURS[shown], ...(colorCard && { colorCard }) },
  };
}
