'use client';

/**
 * `sordino/react`: for React 18 and 19. React is the app's own; this package brings none.
 *
 * - `provider.ts`: `<SordinoProvider>`, a session for what is in it.
 * - `field.ts`: `<Field>`.
 * - `operation.ts`: a hook for each operation, with how its last call went.
 * - `context.ts`: `useSordino`, the session itself.
 */
export { type Sordino, useSordino } from './context.js';
export { Field, type FieldHandle, type FieldProps } from './field.js';
export * from './operation.js';
export { SordinoProvider, type SordinoProviderProps } from './provider.js';
