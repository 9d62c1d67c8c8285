/**
 * Checks whether pages of an origin can embed a frame: whether its headers and the vault's
 * configuration allow it.
 */
import type { Configuration } from '../configuration.js';
import { reason } from '../errors.js';
import { directives, valuesOf } from './headers.js';
import { type Answer, get } from './http.js';

/** The result for one origin. */
export interface Embedding {
  embedder: string;
  isAllowed: boolean;
  /** The reasons why pages of the origin can't embed the frame. */
  reasons: string[];
}

const DOCUMENTS = ['vault.html', 'field.html'];

/**
 * Requests both documents like a browser that displays a page of `embedder`, because a host could
 * answer differently then.
 */
export const embedding = async (
  frame: URL,
  embedder: string,
  configuration: Configuration,
  deadline: AbortSignal,
): Promise<Embedding> => {
  const reasons: string[] = [];
  if (!configuration.embedders.includes(embedder))
    reasons.push('vault.html does not name it among its embedders');
  for (const name of DOCUMENTS) {
    try {
      const headers = {
        Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'Accept-Encoding': 'br, gzip',
        Referer: `${embedder}/`,
        'Sec-Fetch-Dest': 'iframe',
        'Sec-Fetch-Mode': 'navigate',
        'Sec-Fetch-Site': 'cross-site',
      };
      const answer = await get(new URL(name, frame), headers, deadline);
      reasons.push(...refusals(answer, embedder).map((why) => `${name} ${why}`));
    } catch (error) {
      reasons.push(`${name} can’t be reached: ${reason(error)}`);
    }
  }
  return { embedder, isAllowed: reasons.length == 0, reasons };
};

const refusals = ({ status, headers }: Answer, embedder: string): string[] => {
  const reasons: string[] = [];
  if (status != 200) reasons.push(`answers ${status} when that origin embeds it`);
  for (const policy of valuesOf(headers, 'Content-Security-Policy')) {
    const ancestors = directives(policy).get('frame-ancestors');
    if (ancestors && !ancestors.includes(embedder))
      reasons.push(`has frame-ancestors without it: ${ancestors.join(' ')}`);
  }
  for (const options of valuesOf(headers, 'X-Frame-Options'))
    reasons.push(`has X-Frame-Options: ${options}`);
  // A cross-origin isolated page can't embed a document without this header.
  if (valuesOf(headers, 'Cross-Origin-Resource-Policy')[0] != 'cross-origin')
    reasons.push('has no Cross-Origin-Resource-Policy: cross-origin');
  return reasons;
};
