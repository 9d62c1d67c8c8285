// @ts-check
// Faults of a page's layout that can be measured: it is wider than its window, or it shifts.

/**
 * Measures the page in its current state, and all shifts since its start, except for those within
 * half a second of a person's input (`hadRecentInput` of the Layout Instability API).
 */
const MEASURE = `
  const done = arguments[0];
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    wrong.push("wider than the window by " + (root.scrollWidth - innerWidth) + " px: " + wide.slice(-1).map((element) => element.outerHTML.slice(0, 120)));
  }
  for (const frame of document.querySelectorAll("iframe.sordino-field")) {
    const slot = frame.closest(".slot");
    const higher = frame.getBoundingClientRect().height - slot.getBoundingClientRect().height;
    if (higher > 1) wrong.push("#" + slot.id + " is lower than its field by " + higher + " px");
  }
  let shift = 0;
  const moved = new Set();
  const add = (entries) => {
    for (const { hadRecentInput, value, sources } of entries) {
      if (hadRecentInput) continue;
      shift += value;
      for (const { node, previousRect, currentRect } of sources) {
        const from = [previousRect.x, previousRect.y].map(Math.round), to = [currentRect.x, currentRect.y].map(Math.round);
        moved.add(from + " to " + to + " " + (node?.outerHTML ?? node?.textContent ?? "?").slice(0, 80));
      }
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    add(observer.takeRecords());
    if (shift > 0.001) wrong.push("shifted by " + shift.toFixed(4) + ": " + [...moved].slice(0, 4).join(" | "));
    done(wrong);
  }, 0)));`;

/**
 * @param {import("selenium-webdriver").WebDriver} driver
 * @returns {Promise<string[]>} a sentence for each fault
 */
export const layout = (driver) => driver.executeAsyncScript(MEASURE);
