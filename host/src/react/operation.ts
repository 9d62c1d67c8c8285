'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import { SordinoError } from '../index.js';
import type { CallOptions, Operation, Operations } from '../index.js';
import { useSordino } from './context.js';

/** The state of an operation: not called, running, succeeded or failed. */
export type OperationStatus = 'idle' | 'pending' | 'done' | 'failed';

/** An operation of the nearest session, with the state of its last call. */
export interface OperationState<O extends Operation> {
  /** The state of the last call. */
  status: OperationStatus;
  /** The result of the last call, while `status` is `done`. */
  result: Operations[O][1] | undefined;
  /** The error of the last call, while `status` is `failed`. */
  error: SordinoError | undefined;
  /**
   * Calls the operation. The promise resolves to the result, or to `undefined` if the call failed;
   * then `error` has the reason. It never rejects with a `SordinoError`.
   */
  run(input: Operations[O][0], options?: CallOptions): Promise<Operations[O][1] | undefined>;
  /**
   * Aborts the running call. A request that was already sent may have taken effect: see
   * `error.outcome`.
   */
  abort(): void;
  /** Sets the state to `idle`. A running call continues, but no longer changes the state. */
  reset(): void;
}

type CallState<O extends Operation> = Pick<OperationState<O>, 'status' | 'result' | 'error'>;

const IDLE = { status: 'idle', result: undefined, error: undefined } as const;

/**
 * Returns an operation of the nearest session by its name.
 *
 * @example
 * ```tsx
 * const { run, status, error } = useOperation('setPaymentCardPin');
 * <button disabled={status === 'pending'} onClick={() => run({ paymentCardId })}>Set PIN</button>
 * ```
 *
 * @throws Error if there is no `<SordinoProvider>` around the component.
 */
export const useOperation = <O extends Operation>(operation: O): OperationState<O> => {
  const { session, error } = useSordino();
  const [state, setState] = useState<CallState<O>>(IDLE);
  const isMounted = useRef(false);
  /** The call that the state describes: the newest that was sent. */
  const current = useRef<AbortController | undefined>(undefined);

  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const run = useCallback(
    async (
      input: Operations[O][0],
      { signal }: CallOptions = {},
    ): Promise<Operations[O][1] | undefined> => {
      const controller = new AbortController();
      const update = (next: CallState<O>): void => {
        if (isMounted.current && current.current === controller) setState(next);
      };
      const before = current.current;
      const abort = (): void => controller.abort();
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort);
      current.current = controller;
      setState({ status: 'pending', result: undefined, error: undefined });
      try {
        if (!session) throw error ?? new SordinoError('frame-unavailable');
        const call = session[operation] as (
          input: unknown,
          options: CallOptions,
        ) => Promise<Operations[O][1]>;
        const result = await call(input, { signal: controller.signal });
        update({ status: 'done', result, error: undefined });
        return result;
      } catch (failure) {
        if (!(failure instanceof SordinoError)) throw failure;
        // A second call while the first is running does not change the state, which still describes
        // the first.
        if (failure.code === 'busy' && before && current.current === controller)
          current.current = before;
        else update({ status: 'failed', result: undefined, error: failure });
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
    setState(IDLE);
  }, []);
  return { ...state, run, abort, reset };
};

/** `useOperation('setPaymentCardPin')`. */
export const useSetPaymentCardPin = (): OperationState<'setPaymentCardPin'> =>
  useOperation('setPaymentCardPin');
/** `useOperation('viewPaymentCard')`. */
export const useViewPaymentCard = (): OperationState<'viewPaymentCard'> =>
  useOperation('viewPaymentCard');
/** `useOperation('viewDirectDepositDetail')`. */
export const useViewDirectDepositDetail = (): OperationState<'viewDirectDepositDetail'> =>
  useOperation('viewDirectDepositDetail');
/** `useOperation('viewExternalBankAccountDetail')`. */
export const useViewExternalBankAccountDetail =
  (): OperationState<'viewExternalBankAccountDetail'> =>
    useOperation('viewExternalBankAccountDetail');
/** `useOperation('tokenizePersonAccountHolder')`. */
export const useTokenizePersonAccountHolder = (): OperationState<'tokenizePersonAccountHolder'> =>
  useOperation('tokenizePersonAccountHolder');
/** `useOperation('tokenizeBusinessAccountHolder')`. */
export const useTokenizeBusinessAccountHolder =
  (): OperationState<'tokenizeBusinessAccountHolder'> =>
    useOperation('tokenizeBusinessAccountHolder');
/** `useOperation('tokenizeAuthorizedUser')`. */
export const useTokenizeAuthorizedUser = (): OperationState<'tokenizeAuthorizedUser'> =>
  useOperation('tokenizeAuthorizedUser');
/** `useOperation('createPersonAccountHolder')`. */
export const useCreatePersonAccountHolder = (): OperationState<'createPersonAccountHolder'> =>
  useOperation('createPersonAccountHolder');
/** `useOperation('createBusinessAccountHolder')`. */
export const useCreateBusinessAccountHolder = (): OperationState<'createBusinessAccountHolder'> =>
  useOperation('createBusinessAccountHolder');
/** `useOperation('createAuthorizedUser')`. */
export const useCreateAuthorizedUser = (): OperationState<'createAuthorizedUser'> =>
  useOperation('createAuthorizedUser');
/** `useOperation('uploadDocuments')`. */
export const useUploadDocuments = (): OperationState<'uploadDocuments'> =>
  useOperation('uploadDocuments');
