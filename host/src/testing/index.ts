/**
 * `sordino/testing`: for the tests of an app.
 *
 * - `session.ts`, `field.ts`, `answers.ts`, `words.ts`: a replacement for `sordino` with the same
 *   interface, which needs no network. For Vitest and Jest with jsdom: `vi.mock('sordino', () =>
 *   import('sordino/testing'))`. The content of its fields is in the page, so it can't test
 *   secrecy.
 * - `frames.ts`: finds the real fields, for Playwright and Cypress.
 */
export { SordinoError } from '../index.js';
export type * from '../index.js';
export type { Answer, TestCall } from './answers.js';
export type { TestField } from './field.js';
export {
  fieldFrame,
  type FrameLocatorLike,
  type LocatorLike,
  type PageLike,
  playwrightField,
  type PlaywrightField,
} from './frames.js';
export { createSession, resetTestSessions, type TestSession, testSessions } from './session.js';
