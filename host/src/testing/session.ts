import { EFFECTS, type Failure } from '../generated/protocol.js';
import { SordinoError } from '../index.js';
import type {
  Appearance,
  CallOptions,
  Code,
  FieldCode,
  FieldKind,
  FieldOptions,
  Operation,
  Session,
  SessionOptions,
} from '../index.js';
import {
  type Answer,
  answer,
  errorOf,
  sensitivePath,
  SHOWN_VALUES,
  type TestCall,
} from './answers.js';
import { createTestField, type SessionSide, type TestField } from './field.js';
import { refusedWords } from './words.js';

/** A test session, with the same interface as a real one and methods for the test. */
export interface TestSession extends Session {
  /** The options from the app, with the present appearance. */
  readonly options: SessionOptions;
  /** The mounted fields, in the order of mounting. */
  readonly fields: readonly TestField[];
  /** The calls that were accepted so far. */
  readonly calls: readonly TestCall[];
  /** Whether the session has ended. */
  readonly isDestroyed: boolean;
  /**
   * Returns the first mounted field of a kind.
   *
   * @throws Error if there is none.
   */
  field(kind: FieldKind): TestField;
  /**
   * Sets the answer to the next call of an operation. Each further use sets the answer to the call
   * after that.
   */
  answer<O extends Operation>(operation: O, how: Answer<O>): void;
  /**
   * Ends the session as a real one ends, for example with `frame-unavailable`. `retry()` starts it
   * again; the fields that are mounted then are empty.
   */
  fail(code: Code): void;
}

const opened: TestSession[] = [];

/** The sessions that were created since the last `resetTestSessions`, oldest first. */
export const testSessions: readonly TestSession[] = opened;

/** Destroys all sessions and empties `testSessions`. Call it in `afterEach`. */
export const resetTestSessions = (): void => {
  for (const session of opened.splice(0)) session.destroy();
};

/**
 * Replaces the real `createSession`. The session has no frame and sends no request; it is ready in
 * the next microtask.
 *
 * @example
 * ```ts
 * vi.mock('sordino', () => import('sordino/testing'));
 *
 * const [session] = testSessions;
 * session.answer('setPaymentCardPin', 'rate-limited');
 * session.field('pin').type('1234');
 * ```
 */
