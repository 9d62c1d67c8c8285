import type { Appearance, SessionOptions, Words } from '../index.js';
import { themeOfPage } from './theme.js';

/**
 * Options that Highnote's packages do not have, because their frames have one address for all
 * customers.
 */
export interface Configuration {
  /**
   * The address of the folder that contains `vault.html` on your frame's origin. It also determines
   * whether the test or the live API is called.
   */
  frameUrl: string | URL;
  /**
   * The language of the frame's texts, as a BCP 47 tag.
   *
   * @defaultValue The `lang` of the document.
   */
  locale?: string;
  /** Texts that replace the frame's own. */
  words?: Words;
  /**
   * Time limit in milliseconds for loading the frame and for each answer, 1 to 120,000.
   *
   * @defaultValue 15,000
   */
  timeout?: number;
}

let configured: Configuration | undefined;

/**
 * Sets the options for all modules of `sordino/highnote`. Call it before the first `renderFields`
 * or `initializeDocumentUploadSdk`. The option `frameUrl` of such a call takes precedence.
 *
 * @example
 * ```ts
 * configure({ frameUrl: 'https://frame.example/v1.0.0/' });
 * ```
 */
export const configure = (configuration: Configuration): void => {
  configured = configuration;
};

/**
 * Returns the options of a session, without its token.
 *
 * @throws Error if the address of the frame is unknown. This is a mistake of the developer, so no
 * callback receives it.
 */
export const sessionOptions = (
  frameUrl: string | URL | undefined,
  variables: Appearance['variables'] = {},
): Omit<SessionOptions, 'clientToken'> => {
  const found = frameUrl ?? configured?.frameUrl;
  if (found === undefined)
    throw new Error(
      "The address of Sordino's frame is unknown: call configure({ frameUrl }) of sordino/highnote first.",
    );
  const { locale, words, timeout } = configured ?? {};
  const appearance = { theme: themeOfPage(), variables };
  return {
    frameUrl: found,
    appearance,
    ...(locale !== undefined && { locale }),
    ...(words && { words }),
    ...(timeout !== undefined && { timeout }),
  };
};
