/**
 * `sordino/testing`: for the tests of an app.
 *
 * - `session.ts`, `field.ts`, `answers.ts`, `words.ts`: a stand-in of `sordino` with the same
 *   interface and no network, for Vitest and Jest with jsdom: `vi.mock('sordino', () =>
 *   import('sordino/testing'))`. What its fields hold is in the page, so it proves nothing of
 *   secrecy.
 * - `frames.ts`: where the real fields are, for Playwright and Cypress.
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
