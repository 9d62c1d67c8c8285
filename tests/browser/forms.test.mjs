// @ts-check
// A form of many fields: all mistakes are shown at once and in their fields, also those that the
// API finds; and the page may not pass certain values.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FormPage } from './support/form-page.mjs';
import { expectError, expectSuccess } from './support/outcomes.mjs';
import { useScene } from './support/scene.mjs';

const TOKEN = { for: 'tokenizeAccountHolder' };
const NAME = { name: { givenName: 'Ottilie', familyName: 'Quastenberg' } };
const PHONE = { phoneNumber: { number: '4155550142' } };
const ADDRESS = {
  streetAddress: '12 Leipziger Court',
  postalCode: '94107',
  region: 'CA',
  locality: 'San Francisco',
};
const ADULT = { ...NAME, ...PHONE, email: 'first.violin@example.com', dateOfBirth: '1985-11-14' };

/** The tax number of the seeded person, which is taken. */
const TAKEN = '219-09-9999';
const FREE = '078-05-1120';

const SSN = 'identificationDocument.socialSecurityNumber.number';

describe('a form', () => {
  const scene = useScene();

  test('all missing and wrong values are shown at once in their fields, and nothing is sent', async () => {
    const kinds = ['givenName', 'familyName', 'dateOfBirth', 'socialSecurityNumber'];
    const page = await FormPage.open(scene, {
      token: TOKEN,
      fields: kinds.map((kind) => ({ kind })),
    });
    const typed = {
      givenName: 'Ott1lie',
      dateOfBirth: '02/30/1985',
      socialSecurityNumber: '078-05',
    };
    await page.type(typed);
    const error = expectError(
      await page.call('createPersonAccountHolder', { personAccountHolder: PHONE }),
      'invalid-fields',
    );
    const address = Object.keys(ADDRESS).map((part) => ({
      path: `billingAddress.${part}`,
      code: 'missing',
    }));
    const expected = [
      { path: 'name.givenName', code: 'invalid' },
      { path: 'name.familyName', code: 'missing' },
      ...address,
      { path: 'dateOfBirth', code: 'invalid' },
      { path: SSN, code: 'incomplete' },
    ];
    assert.deepEqual(
      error.fields,
      expected.map(({ path, code }) => ({ path: `personAccountHolder.${path}`, code })),
    );
    for (const kind of kinds) {
      const state = await page.input(kind).state();
      assert.ok(state.invalid && state.described && state.error !== '', kind);
    }
    assert.deepEqual(await scene.sent(), []);
    for (const [kind, text] of Object.entries(typed))
      assert.equal(await page.input(kind).value(), text, 'the value stays');
  });

  test('an error of the API is shown in its field, and the page gets path and code only', async () => {
    await scene.control.setUniqueTaxNumbers(true);
    const page = await FormPage.open(scene, {
      token: TOKEN,
      fields: [{ kind: 'socialSecurityNumber' }, { kind: 'familyName' }],
    });
    await page.type({ socialSecurityNumber: TAKEN, familyName: 'Quastenberg' });
    const { name, ...person } = ADULT;
    const input = {
      personAccountHolder: {
        ...person,
        name: { givenName: name.givenName },
        billingAddress: ADDRESS,
      },
    };
    const error = expectError(await page.call('createPersonAccountHolder', input), 'user-error');
    const path = `personAccountHolder.${SSN}`;
    assert.deepEqual(error.fields, [{ path, code: 'rejected', apiCode: 'DUPLICATE' }]);
    assert.ok(!JSON.stringify(error).includes('exists'), 'no text of the server');
    const refused = await page.input('socialSecurityNumber').state();
    assert.ok(refused.invalid && refused.error !== '');
    assert.equal(
      (await page.input('familyName').state()).invalid,
      false,
      'the other field has no error',
    );
    assert.equal(refused.value, TAKEN, 'the typed values stay');

    await page.input('socialSecurityNumber').erase();
    await page.type({ socialSecurityNumber: FREE });
    const { id } = expectSuccess(await page.call('createPersonAccountHolder', input));
    assert.ok(await scene.control.taxIdIs(String(id), FREE));
  });

  test('an error of the API is shown in the field of the right person of a list', async () => {
    const path = (/** @type {number} */ index) =>
      `businessProfile.ultimateBeneficialOwners.${index}`;
    const owner = (/** @type {number} */ index) => [
      { kind: 'socialSecurityNumber', name: `ssn ${index}`, options: { path: path(index) } },
      {
        kind: 'countryCodeAlpha3',
        name: `country ${index}`,
        options: { path: `${path(index)}.homeAddress` },
      },
    ];
    const page = await FormPage.open(scene, {
      token: TOKEN,
      fields: [
        { kind: 'socialSecurityNumber', name: 'ssn', options: { path: 'primaryAuthorizedPerson' } },
        ...owner(0),
        ...owner(1),
      ],
    });
    // Only the API refuses an address outside of the United States.
    await page.type({
      ssn: FREE,
      'ssn 0': FREE,
      'country 0': 'USA',
      'ssn 1': '123-45-6789',
      'country 1': 'CAN',
    });
    const person = { ...ADULT, homeAddress: ADDRESS };
    const input = {
      businessProfile: {
        name: { legalBusinessName: 'Quastenberg Saiten LLC' },
        businessType: 'LLC',
        identificationDocument: { employerIdentificationNumber: { number: '98-7654321' } },
        ...PHONE,
        billingAddress: ADDRESS,
        ultimateBeneficialOwners: [person, person],
      },
      primaryAuthorizedPerson: person,
    };
    const error = expectError(
      await page.call('tokenizeBusinessAccountHolder', input),
      'user-error',
    );
    assert.deepEqual(error.fields, [
      { path: `${path(1)}.homeAddress.countryCodeAlpha3`, code: 'rejected', apiCode: 'INVALID' },
    ]);
    assert.equal((await page.input('country 1').state()).invalid, true);
    assert.equal((await page.input('country 0').state()).invalid, false);
  });

  for (const { what, operation, input, path } of [
    {
      what: 'a social security number',
      operation: 'createPersonAccountHolder',
      input: {
        personAccountHolder: {
          ...ADULT,
          billingAddress: ADDRESS,
          identificationDocument: { socialSecurityNumber: { number: FREE } },
        },
      },
      path: `personAccountHolder.${SSN}`,
    },
    {
      what: "a sole proprietor's EIN",
      operation: 'tokenizeBusinessAccountHolder',
      input: {
        businessProfile: {
          businessType: 'SOLE_PROPRIETORSHIP',
          identificationDocument: { employerIdentificationNumber: { number: '98-7654321' } },
        },
      },
      path: 'businessProfile.identificationDocument.employerIdentificationNumber.number',
    },
  ]) {
    test(`${what} from the page is refused, and not sent`, async () => {
      const page = await FormPage.open(scene, {
        token: TOKEN,
        fields: [{ kind: 'socialSecurityNumber' }],
      });
      const error = expectError(await page.call(operation, input), 'sensitive-input');
      assert.deepEqual(error.fields, [{ path, code: 'sensitive' }]);
      assert.deepEqual(await scene.sent(), []);
      assert.deepEqual(await scene.control.drafts(), []);
    });
  }
});
