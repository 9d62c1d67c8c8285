/** The frame's own limits (src/visibility.rs). */
const LEAST_WIDTH = 100;
const LEAST_HEIGHT = 40;
const LEAST_SHARE = 0.9;

/** Properties of an element that make Chromium say of a frame in it that it can't be seen. */
const HIDING = {
  opacity: '1',
  filter: 'none',
  'mix-blend-mode': 'normal',
  'clip-path': 'none',
  rotate: 'none',
  scale: 'none',
};

/** Returns a CSS path of at most four elements, from the nearest one with an id. */
const pathOf = (element: Element): string => {
  const parts: string[] = [];
  for (let at: Element | null = element; at && parts.length < 4; at = at.parentElement) {
    parts.unshift(at.id ? '#' + CSS.escape(at.id) : [at.localName, ...at.classList].join('.'));
    if (at.id) break;
  }
  return parts.join(' > ');
};

/** Returns the element around another one, out of shadow roots too. */
const around = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as ShadowRoot).host ??
  null;

const ofStyles = (frame: Element): string[] => {
  const causes: string[] = [];
  for (let at: Element | null = frame; at; at = around(at)) {
    const style = getComputedStyle(at);
    for (const [name, harmless] of Object.entries(HIDING)) {
      const value = style.getPropertyValue(name);
      if (value && value != harmless) causes.push(`${name}: ${value} of ${pathOf(at)}`);
    }
    const { a, b, c, d, is2D } = new DOMMatrix(style.transform);
    if (!is2D || a != 1 || b || c || d != 1)
      causes.push(`transform: ${style.transform} of ${pathOf(at)}`);
  }
  return causes;
};

/** Finds what lies over the frame's middle and corners, also what lets clicks through. */
const ofOverlaps = (frame: Element, { left, top, right, bottom }: DOMRect): string[] => {
  const all = new CSSStyleSheet();
  all.replaceSync('*{pointer-events:auto!important}');
  document.adoptedStyleSheets.push(all);
  const found = new Set<string>();
  for (const [x, y] of [
    [(left + right) / 2, (top + bottom) / 2],
    [left + 2, top + 2],
    [right - 2, top + 2],
    [left + 2, bottom - 2],
    [right - 2, bottom - 2],
  ] as const) {
    const over = (frame.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
    if (over && over != frame && !over.contains(frame)) found.add(pathOf(over) + ' lies over it');
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet != all);
  return [...found];
};

/**
 * Returns what in the page may have made a field refuse with `covered`. The frame does not know it:
 * its browser says only that the frame can't be seen, and a page can look for the cause.
 */
export const causesOfCovered = (frame: Element): string[] => {
  const rect = frame.getBoundingClientRect();
  const { left, top, right, bottom, width, height } = rect;
  const inside = (from: number, to: number, end: number): number =>
    Math.max(0, Math.min(to, end) - Math.max(from, 0));
  const seen = inside(left, right, innerWidth) * inside(top, bottom, innerHeight);
  const causes = [...ofStyles(frame), ...ofOverlaps(frame, rect)];
  if (width < LEAST_WIDTH || height < LEAST_HEIGHT)
    causes.unshift(`it has ${Math.round(width)} × ${Math.round(height)} pixels`);
  if (seen < LEAST_SHARE * width * height) causes.unshift('it is not within the viewport');
  return causes;
};
