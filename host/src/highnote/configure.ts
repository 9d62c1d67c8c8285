import type { Appearance, SessionOptions, Words } from '../index.js';
import { themeOfPage } from './theme.js';

/**
 * What Highnote's packages have no option for, since their frames have one address for everybody.
 */
export interface Configuration {
  /**
   * The folder of `vault.html` on your frame's origin, with the release in it. It also decides
   * between test and live.
   */
  frameUrl: string | URL;
  /** BCP 47; default: the `lang` of the document. */
  locale?: string;
  /** Texts of your own in place of the frame's. */
  words?: Words;
  /** Milliseconds for the frame to load and for each answer; default 15,000. */
  timeout?: number;
}

let configured: Configuration | undefined;

/**
 * Says once, before the first `renderFields`, where the frame is. An option `frameUrl` of a call
 * counts more.
 */
export const configure = (configuration: Configuration): void => {
  configured = configuration;
};

/**
 * @throws Error when nobody has said where the frame is: no callback can be asked to show that to a
 * person.
 */
export const sessionOptions = (
  frameUrl: string | URL | undefined,
  variables: Appearance['variables'] = {},
): Omit<SessionOptions, 'clientToken'> => {
  const found = frameUrl ?? configured?.frameUrl;
  if (found === undefined)
    throw new Error(
      "Sordino's frame has no address yet: call configure({ frameUrl }) of sordino/highnote first.",
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
