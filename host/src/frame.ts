/**
 * Makes an iframe of Sordino's. Both permissions of its sandbox are needed: WebKit does not fire
 * listeners without scripts.
 */
export const createFrame = (
  base: URL,
  file: string,
  // As text, `style` goes on to its `cssText` (Web IDL, "PutForwards"), as `sandbox` to its `value`.
  own: { name: string; style: string } | { hidden: boolean },
): HTMLIFrameElement =>
  Object.assign(
    document.createElement('iframe') as Omit<HTMLIFrameElement, 'sandbox' | 'style'>,
    {
      sandbox: 'allow-scripts allow-same-origin',
      className: 'sordino-' + file,
      allow: 'clipboard-write',
      // Nothing but the origin; with less, Firefox hides from the vault by whom it is embedded, and
      // it refuses to run.
      referrerPolicy: 'strict-origin',
      src: base + file + '.html',
    },
    own,
  ) as unknown as HTMLIFrameElement;