export const createSession = (given: SessionOptions): TestSession => {
  const options = { ...given };
  const fields: (TestField & SessionSide)[] = [];
  const calls: TestCall[] = [];
  const answers = new Map<Operation, Answer<Operation>[]>();
  const running = new Map<Operation, (error: SordinoError) => void>();
  let end: SordinoError | undefined;
  let isDestroyed = false;
  let settle: { resolve(): void; reject(error: SordinoError): void };

  const emit = (type: string, detail?: unknown): void => {
    session.dispatchEvent(new CustomEvent(type, { detail }));
  };

  const close = (reason: Code | Failure): void => {
    if (end) return;
    const error = typeof reason === 'string' ? errorOf(reason) : new SordinoError(reason);
    end = error;
    error.ended = true;
    settle.reject(error);
    // A running call may have been sent, so its outcome is unknown unless it only reads.
    for (const [operation, reject] of running) {
      const isRead = EFFECTS[operation] === 'read';
      reject(
        new SordinoError(
          (isRead ? error : { ...error, outcome: 'unknown', retryable: false }) as never,
        ),
      );
    }
    for (const field of [...fields]) field.suspend();
    if (error.code !== 'destroyed') emit('error', error);
  };

  const typed = (): Record<string, string> =>
    Object.fromEntries(
      fields
        .filter(({ value }) => value !== '')
        .map(({ kind, options: { path }, value }) => [path ? `${path}.${kind}` : kind, value]),
    );

  /** Throws the errors that a real session has before it sends a request. */
  const check = (operation: Operation, input: unknown): void => {
    const sensitive = sensitivePath(input);
    if (sensitive) throw refused('sensitive-input', sensitive, 'sensitive');
    const wrong = fields.find(({ state }) => !state.empty && !state.complete);
    if (wrong) throw mark(wrong, wrong.state.code ?? 'invalid');
    if (operation !== 'setPaymentCardPin') return;
    const pin = fields.find(({ kind }) => kind === 'pin');
    const again = fields.find(({ kind }) => kind === 'pinConfirm');
    if (!pin) throw refused('invalid-fields', 'pin', 'missing');
    if (pin.state.empty) throw mark(pin, 'missing');
    if (again && again.value !== pin.value) throw mark(again, again.value ? 'mismatch' : 'missing');
  };

  const call = async (
    operation: Operation,
    input: unknown,
    { signal }: CallOptions = {},
  ): Promise<unknown> => {
    if (end) throw end;
    if (signal?.aborted) throw new SordinoError('aborted');
    if (running.has(operation)) throw errorOf('busy');
    check(operation, input);
    const accepted = { operation, input, typed: typed() } as TestCall;
    calls.push(accepted);
    const stopped = new Promise<never>((_, reject) => {
      running.set(operation, reject);
      const outcome = EFFECTS[operation] === 'read' ? {} : { outcome: 'unknown' as const };
      signal?.addEventListener('abort', () =>
        reject(new SordinoError({ code: 'aborted', retryable: false, ...outcome })),
      );
    });
    try {
      const result = await Promise.race([
        answer(accepted, answers.get(operation)?.shift()),
        stopped,
      ]);
      for (const field of fields) {
        const shown = SHOWN_VALUES[operation];
        const value =
          field.kind === 'paymentCard' && operation === 'viewPaymentCard'
            ? shown?.cardNumber
            : shown?.[field.kind];
        if (value !== undefined) field.fill(value);
        else if (!shown) field.wipe();
      }
      return result;
    } finally {
      running.delete(operation);
    }
  };

  const session = Object.defineProperties(
    Object.assign(new EventTarget(), {
      createField(kind: FieldKind, fieldOptions?: FieldOptions) {
        const onMount = (field: TestField & SessionSide): void => {
          fields.push(field);
          if (end) field.suspend();
        };
        const onUnmount = (field: TestField): void => {
          const at = fields.indexOf(field as TestField & SessionSide);
          if (at >= 0) fields.splice(at, 1);
        };
        return createTestField(kind, fieldOptions, options.words?.[kind], onUnmount, onMount);
      },
      update({ appearance }: { appearance: Appearance }) {
        options.appearance = appearance;
      },
      hide() {
        for (const field of fields) field.hide();
      },
      retry() {
        if (end && !isDestroyed) {
          start();
          for (const field of [...fields]) field.resume();
        }
        return session.ready;
      },
      destroy() {
        isDestroyed = true;
        close('destroyed');
      },
      field(kind: FieldKind) {
        const found = session.fields.find((field) => field.kind === kind);
        if (!found) {
          const mounted = session.fields.map((field) => field.kind).join(', ') || 'none';
          throw new Error(`no field ${kind} is mounted; mounted fields: ${mounted}`);
        }
        return found;
      },
      answer(operation: Operation, how: Answer<Operation>) {
        answers.set(operation, [...(answers.get(operation) ?? []), how]);
      },
      fail: (code: Code) => close(code),
    }),
    {
      options: { get: () => options },
      fields: { get: () => fields.filter(({ element }) => element) },
      calls: { get: () => [...calls] },
      isDestroyed: { get: () => Boolean(end) },
    },
  ) as unknown as TestSession & { ready: Promise<void> };
  for (const operation of Object.keys(EFFECTS) as Operation[])
    Object.assign(session, { [operation]: call.bind(null, operation) });

  const start = (): void => {
    end = undefined;
    const ready = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    ready.catch(() => {});
    session.ready = ready;
    // The caller adds its listeners first.
    queueMicrotask(() => {
      if (end || session.ready !== ready) return;
      const refused = refusedWords(options.words);
      if (refused) return close(refused);
      settle.resolve();
      emit('ready');
    });
  };
  start();
  opened.push(session);
  return session;
};

const refused = (code: Code, path: string, fieldCode: FieldCode): SordinoError =>
  new SordinoError({ code, retryable: false, fields: [{ path, code: fieldCode }] });

const mark = (field: TestField & SessionSide, code: FieldCode): SordinoError => {
  field.mark(code);
  const { path } = field.options;
  return refused('invalid-fields', path ? `${path}.${field.kind}` : field.kind, code);
};
