import type { Failure } from '../generated/protocol.js';
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
import { type Answer, answer, sensitivePath, SHOWN, type TestCall } from './answers.js';
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
  /** Ends it as a real one ends: when its frame can't be loaded, say. */
  fail(code: Code): void;
}

const OPERATIONS: Record<Operation, true> = {
  setPaymentCardPin: true,
  viewPaymentCard: true,
  viewDirectDepositDetail: true,
  viewExternalBankAccountDetail: true,
  tokenizePersonAccountHolder: true,
  tokenizeBusinessAccountHolder: true,
  tokenizeAuthorizedUser: true,
  createPersonAccountHolder: true,
  createBusinessAccountHolder: true,
  createAuthorizedUser: true,
  uploadDocuments: true,
};

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
  let settle: [resolve: () => void, reject: (error: SordinoError) => void];
  const ready = new Promise<void>((...both) => (settle = both));
  ready.catch(() => {});

  const emit = (type: string, detail?: unknown): void => {
    session.dispatchEvent(new CustomEvent(type, { detail }));
  };

  const close = (reason: Code | Failure): void => {
    if (end) return;
    const error = new SordinoError(reason);
    end = error;
    error.ended = true;
    settle[1](error);
    // What was under way may have been sent.
    for (const reject of running.values())
      reject(new SordinoError({ ...error, outcome: 'unknown' } as never));
    for (const field of [...fields]) field.unmount();
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
    if (running.has(operation)) throw new SordinoError({ code: 'busy', retryable: true });
    check(operation, input);
    const made = { operation, input, typed: typed() } as TestCall;
    calls.push(made);
    const stopped = new Promise<never>((_, reject) => {
      running.set(operation, reject);
      const outcome = SHOWN[operation] ? {} : { outcome: 'unknown' as const };
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
      ready,
      createField(kind: FieldKind, fieldOptions?: FieldOptions) {
        const come = (field: TestField): void => {
          if (end) field.unmount();
          else fields.push(field as TestField & Inside);
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
      destroy: () => close('destroyed'),
      field(kind: FieldKind) {
        const found = fields.find((field) => field.kind === kind);
        if (!found)
          throw new Error(
            `no field ${kind} is mounted, but ${fields.map((field) => field.kind).join(', ') || 'none'}`,
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
      fields: { get: () => [...fields] },
      calls: { get: () => [...calls] },
      isDestroyed: { get: () => Boolean(end) },
    },
  ) as unknown as TestSession;
  for (const operation of Object.keys(OPERATIONS) as Operation[])
    Object.assign(session, { [operation]: call.bind(null, operation) });

  // Not before the caller has put its listeners on.
  queueMicrotask(() => {
    if (end) return;
    const refused = refusedWords(options.words);
    if (refused) return close(refused);
    settle[0]();
    emit('ready');
  });
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
