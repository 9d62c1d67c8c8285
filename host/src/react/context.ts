'use client';

import { createContext, useContext } from 'react';

import type { Session, SordinoError } from '../index.js';

/** A session, as a component sees it. */
export interface Sordino {
  /** None while the page is drawn on a server, in the first render of all, and after `failed`. */
  session: Session | undefined;
  /** `failed`: it could not begin, or it has ended; `error` says why. */
  status: 'loading' | 'ready' | 'failed';
  error: SordinoError | undefined;
  /**
   * Begins the session again after `failed`, as `session.retry()` does; the fields around come again,
   * empty. Never rejects: `status` and `error` say how it went. Does nothing while the session lives,
   * and when it could not begin at all, because an option was refused.
   */
  retry(): Promise<void>;
}

export const SordinoContext = createContext<Sordino | undefined>(undefined);

/** The session of the `<SordinoProvider>` around this component. */
export const useSordino = (): Sordino => {
  const sordino = useContext(SordinoContext);
  if (!sordino) throw new Error('There is no <SordinoProvider> around this component.');
  return sordino;
};
