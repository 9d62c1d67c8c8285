// @ts-check
// The page under test: it mounts fields, and records the layout of each frame that the browser
// renders until they are usable.
import { createSession } from '/sordino/index.js';

/** @typedef {{ boxes: Record<string, number[]>[], shift: number | null }} Seen */

/** Only Chromium measures shifts itself. */
const measures = PerformanceObserver.supportedEntryTypes.includes('layout-shift');

/**
 * Records the position of each place and of the element below it in each rendered frame, once while
 * nothing changes. The insertion of the places into a rendered page is no shift; shifts count from
 * the next frame.
 */
async function watch() {
  /** @type {Record<string, number[]>[]} */
  const boxes = [];
  let running = true;
  let shift = 0;
  const add = (/** @type {any[]} */ entries) => {
    for (const { value, hadRecentInput } of entries) if (!hadRecentInput) shift += value;
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  const note = () => {
    const now = Object.fromEntries(
      [...document.querySelectorAll('#places > *, #below')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.id, [x, y, width, height].map(Math.round)];
      }),
    );
    if (JSON.stringify(boxes.at(-1)) !== JSON.stringify(now)) boxes.push(now);
  };
  const frame = () => {
    note();
    if (running) requestAnimationFrame(frame);
  };
  frame();
  await drawn();
  if (measures) observer.observe({ type: 'layout-shift' });
  return async () => {
    for (let drawn = 0; drawn < 3; drawn += 1) await new Promise(requestAnimationFrame);
    running = false;
    add(measures ? observer.takeRecords() : []);
    observer.disconnect();
    return { boxes, shift: measures ? shift : null };
  };
}

const places = /** @type {HTMLElement} */ (document.getElementById('places'));
const config = fetch('/config.json').then((answer) => answer.json());
const drawn = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/**
 * The heights that a page sets for kinds that are higher than the loader's iframe.
 *
 * @type {Partial<Record<string, string>>}
 */
const HIGH = { document: '316px', paymentCard: '226px' };

/**
 * @param {import("/sordino/index.js").FieldKind[]} kinds
 * @param {string} token
 * @param {number} [height] is set on the first place after a frame, as a control
 */
async function fields(kinds, token, height) {
  const session = createSession({ frameUrl: (await config).frameUrl, clientToken: token });
  const all = kinds.map((kind) => {
    const place = Object.assign(document.createElement('div'), { id: kind });
    place.style.minBlockSize = HIGH[kind] ?? '';
    places.append(place);
    const field = session.createField(kind).mount(place);
    return new Promise((resolve) => field.addEventListener('ready', resolve, { once: true }));
  });
  const seen = await watch();
  // Sets the height of the place, because the frame may just set the height of the iframe.
  if (height)
    /** @type {HTMLElement} */ (places.firstElementChild).style.minBlockSize = `${height}px`;
  await Promise.all([session.ready, ...all]);
  return seen();
}

/**
 * Mounts fields in a part of the page that is shown once all are usable.
 * @param {import("/sordino/index.js").FieldKind[]} kinds
 * @param {string} token
 */
async function folded(kinds, token) {
  places.style.display = 'none';
  const seen = await fields(kinds, token);
  places.style.display = '';
  return seen;
}

/**
 * Inserts elements into the page before their classes are defined.
 * @param {string[]} kinds
 * @param {string} token
 */
async function elements(kinds, token) {
  const session = document.createElement('sordino-session');
  session.id = 'session';
  session.style.display = 'block';
  session.innerHTML = kinds
    .map((kind) => `<sordino-field id="${kind}" kind="${kind}"></sordino-field>`)
    .join('');
  places.append(session);
  const seen = await watch();
  const ready = kinds.map(
    (kind) =>
      new Promise((resolve) =>
        document.getElementById(kind)?.addEventListener('sordino-ready', resolve, { once: true }),
      ),
  );
  Object.assign(session, { frameUrl: (await config).frameUrl, clientToken: token });
  await import(/** @type {any} */ ('/sordino/elements/index.js'));
  await Promise.all(ready);
  return seen();
}

/** The same with React, whose app the test loads. @param {string[]} kinds @param {string} token */
async function react(kinds, token) {
  const all = /** @type {any} */ (window).renderFields(places, {
    frameUrl: (await config).frameUrl,
    clientToken: token,
    kinds,
  });
  const seen = await watch();
  await all;
  return seen();
}

Object.assign(window, { harness: { fields, folded, elements, react } });
