/** An iframe of Sordino's. Both permissions of its sandbox are needed: WebKit does not fire listeners without scripts. */
export const createFrame = (src: string, name: string, className: string): HTMLIFrameElement => {
  const frame = document.createElement('iframe')
  frame.name = name
  frame.className = className
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin')
  frame.allow = 'clipboard-write'
  frame.referrerPolicy = 'no-referrer'
  frame.src = src
  return frame
}

/** A name for the life of a page. It is no secret: a frame of another origin gains nothing by it. */
export const createName = (): string => `sordino-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
