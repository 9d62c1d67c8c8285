'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import { SordinoError } from '../index.js';
import type { CallOptions, Operation, Operations } from '../index.js';
import { useSordino } from './context.js';

export type OperationStatus = 'idle' | 'pending' | 'done' | 'failed';

/** An operation of the session around the component, and how its last call went. */
export interface OperationState<O extends Operation> {
  status: OperationStatus;
  /** Of the last call, when it is done. */
  result: Operations[O][1] | undefined;
  /** Why the last call failed. */
  error: SordinoError | undefined;
  /** Calls it. Never rejects: gives the result, or nothing when it failed, and `error` says why. */
  run(input: Operations[O][0], options?: CallOptions): Promise<Operations[O][1] | undefined>;
  /**
   * Ends the wait for the call under way. What was sent may have taken effect: see `error.outcome`.
   */
  abort(): void;
  /** Forgets how the last call went. */
  reset(): void;
}

type Told<O extends Operation> = Pick<OperationState<O>, 'status' | 'result' | 'error'>;

const IDLE = { status: 'idle', result: undefined, error: undefined } as const;

/** Any operation by its name; those below are the same, one for each. */
export const useOperation = <O extends Operation>(operation: O): OperationState<O> => {
  const { session, error } = useSordino();
  const [told, setTold] = useState<Told<O>>(IDLE);
  const isThere = useRef(false);
  /** The call that the state is about: the newest that was sent. */
  const current = useRef<AbortController | undefined>(undefined);

  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);

  const run = useCallback(
    async (
      input: Operations[O][0],
      { signal }: CallOptions = {},
    ): Promise<Operations[O][1] | undefined> => {
      const controller = new AbortController();
      const tell = (next: Told<O>): void => {
        if (isThere.current && current.current === controller) setTold(next);
      };
      const before = current.current;
      const abort = (): void => controller.abort();
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort);
      current.current = controller;
      setTold({ status: 'pending', result: undefined, error: undefined });
      try {
        if (!session) throw error ?? new SordinoError('frame-unavailable');
        const call = session[operation] as (
          input: unknown,
          options: CallOptions,
        ) => Promise<Operations[O][1]>;
        const result = await call(input, { signal: controller.signal });
        tell({ status: 'done', result, error: undefined });
        return result;
      } catch (failure) {
        if (!(failure instanceof SordinoError)) throw failure;
        // A second press changes nothing for the first, which is under way: the state stays about
        // that one.
        if (failure.code === 'busy' && before && current.current === controller)
          current.current = before;
        else tell({ status: 'failed', result: undefined, error: failure });
        return undefined;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    [session, error, operation],
  );

  const abort = useCallback(() => current.current?.abort(), []);
  const reset = useCallback(() => {
    current.current = undefined;
    setTold(IDLE);
  }, []);
  return { ...told, run, abort, reset };
};

export const useSetPaymentCardPin = (): OperationState<'setPaymentCardPin'> =>
  useOperation('setPaymentCardPin');
export const useViewPaymentCard = (): OperationState<'viewPaymentCard'> =>
  useOperation('viewPaymentCard');
export const useViewDirectDepositDetail = (): OperationState<'viewDirectDepositDetail'> =>
  useOperation('viewDirectDepositDetail');
export const useViewExternalBankAccountDetail =
  (): OperationState<'viewExternalBankAccountDetail'> =>
    useOperation('viewExternalBankAccountDetail');
export const useTokenizePersonAccountHolder = (): OperationState<'tokenizePersonAccountHolder'> =>
  useOperation('tokenizePersonAccountHolder');
export const useTokenizeBusinessAccountHolder =
  (): OperationState<'tokenizeBusinessAccountHolder'> =>
    useOperation('tokenizeBusinessAccountHolder');
export const useTokenizeAuthorizedUser = (): OperationState<'tokenizeAuthorizedUser'> =>
  useOperation('tokenizeAuthorizedUser');
export const useCreatePersonAccountHolder = (): OperationState<'createPersonAccountHolder'> =>
  useOperation('createPersonAccountHolder');
export const useCreateBusinessAccountHolder = (): OperationState<'createBusinessAccountHolder'> =>
  useOperation('createBusinessAccountHolder');
export const useCreateAuthorizedUser = (): OperationState<'createAuthorizedUser'> =>
  useOperation('createAuthorizedUser');
export const useUploadDocuments = (): OperationState<'uploadDocuments'> =>
  useOperation('uploadDocuments');
