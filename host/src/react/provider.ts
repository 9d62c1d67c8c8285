'use client';

import {
  createElement,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

import { createSession, SordinoError } from '../index.js';
import type { Session, SessionOptions } from '../index.js';
import { type Sordino, SordinoContext } from './context.js';
import { useLatest } from './latest.js';

export interface SordinoProviderProps extends SessionOptions {
  children?: ReactNode;
  onReady?: (session: Session) => void;
  onError?: (error: SordinoError) => void;
  /** What begins a session instead: the stand-in of `sordino/testing`, in tests. */
  createSession?: typeof createSession;
}

type Progress = Omit<Sordino, 'retry'>;

const LOADING: Progress = { session: undefined, status: 'loading', error: undefined };

/**
 * A session for what is in it. It begins once the component is mounted and ends with it;
 * StrictMode's second mount begins another, and the first has left nothing. Another `frameUrl`,
 * `locale`, `timeout` or plain token, and other `words`, begin a new session; another function as
 * `clientToken` is only asked the next time, and another `appearance` changes the looks of the
 * session there is.
 */
export const SordinoProvider = (props: SordinoProviderProps): ReactElement => {
  const { children, frameUrl, clientToken, appearance, locale, words, timeout } = props;
  const [progress, setProgress] = useState(LOADING);
  /** The session that there is, also while it has failed. */
  const made = useRef<Session | undefined>(undefined);
  const latest = useLatest(props);
  const address = `${frameUrl}`;
  const plainToken = typeof clientToken === 'function' ? undefined : JSON.stringify(clientToken);
  const looks = JSON.stringify(appearance);
  const texts = JSON.stringify(words);
  /** What the session was last told of its looks. */
  const dressed = useRef(looks);

  useEffect(() => {
    const { current } = latest;
    let isOver = false;
    const fail = (error: SordinoError): void => {
      if (!isOver) setProgress({ session: undefined, status: 'failed', error });
    };
    const { appearance, words } = current;
    dressed.current = JSON.stringify(appearance);
    const options: SessionOptions = {
      frameUrl: address,
      clientToken:
        typeof current.clientToken === 'function'
          ? (reason) => {
              const { clientToken } = latest.current;
              return typeof clientToken === 'function' ? clientToken(reason) : clientToken;
            }
          : current.clientToken,
      ...(appearance && { appearance }),
      ...(locale !== undefined && { locale }),
      ...(words && { words }),
      ...(timeout !== undefined && { timeout }),
    };
    let session: Session;
    try {
      session = (current.createSession ?? createSession)(options);
    } catch (error) {
      if (!(error instanceof SordinoError)) throw error;
      fail(error);
      current.onError?.(error);
      return;
    }
    made.current = session;
    setProgress({ ...LOADING, session });
    // Each time: `retry` begins the session again, whoever calls it.
    session.addEventListener('ready', () => {
      if (isOver) return;
      setProgress({ session, status: 'ready', error: undefined });
      latest.current.onReady?.(session);
    });
    session.addEventListener('error', ({ detail }) => {
      if (isOver) return;
      // Without `ended` it is of a refused option, and the session goes on.
      if (detail.ended) fail(detail);
      latest.current.onError?.(detail);
    });
    return () => {
      isOver = true;
      made.current = undefined;
      session.destroy();
      setProgress(LOADING);
    };
  }, [latest, address, plainToken, locale, texts, timeout]);

  const { session } = progress;
  useEffect(() => {
    if (!session || dressed.current === looks) return;
    dressed.current = looks;
    session.update({ appearance: latest.current.appearance ?? {} });
  }, [latest, session, looks]);

  const retry = useCallback(async (): Promise<void> => {
    const { current } = made;
    if (!current) return;
    const ready = current.retry();
    setProgress((before) =>
      before.status === 'failed' ? { ...LOADING, session: current } : before,
    );
    // The event `error` has said why not.
    await ready.catch(() => {});
  }, []);
  const value = useMemo(() => ({ ...progress, retry }), [progress, retry]);
  return createElement(SordinoContext.Provider, { value }, children);
};
