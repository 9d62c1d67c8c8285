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
import { type Answer, answer, errorOf, sensitivePath, SHOWN, type TestCall } from './answers.js';
import { createTestField, type Inside, type TestField } from './field.js';
import { refusedWords } from './words.js';

/** A session of the stand-in. */
export interface TestSession extends Session {
  /** What the app gave, with the looks as they are now. */
  readonly options: SessionOptions;
  /** Every field that is mounted, in the order of mounting. */
  readonly fields: readonly TestField[];
  /** Every call so far. */
  readonly calls: readonly TestCall[];
  readonly isDestroyed: boolean;
  /** The mounted field of a kind, the first of several; an error when there is none. */
  field(kind: FieldKind): TestField;
  /** Says how the next call of an operation is answered; called twice, how the one after it is. */
  answer<O extends Operation>(operation: O, how: Answer<O>): void;
  /**
   * Ends it as a real one ends: when its frame can't be loaded, say. `retry()` begins it again, with
   * the fields that are mounted then, empty.
   */
  fail(code: Code): void;
}

const opened: TestSession[] = [];

/** Every session that was begun since `resetTestSessions`, the newest last. */
export const testSessions: readonly TestSession[] = opened;

/** Destroys all sessions and forgets them: for `afterEach`. */
export const resetTestSessions = (): void => {
  for (const session of opened.splice(0)) session.destroy();
};

/**
 * In place of the real `createSession`: no frame, no network; it is ready as soon as its token was
 * given.
 */
export const createSession = (given: SessionOptions): TestSession => {
  const options = { ...given };
  const fields: (TestField & Inside)[] = [];
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
    // What was under way may have been sent, and must not be repeated then; what reads may be.
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

  /** What the real one would refuse before it sends anything. */
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
    const made = { operation, input, typed: typed() } as TestCall;
    calls.push(made);
    const stopped = new Promise<never>((_, reject) => {
      running.set(operation, reject);
      const outcome = EFFECTS[operation] === 'read' ? {} : { outcome: 'unknown' as const };
      signal?.addEventListener('abort', () =>
        reject(new SordinoError({ code: 'aborted', retryable: false, ...outcome })),
      );
    });
    try {
      const result = await Promise.race([answer(made, answers.get(operation)?.shift()), stopped]);
      for (const field of fields) {
        const shown = SHOWN[operation];
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
        const come = (field: TestField & Inside): void => {
          fields.push(field);
          if (end) field.suspend();
        };
        const leave = (field: TestField): void => {
          const at = fields.indexOf(field as TestField & Inside);
          if (at >= 0) fields.splice(at, 1);
        };
        return createTestField(kind, fieldOptions, options.words?.[kind], leave, come);
      },
      update({ appearance }: { appearance: Appearance }) {
        options.appearance = appearance;
      },
      hide() {
        for (const field of fields) field.hide();
      },
      retry() {
        if (end && !isDestroyed) {
          begin();
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
        if (!found)
          throw new Error(
            `no field ${kind} is mounted, but ${session.fields.map((field) => field.kind).join(', ') || 'none'}`,
          );
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

  const begin = (): void => {
    end = undefined;
    const ready = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    ready.catch(() => {});
    session.ready = ready;
    // Not before the caller has put its listeners on.
    queueMicrotask(() => {
      if (end || session.ready !== ready) return;
      const refused = refusedWords(options.words);
      if (refused) return close(refused);
      settle.resolve();
      emit('ready');
    });
  };
  begin();
  opened.push(session);
  return session;
};

const refused = (code: Code, path: string, fieldCode: FieldCode): SordinoError =>
  new SordinoError({ code, retryable: false, fields: [{ path, code: fieldCode }] });

const mark = (field: TestField & Inside, code: FieldCode): SordinoError => {
  field.mark(code);
  const { path } = field.options;
  return refused('invalid-fields', path ? `${path}.${field.kind}` : field.kind, code);
};
