'use client';

/**
 * `sordino/react`: components and hooks for React 18 and 19. React is a peer dependency.
 *
 * - `provider.ts`: `<SordinoProvider>`, which has a session for its children.
 * - `field.ts`: `<Field>`.
 * - `operation.ts`: a hook for each operation, with the state of its last call.
 * - `context.ts`: `useSordino`, which returns the session.
 */
export { type Sordino, useSordino } from './context.js';
export { Field, type FieldHandle, type FieldProps } from './field.js';
export * from './operation.js';
export { SordinoProvider, type SordinoProviderProps } from './provider.js';
