import { RETRYABLE } from '../generated/protocol.js';
import { SordinoError } from '../index.js';
import type { Code, FieldKind, Operation, Operations } from '../index.js';

/** A call that a test session has received. */
export interface TestCall<O extends Operation = Operation> {
  /** The name of the operation. */
  operation: O;
  /** The input that the app passed. */
  input: Operations[O][0];
  /**
   * The content of the mounted fields, by kind, or by path and kind for a field with a path, such
   * as `primaryAuthorizedPerson.givenName`.
   */
  typed: Readonly<Record<string, string>>;
}

/**
 * The answer to a call: a result, an error, the code of an error, or a function that receives the
 * call and returns the result.
 */
export type Answer<O extends Operation> =
  | Operations[O][1]
  | Code
  | SordinoError
  | ((call: TestCall<O>) => Operations[O][1] | Promise<Operations[O][1]>);

/** Returns the default result of a call: made-up values in the form of the real result. */
const defaultResult = ({ operation, input }: TestCall): Operations[Operation][1] => {
  const {
    paymentCardId,
    directDepositDetailId,
    externalBankAccountDetailId,
    documentUploadSessionId,
  } = (input ?? {}) as Record<string, string>;
  const card = { id: paymentCardId ?? 'cd_test', last4: '4242', status: 'ACTIVE', network: 'VISA' };
  const answers: { [O in Operation]: Operations[O][1] } = {
    setPaymentCardPin: { ...card, pinIsSet: true },
    viewPaymentCard: card,
    viewDirectDepositDetail: {
      id: directDepositDetailId ?? 'dd_test',
      last4: '6789',
      type: 'CHECKING',
    },
    viewExternalBankAccountDetail: {
      id: externalBankAccountDetailId ?? 'eb_test',
      last4: '6789',
      type: 'CHECKING',
    },
    tokenizePersonAccountHolder: { token: 'token_test' },
    tokenizeBusinessAccountHolder: { token: 'token_test' },
    tokenizeAuthorizedUser: { token: 'token_test' },
    createPersonAccountHolder: { id: 'ps_test' },
    createBusinessAccountHolder: { id: 'og_test' },
    createAuthorizedUser: { id: 'ps_test' },
    uploadDocuments: { id: documentUploadSessionId ?? 'du_test', status: 'SUBMITTED' },
  };
  return answers[operation];
};

/** Creates the error that a real session has for a code. */
export const errorOf = (code: Code): SordinoError =>
  new SordinoError({ code, retryable: RETRYABLE.includes(code) });

/** Returns or throws the answer to a call. */
export const answer = async <O extends Operation>(
  call: TestCall<O>,
  how: Answer<O> | undefined,
): Promise<Operations[O][1]> => {
  if (how === undefined) return defaultResult(call) as Operations[O][1];
  if (typeof how === 'function') return how(call);
  if (how instanceof SordinoError) throw how;
  if (typeof how === 'string') throw errorOf(how);
  return how;
};

/** Members that only a field may supply. Real sessions refuse them in the page's input too. */
const SENSITIVE = new Set([
  'pin',
  'newPin',
  'cardNumber',
  'cvv',
  'accountNumber',
  'socialSecurityNumber.number',
]);

/** Returns the path of the first sensitive member of an input. */
export const sensitivePath = (input: unknown, path = ''): string | undefined => {
  if (typeof input !== 'object' || input === null) return undefined;
  for (const [name, value] of Object.entries(input)) {
    const here = path ? `${path}.${name}` : name;
    const isSensitive = [...SENSITIVE].some(
      (sensitive) => here === sensitive || here.endsWith(`.${sensitive}`),
    );
    if (isSensitive && value !== undefined) return here;
    const within = sensitivePath(value, here);
    if (within) return within;
  }
  return undefined;
};

/** The values that each operation shows in fields. */
export const SHOWN_VALUES: Partial<Record<Operation, Partial<Record<FieldKind, string>>>> = {
  viewPaymentCard: { cardNumber: '4242 4242 4242 4242', cvv: '123', expirationDate: '12/34' },
  viewDirectDepositDetail: { accountNumber: '000123456789', routingNumber: '021000021' },
  viewExternalBankAccountDetail: { accountNumber: '000123456789', routingNumber: '021000021' },
};
