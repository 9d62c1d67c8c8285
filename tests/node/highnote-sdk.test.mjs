// @ts-check
// Highnote's own Node SDK as a client of the sandbox. It is not on npm, and its code is not part of
// this repository: `HIGHNOTE_SDK` names a checkout of github.com/highnote-oss/nodejs-sdk in which
// `npm install --omit=dev --ignore-scripts` was run. Without it the tests are skipped.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as esbuild from 'esbuild';
import { startSandbox } from '../browser/support/sandbox.mjs';

const SDK = process.env.HIGHNOTE_SDK;
const KEY = 'sk_live_of_the_test_of_the_sdk';

const SSN = { number: '219-09-9999', countryCodeAlpha3: 'USA' };
const PHONE = { countryCode: '1', number: '5551234567', label: 'MOBILE' };
const ADDRESS = {
  streetAddress: '100 Made Up Street',
  locality: 'San Francisco',
  region: 'CA',
  postalCode: '94105',
  countryCodeAlpha3: 'USA',
};
const PERSON = {
  name: { givenName: 'Ottilie', familyName: 'Quastenberg' },
  dateOfBirth: '1990-01-15',
};
const BUSINESS = {
  primaryAuthorizedPerson: {
    ...PERSON,
    email: 'ottilie@example.com',
    phoneNumber: PHONE,
    homeAddress: ADDRESS,
    identificationDocument: { socialSecurityNumber: SSN },
  },
  businessProfile: {
    name: { legalBusinessName: 'Quastenberg Strings LLC' },
    phoneNumber: { ...PHONE, label: 'WORK' },
    billingAddress: ADDRESS,
    businessType: 'LLC',
    identificationDocument: {
      employerIdentificationNumber: { number: '12-3456789', countryCodeAlpha3: 'USA' },
    },
  },
};

/**
 * Returns a name as the SDK's code generator writes it: `USPerson` becomes `UsPerson`.
 *
 * @param {string} name
 */
function pascal(name) {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return words
    .split(' ')
    .map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}

/**
 * Builds the module that the SDK's code generator writes from its GraphQL files: documents and
 * enums.
 *
 * @param {string} sdk
 */
function generated(sdk) {
  const folder = join(sdk, 'src', 'graphql');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const definitions = files.flatMap((text) => text.split(/^(?=query |mutation |fragment )/m));
  const fragments = new Map(
    definitions.flatMap((text) => {
      const [, name] = /^fragment (\w+)/.exec(text) ?? [];
      return name ? [[name, text]] : [];
    }),
  );
  /** @param {string} text @returns {string[]} */
  const needed = (text) =>
    [...text.matchAll(/\.\.\.(\w+)/g)].flatMap(([, name]) => {
      const fragment = fragments.get(name);
      return fragment ? [name, ...needed(fragment)] : [];
    });
  const documents = definitions.flatMap((text) => {
    const [, name] = /^(?:query|mutation) (\w+)/.exec(text) ?? [];
    if (!name) return [];
    const whole = [text, ...[...new Set(needed(text))].map((one) => fragments.get(one))].join('\n');
    return [`export const ${pascal(name)}Document = parse(${JSON.stringify(whole)});`];
  });
  const schema = readFileSync(join(sdk, 'schema.graphql'), 'utf8').replace(/"""[\s\S]*?"""/g, '');
  const enums = [...schema.matchAll(/^enum (\w+) \{([^}]*)\}/gm)].map(([, name, body]) => {
    const values = [...body.matchAll(/^\s+(\w+)/gm)].map(([, value]) => [value, value]);
    const text = JSON.stringify(Object.fromEntries(values));
    return `export const ${pascal(name)} = ${text};`;
  });
  return ["import { parse } from 'graphql';", ...documents, ...enums].join('\n');
}

