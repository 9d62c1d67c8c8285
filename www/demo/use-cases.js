// @ts-check
// The use cases by the names in the pages' bodies. use-case-page.js renders them.

import { ACCOUNT_HOLDERS } from './use-cases/account-holders.js';
import { ACCOUNTS } from './use-cases/accounts.js';
import { CARDS } from './use-cases/cards.js';
import { DOCUMENTS } from './use-cases/documents.js';

/** @type {Record<string, import("./use-cases/shape.js").UseCase>} */
export const USE_CASES = { ...CARDS, ...ACCOUNTS, ...ACCOUNT_HOLDERS, ...DOCUMENTS };
