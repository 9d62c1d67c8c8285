/**
 * `sordino/elements`: the custom elements `<sordino-session>` and `<sordino-field>`, for any
 * framework and for none. Importing it defines them, where there is a DOM and the names are free;
 * on a server it does nothing.
 *
 * - `session-element.ts`, `field-element.ts`: one element each.
 * - `validity.ts`: what a form makes of a field's state.
 * - `base.ts`: what both need. `place.ts`: how high a field is before its frame says so.
 */
import { SordinoFieldElement, type SordinoFieldEvents } from './field-element.js';
import { SordinoSessionElement, type SordinoSessionEvents } from './session-element.js';

export {
  SordinoFieldElement,
  type SordinoFieldEvents,
  SordinoSessionElement,
  type SordinoSessionEvents,
};

/** Defines the elements; what is defined already stays. */
export const defineElements = (registry: CustomElementRegistry): void => {
  // Sessions first: a field looks for one that is more than an unknown element.
  for (const [name, element] of [
    ['sordino-session', SordinoSessionElement],
    ['sordino-field', SordinoFieldElement],
  ] as const) {
    if (!registry.get(name)) registry.define(name, element);
  }
};

if (globalThis.customElements) defineElements(globalThis.customElements);

declare global {
  interface HTMLElementTagNameMap {
    'sordino-session': SordinoSessionElement;
    'sordino-field': SordinoFieldElement;
  }
  interface GlobalEventHandlersEventMap extends SordinoFieldEvents, SordinoSessionEvents {}
}
