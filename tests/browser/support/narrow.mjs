// @ts-check
// Faults of a document for a person with a narrow window or a large zoom (WCAG 2.2: 1.4.10 Reflow,
// and 2.5.8 Target Size): it scrolls sideways; something is out of sight, cut off or, in a field,
// covered; or a target is too small for a finger.

/** CSS pixels: the width of a window of 1280 at 400 %, and the smallest size of a target. */
export const NARROW = 320;
const TARGET = 24;

/**
 * Returns a sentence for each fault of the document that the driver is in. It skips text for screen
 * readers and elements that scroll themselves; a link in a sentence may be of any size. The second
 * argument selects the elements that may be cut because their text has any length and is the
 * author's own.
 */
const MEASURE = `
  const [least, mayBeCut, isField] = arguments;
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) wrong.push("it scrolls sideways: " + root.scrollWidth + " in " + innerWidth + " px");
  if (isField && root.scrollHeight > innerHeight) wrong.push("it scrolls: " + root.scrollHeight + " in " + innerHeight + " px");
  const hidden = (element) => {
    const { clipPath, visibility, overflowX } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return clipPath === "inset(50%)" || visibility !== "visible" || width === 0 || height === 0 || (overflowX === "hidden" && width <= 1);
  };
  const gone = (element) => element !== null && (hidden(element) || gone(element.parentElement));
  const scrolls = (element) => element !== null && element !== root && (/auto|scroll/.test(getComputedStyle(element).overflowX + getComputedStyle(element).overflowY) || scrolls(element.parentElement));
  const name = (element) => element.outerHTML.slice(0, 100);
  // Returns the edges of the nearest ancestor that cuts its content, or of the window.
  const edges = (element) => {
    for (let from = element; from && from !== document.body; from = from.parentElement) {
      if (getComputedStyle(from).overflowX !== "visible") return from.getBoundingClientRect();
    }
    return { left: 0, right: innerWidth };
  };
  const controls = [...document.body.querySelectorAll("button, select, input")].filter((control) => !gone(control));
  const covers = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg, script, style, template, option") || gone(element)) continue;
    const rect = element.getBoundingClientRect();
    if (!scrolls(element) && (rect.left < -1 || rect.right > innerWidth + 1)) wrong.push("out of the window: " + name(element));
    const isTarget = element.matches("button, select, summary, textarea, a[href], label:has(input), input:not(label input)");
    const isInline = getComputedStyle(element).display === "inline";
    // Its own label makes a small box a large target.
    const own = element.matches("input") && element.labels?.length > 0 && element.matches("[type=radio], [type=checkbox]");
    if (isTarget && !isInline && !own && (rect.width < least - 0.01 || rect.height < least - 0.01)) {
      wrong.push("a target of " + rect.width + " by " + rect.height + " px: " + name(element));
    }
    if (mayBeCut && element.closest(mayBeCut)) continue;
    if (element.matches("input:not([type=radio], [type=checkbox], [type=file]), select") && element.scrollWidth > element.clientWidth + 1) wrong.push("more than its box: " + name(element));
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || node.data.trim() === "") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right } = edges(element);
      for (const box of range.getClientRects()) {
        const over = isField && box.width > 1 && !scrolls(element) && controls.find((control) => !control.contains(element) && covers(control.getBoundingClientRect(), box));
        if (over) {
          wrong.push("under another thing: " + JSON.stringify(node.data.trim().slice(0, 80)) + " and " + name(over));
          break;
        }
        if (box.width > 0 && !scrolls(element) && (box.left < left - 1 || box.right > right + 1)) {
          wrong.push("cut off: " + JSON.stringify(node.data.trim().slice(0, 80)) + " by " + Math.ceil(Math.max(left - box.left, box.right - right)) + " px");
          break;
        }
      }
    }
  }
  return wrong;`;

/**
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {{ mayBeCut?: string, isField?: boolean }} [options]
 * @returns {Promise<string[]>} a sentence for each fault
 */
export const tooNarrow = (driver, { mayBeCut = '', isField = false } = {}) =>
  driver.executeScript(MEASURE, TARGET, mayBeCut, isField);
