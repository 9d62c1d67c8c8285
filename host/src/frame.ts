/**
 * Makes an iframe of Sordino's. Both permissions of its sandbox are needed: WebKit does not fire
 * listeners without scripts.
 */
export const createFrame = (base: URL, file: string, name: string): HTMLIFrameElement =>
  Object.assign(document.createElement('iframe') as Omit<HTMLIFrameElement, 'sandbox'>, {
    // Goes on to its `value` (HTML, "PutForwards").
    sandbox: 'allow-scripts allow-same-origin',
    name,
    className: 'sordino-' + file,
    allow: 'clipboard-write',
    // Nothing but the origin; with less, Firefox hides from the vault by whom it is embedded, and
    // it refuses to run.
    referrerPolicy: 'strict-origin',
    src: base + file + '.html',
  }) as unknown as HTMLIFrameElement;
