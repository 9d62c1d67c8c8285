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

/** The props of `<SordinoProvider>`: the options of a session, and those below. */
export interface SordinoProviderProps extends SessionOptions {
  children?: ReactNode;
  /** Called when the frame has loaded, and again after `retry`. */
  onReady?: (session: Session) => void;
  /** Called if the session could not start or has ended, or if the frame has refused an option. */
  onError?: (error: SordinoError) => void;
  /** Replaces `createSession`: in tests, by that of `sordino/testing`. */
  createSession?: typeof createSession;
}

/** The session's state, before `retry` is added. */
type Progress = Omit<Sordino, 'retry'>;

const LOADING: Progress = { session: undefined, status: 'loading', error: undefined };

/**
 * Provides a session to its children. The session starts when the component is mounted and ends
 * when it is unmounted. In StrictMode, the second mount starts a new session.
 *
 * A change of `frameUrl`, `locale`, `timeout`, `words` or of a plain `clientToken` starts a new
 * session. A change of `appearance` updates the session. If `clientToken` is a function, the
 * session calls that of the last render.
 *
 * @example
 * ```tsx
 * <SordinoProvider frameUrl="https://frame.example/v1.0.0/" clientToken={fetchClientToken}>
 *   <PinForm />
 * </SordinoProvider>
 * ```
 */
export const SordinoProvider = (props: SordinoProviderProps): ReactElement => {
  const { children, frameUrl, clientToken, appearance, locale, words, timeout } = props;
  const [progress, setProgress] = useState(LOADING);
  /** The present session, even if it has failed. */
  const sessionRef = useRef<Session | undefined>(undefined);
  const latest = useLatest(props);
  const address = `${frameUrl}`;
  const plainToken = typeof clientToken === 'function' ? undefined : JSON.stringify(clientToken);
  const appearanceText = JSON.stringify(appearance);
  const wordsText = JSON.stringify(words);
  /** The appearance that the session has now. */
  const appliedAppearance = useRef(appearanceText);

  useEffect(() => {
    const props = latest.current;
    let isOver = false;
    const fail = (error: SordinoError): void => {
      if (!isOver) setProgress({ session: undefined, status: 'failed', error });
    };
    const { appearance, words } = props;
    appliedAppearance.current = JSON.stringify(appearance);
    const options: SessionOptions = {
      frameUrl: address,
      clientToken:
        typeof props.clientToken === 'function'
          ? (reason) => {
              const { clientToken } = latest.current;
              return typeof clientToken === 'function' ? clientToken(reason) : clientToken;
            }
          : props.clientToken,
      ...(appearance && { appearance }),
      ...(locale !== undefined && { locale }),
      ...(words && { words }),
      ...(timeout !== undefined && { timeout }),
    };
    let session: Session;
    try {
      session = (props.createSession ?? createSession)(options);
    } catch (error) {
      if (!(error instanceof SordinoError)) throw error;
      fail(error);
      props.onError?.(error);
      return;
    }
    sessionRef.current = session;
    setProgress({ ...LOADING, session });
    // Not only once, because `retry` starts the session again.
    session.addEventListener('ready', () => {
      if (isOver) return;
      setProgress({ session, status: 'ready', error: undefined });
      latest.current.onReady?.(session);
    });
    session.addEventListener('error', ({ detail }) => {
      if (isOver) return;
      // Without `ended`, the frame has refused an option, and the session continues.
      if (detail.ended) fail(detail);
      latest.current.onError?.(detail);
    });
    return () => {
      isOver = true;
      sessionRef.current = undefined;
      session.destroy();
      setProgress(LOADING);
    };
  }, [latest, address, plainToken, locale, wordsText, timeout]);

  const { session } = progress;
  useEffect(() => {
    if (!session || appliedAppearance.current === appearanceText) return;
    appliedAppearance.current = appearanceText;
    session.update({ appearance: latest.current.appearance ?? {} });
  }, [latest, session, appearanceText]);

  const retry = useCallback(async (): Promise<void> => {
    const failed = sessionRef.current;
    if (!failed) return;
    const ready = failed.retry();
    setProgress((before) =>
      before.status === 'failed' ? { ...LOADING, session: failed } : before,
    );
    // The event `error` has reported the reason.
    await ready.catch(() => {});
  }, []);
  const value = useMemo(() => ({ ...progress, retry }), [progress, retry]);
  return createElement(SordinoContext.Provider, { value }, children);
};
