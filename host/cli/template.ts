/** Reads and fills the placeholders in the frame's documents. */
import { Failed } from './errors.js';

/**
 * Replaces each placeholder by its value, with HTML escapes.
 *
 * @throws {@link Failed} if a placeholder is missing, occurs twice, or has no value.
 */
export const fill = (html: string, values: Record<string, string>): string => {
  let filled = html;
  for (const [name, value] of Object.entries(values)) {
    const parts = filled.split(`{{${name}}}`);
    if (parts.length != 2)
      throw new Failed(
        `vault.html does not have exactly one placeholder for ${name}: install the package again`,
      );
    filled = parts.join(escapeHtml(value));
  }
  const left = /\{\{.*?\}\}/.exec(filled);
  if (left) throw new Failed(`vault.html has a placeholder without a value: ${left[0]}`);
  return filled;
};

/**
 * Returns the values of a document's `meta` elements by their names: `api` for
 * `<meta name="sordino:api" …>`.
 */
export const metas = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<meta name="sordino:([a-z]+)" content="([^"]*)">/g)].map(
      ([, name = '', content = '']) => [name, unescapeHtml(content)],
    ),
  );

/**
 * Returns the text of a document's inline script or style.
 *
 * @throws {@link Failed} if there is not exactly one.
 */
export const inlineContent = (element: 'script' | 'style', html: string): string => {
  const found = [...html.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))];
  if (found.length != 1)
    throw new Failed(
      `field.html does not have exactly one inline ${element}: install the package again`,
    );
  return found[0]?.[1] ?? '';
};

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ESCAPES[c as keyof typeof ESCAPES]);

const unescapeHtml = (text: string): string =>
  Object.entries(ESCAPES)
    .reverse()
    .reduce((plain, [c, escaped]) => plain.replaceAll(escaped, c), text);
