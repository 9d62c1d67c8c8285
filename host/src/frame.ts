/**
 * Creates an iframe of the frame's origin. It needs both permissions of its sandbox: the vault
 * needs its origin, and WebKit does not run another document's listeners in a frame without
 * scripts.
 */
export const createFrame = (
  base: URL,
  file: string,
  // Assigning a text to `style` sets its `cssText`, and to `sandbox` its `value` (Web IDL
  // `PutForwards`).
  own: { name: string; style: string } | { hidden: boolean },
): HTMLIFrameElement =>
  Object.assign(
    document.createElement('iframe') as Omit<HTMLIFrameElement, 'sandbox' | 'style'>,
    {
      sandbox: 'allow-scripts allow-same-origin',
      className: 'sordino-' + file,
      allow: 'clipboard-write',
      // Sends only the page's origin. With a stricter policy, Firefox hides the embedding origin
      // from the vault, which then refuses to run.
      referrerPolicy: 'strict-origin',
      src: base + file + '.html',
    },
    own,
  ) as unknown as HTMLIFrameElement;
