// @ts-check
// The vault's end of a session, played by a test: it shows how the loader and the modules on top of
// it handle a message, without a browser.

/**
 * Sends the hello of the vault in `frame` to the loader.
 *
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<{ start: any, say: (message: object) => void }>} the loader's first message,
 * and a function that answers
 */
export function vaultIn(frame) {
  const source = /** @type {Window} */ (frame.contentWindow);
  return new Promise((resolve) => {
    Object.assign(source, {
      postMessage(
        /** @type {unknown} */ _greeting,
        /** @type {string} */ _origin,
        /** @type {MessagePort[]} */ [port],
      ) {
        port.onmessage = ({ data }) => {
          if ('start' in data)
            resolve({ start: data.start, say: (message) => port.postMessage(message) });
        };
      },
    });
    const { origin } = new URL(frame.src);
    dispatchEvent(new MessageEvent('message', { source, origin, data: { sordino: 1 } }));
  });
}

/** Returns the frame of the newest session's vault. @returns {HTMLIFrameElement} */
export const newestVault = () => {
  const frame = [...document.querySelectorAll('iframe')]
    .filter(({ src }) => src.endsWith('/vault.html'))
    .at(-1);
  if (!frame) throw new Error('no session has begun');
  return frame;
};
