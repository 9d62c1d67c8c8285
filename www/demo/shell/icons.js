// @ts-check
// Icons: strokes on a 24 by 24 grid, in the colour of the surrounding text.

const PATHS = {
  mark: ['M4 14a8 8 0 0 1 16 0', 'M8 14a4 4 0 0 1 8 0', 'M6.5 18.5h11'],
  pin: ['M5 12h.01', 'M9.7 12h.01', 'M14.3 12h.01', 'M19 12h.01'],
  eye: [
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z',
    'M12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z',
  ],
  bank: ['M3.5 9.5 12 4.5l8.5 5z', 'M5.5 9.5V17M10 9.5V17M14 9.5V17M18.5 9.5V17', 'M3.5 19.5h17'],
  link: [
    'M9.5 14.5l5-5',
    'M11 7l1.8-1.8a4 4 0 0 1 5.7 5.7L16.7 12.7',
    'M13 17l-1.8 1.800a4 4 0 0 1-5.7-5.700L7.3 11.3',
  ],
  shield: ['M12 3.500l7 2.500v5.500c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z', 'M9 12l2.2 2.200L15.2 10'],
  check: ['M5 12.500l4.5 4.500L19 7.5'],
  alert: ['M12 4.500l8.5 15h-17z', 'M12 10v4.5', 'M12 17h.01'],
  mute: ['M4 9.500v5h3.500l5 4v-13l-5 4z', 'M16.5 9.500l5 5M21.5 9.500l-5 5'],
  copy: ['M9 9h10.500v10.500H9z', 'M15 9V4.500H4.500V15H9'],
  sun: [
    'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
    'M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  ],
  moon: ['M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z'],
  system: ['M3.5 5h17v11.500h-17z', 'M9 20h6M12 16.500V20'],
  menu: ['M4 7h16M4 12h16M4 17h16'],
  card: ['M3 6.5h18v11H3z', 'M3 10h18', 'M6.5 14.200h4'],
  form: ['M4.500 4.500h15v15h-15z', 'M8 9h8M8 12.500h8M8 16h4'],
  person: [
    'M12 4.500a3.700 3.700 0 1 1 0 7.400 3.700 3.700 0 0 1 0-7.400z',
    'M4.500 19.500c1-3.800 4-5.500 7.500-5.500s6.500 1.700 7.500 5.500',
  ],
  shop: ['M4.500 9.500V19.500h15V9.500', 'M3.500 9.500l2-5h13l2 5z', 'M10 19.500v-5.500h4v5.500'],
  badge: [
    'M9.500 5a3.300 3.300 0 1 1 0 6.600 3.300 3.300 0 0 1 0-6.600z',
    'M3 19c.800-3.300 3.300-4.900 6.500-4.900 1.200 0 2.300.2 3.200.7',
    'M14 17.500l2.200 2.200 4.300-4.400',
  ],
  file: [
    'M6 3.500h8l4.500 4.500v12.500H6z',
    'M14 3.500V8h4.500',
    'M12 17.500v-6M9.500 13.800L12 11.300l2.500 2.500',
  ],
  grid: ['M4.500 4.500h6v6h-6zM13.500 4.500h6v6h-6zM4.500 13.500h6v6h-6zM13.500 13.500h6v6h-6z'],
  plus: ['M12 5.500v13M5.500 12h13'],
  key: ['M8 10.500a4 4 0 1 1 0 8 4 4 0 0 1 0-8z', 'M11 11.700l8-8M16 6.500l2.5 2.5'],
};

/** @typedef {keyof typeof PATHS} IconName */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {IconName} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon icon-${name}`);
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
