/**
 * Whether pages of an origin can embed the frame: by what the browser is told, and by what the
 * vault is told.
 */
import type { Configuration } from '../configuration.js';
import { reason } from '../errors.js';
import { directives, valuesOf } from './headers.js';
import { type Answer, get } from './http.js';

export interface Embedding {
  embedder: string;
  isAllowed: boolean;
  /** Why not. */
  reasons: string[];
}

const DOCUMENTS = ['vault.html', 'field.html'];

/**
 * Asks for both documents as a browser does that shows a page of `embedder`: a host could answer
 * that one otherwise.
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
  // A page that is cross-origin isolated shows no frame that says nothing of it.
  if (valuesOf(headers, 'Cross-Origin-Resource-Policy')[0] != 'cross-origin')
    reasons.push('has no Cross-Origin-Resource-Policy: cross-origin');
  return reasons;
};
