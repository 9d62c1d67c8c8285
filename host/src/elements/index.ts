/**
 * `sordino/elements`: the custom elements `<sordino-session>` and `<sordino-field>`, for use with
 * or without a framework. Importing it defines the elements if their names are free. On a server it
 * has no effect.
 *
 * - `session-element.ts`, `field-element.ts`: the elements.
 * - `validity.ts`: converts a field's state to the validity of a form control.
 * - `base.ts`: functions for both elements.
 * - `place.ts`: the height of a field before its frame reports one.
 */
import { SordinoFieldElement, type SordinoFieldEvents } from './field-element.js';
import { SordinoSessionElement, type SordinoSessionEvents } from './session-element.js';

export {
  SordinoFieldElement,
  type SordinoFieldEvents,
  SordinoSessionElement,
  type SordinoSessionEvents,
};

/**
 * Defines the elements in a registry, for example in a scoped one. Names that are defined already
 * are left as they are.
 */
export const defineElements = (registry: CustomElementRegistry): void => {
  // Sessions first, because a field looks for a session element that is upgraded.
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
