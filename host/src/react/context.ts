'use client';

import { createContext, useContext } from 'react';

import type { Session, SordinoError } from '../index.js';

/** The session of a `<SordinoProvider>`, with its state. */
export interface Sordino {
  /** `undefined` on a server, in the first render, and while `status` is `failed`. */
  session: Session | undefined;
  /** `failed` if the session could not start or has ended. */
  status: 'loading' | 'ready' | 'failed';
  /** The error of a failed session. */
  error: SordinoError | undefined;
  /**
   * Starts a failed session again; its fields are inserted again, empty. The promise never rejects:
   * `status` and `error` have the result. Does nothing while the session has not failed, or if
   * `createSession` refused an option.
   */
  retry(): Promise<void>;
}

/** Passes the session of a provider to its children. */
export const SordinoContext = createContext<Sordino | undefined>(undefined);

/**
 * Returns the session of the nearest `<SordinoProvider>`.
 *
 * @throws Error if there is no `<SordinoProvider>` around the component.
 */
export const useSordino = (): Sordino => {
  const sordino = useContext(SordinoContext);
  if (!sordino) throw new Error('There is no <SordinoProvider> around this component.');
  return sordino;
};
