// @ts-check
// Persons, businesses and authorized users: tokenized by the browser and created by the customer's
// server, or created at once. For tokenizing, everything is typed; for creating, the page passes
// the values that are not secret.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { createHash } from 'node:crypto';
import { FormPage } from '../browser/support/form-page.mjs';
import { expectSuccess } from '../browser/support/outcomes.mjs';
import { useScene } from '../browser/support/scene.mjs';
import {
  CONTACT,
  CONTACT_SECRETS,
  OTTILIE,
  WENDELIN,
  secretsOf,
  storedOf,
  typedOf,
} from './support/people.mjs';
import { useCase } from './support/use-case.mjs';

/** @import { HolderState } from "../browser/support/control.mjs" */

const COMPANY = {
  legalBusinessName: 'Zwickmair Saiten LLC',
  businessType: 'LLC',
  ein: '98-7654321',
};
const COMPANY_SECRETS = { 'business name': COMPANY.legalBusinessName, EIN: COMPANY.ein };

/** A phone number as the page passes it; the frame adds the default members. */
const OF_PAGE = { phoneNumber: { number: CONTACT.phoneNumber.number } };

const OWNER = 'businessProfile.ultimateBeneficialOwners.0';
const SSN = 'identificationDocument/socialSecurityNumber';

/**
 * Returns the input without the numbers, of which only hashes are stored.
 * @param {any} value
 * @returns {any}
 */
function withoutHashes(value) {
  if (Array.isArray(value)) return value.map(withoutHashes);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'identificationDocument');
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutHashes(part)]));
}

