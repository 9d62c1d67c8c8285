/** The places in the frame's pages. */
import { Failed } from './errors.js';

/** Writes the values into the places that are named for them, each exactly once. */
export const fill = (html: string, values: Record<string, string>): string => {
  let filled = html;
  for (const [name, value] of Object.entries(values)) {
    const parts = filled.split(`{{${name}}}`);
    if (parts.length != 2)
      throw new Failed(`vault.html has not one place for ${name}: install the package again`);
    filled = parts.join(escapeHtml(value));
  }
  const left = /\{\{.*?\}\}/.exec(filled);
  if (left) throw new Failed(`vault.html has a place that nobody fills: ${left[0]}`);
  return filled;
};

/**
 * What a page says of itself, by the names of its `meta` elements: `api` of `<meta
 * name="sordino:api" …>`.
 */
export const metas = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<meta name="sordino:([a-z]+)" content="([^"]*)">/g)].map(
      ([, name = '', content = '']) => [name, unescapeHtml(content)],
    ),
  );

/** The text of the one inline script or style of a page. */
export const inlineContent = (element: 'script' | 'style', html: string): string => {
  const found = [...html.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))];
  if (found.length != 1)
    throw new Failed(`field.html has not exactly one inline ${element}: install the package again`);
  return found[0]?.[1] ?? '';
};

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ESCAPES[c as keyof typeof ESCAPES]);

const unescapeHtml = (text: string): string =>
  Object.entries(ESCAPES)
    .reverse()
    .reduce((plain, [c, escaped]) => plain.replaceAll(escaped, c), text);