/** @param {string} sdk */
async function load(sdk) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(sdk, 'src', 'index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [
      {
        name: 'generated',
        setup(build) {
          build.onResolve({ filter: /generated\/graphql\.js$/ }, () => ({
            path: 'generated',
            namespace: 'generated',
          }));
          build.onLoad({ filter: /.*/, namespace: 'generated' }, () => ({
            contents: generated(sdk),
            resolveDir: sdk,
          }));
        },
      },
    ],
  });
  const [{ text }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

/**
 * Returns everything that an iterable gives.
 *
 * @param {AsyncIterable<any>} items
 */
async function all(items) {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
}

/** @param {any} connection */
const nodes = (connection) => connection.edges.map((/** @type {any} */ edge) => edge.node);

describe("Highnote's Node SDK", {
  skip: SDK ? false : 'HIGHNOTE_SDK is not set to a checkout',
}, () => {
  /** @type {import("../browser/support/sandbox.mjs").Sandbox} */
  let sandbox;
  /** @type {any} */
  let client;

  before(async () => {
    process.env.SORDINO_SANDBOX_API_KEY = KEY;
    sandbox = await startSandbox();
    const { Highnote } = await load(/** @type {string} */ (SDK));
    client = new Highnote({ apiKey: KEY, baseUrl: sandbox.addresses.api, defaultPageSize: 1 });
  });

  after(() => sandbox.stop());

  test('creates persons and businesses, also two persons with one number', async () => {
    const personAccountHolder = {
      ...PERSON,
      email: 'ottilie@example.com',
      phoneNumber: PHONE,
      billingAddress: ADDRESS,
      identificationDocument: { socialSecurityNumber: SSN },
    };
    const one = await client.accountHolders.createUSPerson({ personAccountHolder });
    const two = await client.accountHolders.createUSPerson({ personAccountHolder });
    assert.match(one.id, /^ps_/);
    assert.notEqual(one.id, two.id);
    assert.equal(one.name.familyName, PERSON.name.familyName);
    assert.match((await client.accountHolders.createUSBusiness(BUSINESS)).id, /^og_/);

    // The same call with a wrong value returns a user error with its path.
    const wrong = { ...personAccountHolder, dateOfBirth: 'yesterday' };
    await assert.rejects(
      () => client.accountHolders.createUSPerson({ personAccountHolder: wrong }),
      (/** @type {any} */ error) =>
        error.name === 'HighnoteUserError' &&
        error.fieldErrors[0].errorPath.at(-1) === 'dateOfBirth',
    );
  });

  test('lists and searches account holders page by page', async () => {
    const persons = await all(client.accountHolders.listPersons());
    assert.equal(persons.length, 3);
    const clara = persons.find(({ name }) => name.familyName === 'Wieck');
    const found = await all(client.accountHolders.searchPersons({ email: { contains: 'clara' } }));
    assert.deepEqual(found, [clara]);
    const businesses = await all(client.accountHolders.listBusinesses());
    assert.equal(businesses.length, 2);
    const filter = { businessProfile: { name: { legalBusinessName: { startsWith: 'Wieck' } } } };
    const searched = await all(client.accountHolders.searchBusinesses(filter));
    assert.deepEqual(searched, [businesses[0]]);
  });

  test('gets cards, accounts and upload sessions of an account holder', async () => {
    const [{ id }] = await all(
      client.accountHolders.searchPersons({ email: { contains: 'clara' } }),
    );
    const [business] = await all(client.accountHolders.listBusinesses());
    assert.equal((await client.accountHolders.get(business.id)).id, business.id);
    const person = await client.accountHolders.get(id);
    const [account] = nodes(person.financialAccounts);
    const [external] = nodes(person.externalFinancialAccounts);
    assert.match(external.externalBankAccountDetails.id, /^eb_/);
    const [listed] = await all(client.accountHolders.listFinancialAccounts(id));
    assert.equal(listed.id, account.id);
    const whole = await client.financialAccounts.get(account.id);
    assert.deepEqual(nodes(whole.paymentCards), nodes(account.paymentCards));
    assert.deepEqual(nodes(whole.incomingScheduledTransfers), []);

    const [product] = await all(client.cardProducts.list());
    assert.deepEqual(await client.cardProducts.get(product.id), product);
    const ofProduct = await all(client.cardProducts.listFinancialAccounts(product.id));
    assert.ok(ofProduct.some((one) => one.id === account.id));

    const [card] = nodes(account.paymentCards);
    assert.equal((await client.cards.get(card.id)).last4, card.last4);
    const { value } = await client.clientTokens.createForPaymentCard({
      paymentCardId: card.id,
      permissions: ['READ_RESTRICTED_DETAILS'],
    });
    assert.equal(value.split('.').length, 3);

    const states = nodes(person.cardProductApplications);
    const waiting = states.find(
      (/** @type {any} */ one) => one.applicationState.status === 'PENDING',
    );
    const application = await client.applications.get(waiting.id);
    const { requiredDocuments } = application.accountHolderSnapshot.currentVerification;
    const documentUploadSessionId = requiredDocuments[0].documentUploadSession.id;
    const permissions = ['MANAGE_DOCUMENT_UPLOAD_SESSION'];
    const token = { documentUploadSessionId, permissions };
    assert.ok((await client.clientTokens.createForDocumentUpload(token)).value);
    const started = await client.documents.startSession({ documentUploadSessionId });
    assert.equal(started.status, 'INITIATED');
    const link = { documentUploadSessionId, documentType: 'PASSPORT' };
    assert.equal((await client.documents.createUploadLink(link)).status, 'PENDING');
    const ended = await client.documents.endSession({ documentUploadSessionId });
    assert.equal(ended.status, 'SUBMITTED');
  });
});