describe('account holders', () => {
  const scene = useScene();

  /**
   * Opens a page with fields of the kinds of `entries`, and types into them.
   *
   * @param {{ for: string }} token
   * @param {Record<string, Record<string, string>>} entries by the path of their part of the input
   */
  async function typedPage(token, entries) {
    const places = Object.entries(entries).flatMap(([path, typed]) =>
      Object.entries(typed).map(([kind, text]) => ({
        kind,
        text,
        path,
        name: path ? `${path} ${kind}` : kind,
      })),
    );
    const fields = places.map(({ kind, name, path }) => ({
      kind,
      name,
      options: path ? { path } : {},
    }));
    const page = await FormPage.open(scene, { token, fields });
    for (const { kind, name, text } of places) {
      await (kind === 'businessType' ? page.choose(name, text) : page.type({ [name]: text }));
    }
    return page;
  }

  /**
   * Proves a tokenized account holder: only its token refers to the draft, and the customer's
   * server redeems the token once.
   *
   * @param {FormPage} page
   * @param {string} operation
   * @param {"person" | "business" | "authorizedUser"} kind
   * @param {unknown} input
   * @returns {Promise<HolderState>} the created account holder
   */
  async function tokenized(page, operation, kind, input) {
    const before = await scene.control.accountHolders();
    const result = expectSuccess(await page.call(operation, input));
    assert.deepEqual(Object.keys(result), ['token']);
    const token = String(result.token);

    const [draft, ...others] = await scene.control.drafts();
    assert.deepEqual(others, []);
    assert.equal(draft.hash, createHash('sha256').update(token).digest('hex'));
    assert.deepEqual([draft.kind, draft.redeemedAt], [kind, null]);
    assert.deepEqual(
      await scene.control.accountHolders(),
      before,
      'the browser creates no account holder',
    );

    const redeem = () =>
      fetch(new URL('/account-holders', scene.addresses.app), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind, token }),
      });
    const redeemed = await redeem();
    assert.equal(redeemed.status, 201);
    const { id } = await redeemed.json();
    assert.equal((await redeem()).status, 422, 'a second time');
    const [again] = await scene.control.drafts();
    assert.ok(again.redeemedAt);
    const created = await onlyNew(before);
    assert.equal(created.id, id);
    assert.deepEqual(withoutHashes(created.details), withoutHashes(draft.draft.details));
    return created;
  }

  /**
   * @param {FormPage} page
   * @param {string} operation
   * @param {unknown} input
   * @returns {Promise<HolderState>} the created account holder
   */
  async function created(page, operation, input) {
    const before = await scene.control.accountHolders();
    const result = expectSuccess(await page.call(operation, input));
    const holder = await onlyNew(before);
    assert.deepEqual(result, { id: holder.id });
    return holder;
  }

  /** @param {HolderState[]} before */
  async function onlyNew(before) {
    const [holder, ...others] = (await scene.control.accountHolders()).filter(({ id }) =>
      before.every((b) => b.id !== id),
    );
    assert.ok(holder && others.length === 0, 'one account holder is created');
    return holder;
  }

  /**
   * @param {HolderState} holder
   * @param {string} number
   * @param {string} [pointer]
   */
  async function expectNumber(holder, number, pointer) {
    assert.ok(
      await scene.control.taxIdIs(holder.id, number, pointer),
      `the number at ${pointer ?? 'its own place'}`,
    );
    const another = number.replace(/\d$/, (digit) => (digit === '9' ? '1' : '9'));
    assert.equal(
      await scene.control.taxIdIs(holder.id, another, pointer),
      false,
      'the check can fail',
    );
  }

  /**
   * Asserts that an account holder is a person, with the address that everyone has.
   *
   * @param {HolderState} holder
   * @param {import("./support/people.mjs").Person} person
   */
  async function expectPerson(holder, person) {
    assert.deepEqual(withoutHashes(holder.details), {
      ...storedOf(person),
      billingAddress: CONTACT.address,
    });
    await expectNumber(holder, person.ssn);
  }

  const TOKENIZE = { for: 'tokenizeAccountHolder' };
  const TOKENIZE_USER = { for: 'tokenizeAuthorizedUser' };
  const business = () =>
    scene.objects.accountHolders.find(({ kind }) => kind === 'business')?.id ?? '';

  useCase(scene, 'tokenize-person', async () => {
    const typed = { ...typedOf(OTTILIE), ...CONTACT.typed, totalAnnualIncome: '85,000.50' };
    const page = await typedPage(TOKENIZE, { '': typed });
    const input = {
      personAccountHolder: {
        externalId: 'customer-1',
        personCreditRiskAttributes: { employmentStatus: 'EMPLOYED' },
      },
    };
    const holder = await tokenized(page, 'tokenizePersonAccountHolder', 'person', input);
    assert.deepEqual([holder.kind, holder.externalId], ['person', 'customer-1']);
    const { totalAnnualIncome, employmentStatus } = holder.details.personCreditRiskAttributes;
    assert.deepEqual(totalAnnualIncome, [{ value: 8_500_050, currencyCode: 'USD' }]);
    assert.equal(employmentStatus, 'EMPLOYED');
    const {
      personCreditRiskAttributes: _,
      externalId: __,
      ...stored
    } = withoutHashes(holder.details);
    assert.deepEqual(stored, { ...storedOf(OTTILIE), billingAddress: CONTACT.address });
    await expectNumber(holder, OTTILIE.ssn);
    assert.equal(
      await page.input('socialSecurityNumber').value(),
      '',
      'the values that were sent are wiped',
    );
    return {
      ...secretsOf(OTTILIE),
      ...CONTACT_SECRETS,
      income: '85,000.50',
      'income in cents': '8500050',
    };
  });

  useCase(scene, 'create-person', async () => {
    const { email, ...typed } = typedOf(WENDELIN);
    const page = await typedPage(TOKENIZE, { '': typed });
    const own = { email, ...OF_PAGE, billingAddress: CONTACT.address };
    const holder = await created(page, 'createPersonAccountHolder', { personAccountHolder: own });
    await expectPerson(holder, WENDELIN);
    const { [`${WENDELIN.givenName}'s email`]: _, ...secrets } = secretsOf(WENDELIN);
    return secrets;
  });

  useCase(scene, 'tokenize-business', async () => {
    const { ein, ...company } = COMPANY;
    const page = await typedPage(TOKENIZE, {
      businessProfile: {
        ...company,
        employerIdentificationNumber: ein,
        ...CONTACT.typed,
        website: 'https://saiten.example',
      },
      primaryAuthorizedPerson: {
        ...typedOf(WENDELIN),
        ...CONTACT.typed,
        percentageOwnership: '60',
      },
      [OWNER]: { ...typedOf(OTTILIE), ...CONTACT.typed, percentageOwnership: '40%' },
    });
    const input = { primaryAuthorizedPerson: { authorizingPersonTitle: 'OWNER' } };
    const holder = await tokenized(page, 'tokenizeBusinessAccountHolder', 'business', input);
    assert.deepEqual(withoutHashes(holder.details), {
      businessProfile: {
        name: { legalBusinessName: COMPANY.legalBusinessName },
        businessType: 'LLC',
        phoneNumber: CONTACT.phoneNumber,
        billingAddress: CONTACT.address,
        website: 'https://saiten.example',
        ultimateBeneficialOwners: [
          { ...storedOf(OTTILIE), homeAddress: CONTACT.address, percentageOwnership: 40 },
        ],
      },
      primaryAuthorizedPerson: {
        ...storedOf(WENDELIN),
        homeAddress: CONTACT.address,
        percentageOwnership: 60,
        authorizingPersonTitle: 'OWNER',
      },
    });
    await expectNumber(holder, COMPANY.ein);
    await expectNumber(holder, WENDELIN.ssn, `/primaryAuthorizedPerson/${SSN}`);
    await expectNumber(holder, OTTILIE.ssn, `/businessProfile/ultimateBeneficialOwners/0/${SSN}`);
    return {
      ...COMPANY_SECRETS,
      ...secretsOf(WENDELIN),
      ...secretsOf(OTTILIE),
      ...CONTACT_SECRETS,
    };
  });

  useCase(scene, 'create-business', async () => {
    const { email, ...typed } = typedOf(OTTILIE);
    const { legalBusinessName, ein } = COMPANY;
    const page = await typedPage(TOKENIZE, {
      businessProfile: { legalBusinessName, employerIdentificationNumber: ein },
      primaryAuthorizedPerson: typed,
    });
    const { address } = CONTACT;
    const holder = await created(page, 'createBusinessAccountHolder', {
      businessProfile: {
        businessType: 'PARTNERSHIP',
        ...OF_PAGE,
        billingAddress: address,
        businessDescription: 'Strings, since 1850',
      },
      primaryAuthorizedPerson: { email, ...OF_PAGE, homeAddress: address },
    });
    assert.equal(holder.name, legalBusinessName);
    assert.equal(holder.details.businessProfile.businessType, 'PARTNERSHIP');
    const stored = withoutHashes(holder.details.primaryAuthorizedPerson);
    assert.deepEqual(stored, { ...storedOf(OTTILIE), homeAddress: address });
    await expectNumber(holder, ein);
    await expectNumber(holder, OTTILIE.ssn, `/primaryAuthorizedPerson/${SSN}`);
    const { [`${OTTILIE.givenName}'s email`]: _, ...secrets } = secretsOf(OTTILIE);
    return { ...COMPANY_SECRETS, ...secrets };
  });

  useCase(scene, 'tokenize-authorized-user', async () => {
    const page = await typedPage(TOKENIZE_USER, { '': { ...typedOf(OTTILIE), ...CONTACT.typed } });
    const input = { accountHolderId: business() };
    const holder = await tokenized(page, 'tokenizeAuthorizedUser', 'authorizedUser', input);
    assert.equal(holder.accountHolderId, business());
    await expectPerson(holder, OTTILIE);
    return { ...secretsOf(OTTILIE), ...CONTACT_SECRETS };
  });

  useCase(scene, 'create-authorized-user', async () => {
    const { email, ...typed } = typedOf(WENDELIN);
    const page = await typedPage(TOKENIZE_USER, { '': typed });
    const own = { email, ...OF_PAGE, billingAddress: CONTACT.address };
    const input = { accountHolderId: business(), personAuthorizedUser: own };
    const holder = await created(page, 'createAuthorizedUser', input);
    assert.deepEqual([holder.kind, holder.accountHolderId], ['authorizedUser', business()]);
    await expectPerson(holder, WENDELIN);
    const { [`${WENDELIN.givenName}'s email`]: _, ...secrets } = secretsOf(WENDELIN);
    return secrets;
  });
});
