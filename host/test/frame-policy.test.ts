import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from '../cli/arguments.js';
import { configure } from '../cli/configuration.js';
import { deploy } from '../cli/deployment.js';
import { Refused } from '../cli/errors.js';
import { type GivenPolicy, optionsOf, parsePolicy, policyOf } from '../cli/policy.js';
import { serve } from '../cli/serve.js';
import { metas } from '../cli/template.js';
import { verify } from '../cli/verify/index.js';
import { describe } from '../cli/verify/report.js';
import { CONFIGURATION, GIVEN, smallRelease } from './support/release.js';

const ALL: GivenPolicy = {
  noCopy: true,
  noUnmasked: true,
  longestShow: '60',
  operations: ['viewPaymentCard', 'setPaymentCardPin'],
  claims: ['org=og_1', 'env=live'],
};
const POLICY = {
  noCopy: true,
  noUnmasked: true,
  longestShow: 60,
  operations: ['viewPaymentCard', 'setPaymentCardPin'],
  claims: { org: 'og_1', env: 'live' },
} as const;

test('each command accepts limits', () => {
  const limits = ['--no-copy', '--no-unmasked', '--longest-show', '60', '--operation'].concat([
    'viewPaymentCard',
    'setPaymentCardPin',
    '--claim',
    'org=og_1',
    '--claim',
    'env=live',
  ]);
  for (const wish of [['--out', 'x'], ['--serve'], ['--verify', 'https://frame.example/v1/']]) {
    const parsed = parse(['frame', ...limits, ...wish]);
    assert.deepEqual('given' in parsed && parsed.given.policy, ALL);
  }
  const without = parse(['frame', '--serve']);
  assert.ok('given' in without && !('policy' in without.given));
});

test('control: correct limits are accepted', () => {
  assert.deepEqual(policyOf(ALL), POLICY);
  assert.deepEqual(policyOf({}), {});
  assert.deepEqual(policyOf({ claims: ['url=https://a?b=c', 'aud=two words'] }).claims, {
    url: 'https://a?b=c',
    aud: 'two words',
  });
});

test('all wrong limits are refused at once, each with the correct form', () => {
  for (const [given, why] of [
    [{ longestShow: '0' }, /1 to 300/],
    [{ longestShow: '301' }, /1 to 300/],
    [{ longestShow: '1e2' }, /1 to 300/],
    [{ longestShow: '' }, /1 to 300/],
    [{ operations: ['viewCard'] }, /not an operation of a session: setPaymentCardPin, /],
    [{ operations: ['toString'] }, /not an operation/],
    [{ operations: ['viewPaymentCard', 'viewPaymentCard'] }, /given twice/],
    [{ claims: ['org'] }, /NAME=VALUE/],
    [{ claims: ['=og_1'] }, /NAME=VALUE/],
    [{ claims: ['org='] }, /NAME=VALUE/],
    [{ claims: ['org=a', 'org=b'] }, /given twice: a claim has one value/],
    [{ claims: ['org=a\nb'] }, /control or invisible/],
    [{ claims: ['org=a\u202eb'] }, /control or invisible/],
    [{ claims: [`org=${'a'.repeat(201)}`] }, /200 characters/],
  ] as const) {
    assert.throws(
      () => policyOf(given),
      (error) => error instanceof Refused && why.test(error.message),
      JSON.stringify(given),
    );
  }
  assert.throws(
    () => configure({ ...GIVEN, api: 'http://api.example', policy: { claims: ['org'] } }),
    (error) => error instanceof Refused && error.message.split('\n').length == 2,
  );
});

test('limits are only in vault.html, and change the hash of no other file', () => {
  const plain = deploy(smallRelease(), CONFIGURATION);
  const limited = deploy(smallRelease(), { ...CONFIGURATION, policy: policyOf(ALL) });
  const vault = limited.contents.get('vault.html')?.identity.toString() ?? '';
  assert.equal(metas(vault)['policy'], JSON.stringify(POLICY));
  for (const [name, { integrity, headers }] of Object.entries(plain.manifest.files)) {
    const other = limited.manifest.files[name];
    assert.equal(other?.integrity == integrity, name != 'vault.html', name);
    assert.deepEqual(other?.headers, headers, name);
  }
});

test('the policy of a host is read strictly', () => {
  assert.deepEqual(parsePolicy(JSON.stringify(POLICY)), POLICY);
  assert.deepEqual(parsePolicy('{}'), {});
  for (const text of [
    '',
    'null',
    '[]',
    '"x"',
    '{"noCopy":false}',
    '{"noCopy":true,"noCopy":true}',
    '{"more":1}',
    '{"operations":[]}',
    '{"operations":{"0":"viewPaymentCard"}}',
    '{"longestShow":"60"}',
    '{"claims":{"org":1}}',
    '{"claims":[]}',
    ' {}',
    '{"__proto__":{"noCopy":true}}',
  ]) {
    assert.throws(() => parsePolicy(text), Refused, text);
  }
});

test('a frame with limits is verified, its report lists them, and other limits differ', async (context) => {
  const policy = policyOf(ALL);
  const served = await serve(deploy(smallRelease(), { ...CONFIGURATION, policy }), 0);
  context.after(() => served.stop());
  const frame = new URL(served.url);
  const same = await verify(frame, smallRelease(), { ...GIVEN, policy: ALL });
  assert.deepEqual(same.differences, []);
  assert.match(describe(same), /limit {6}--claim org=og_1\n/);
  const unsaid = { embedders: [], uploads: [] };
  assert.ok((await verify(frame, smallRelease(), unsaid)).ok);
  const other = await verify(frame, smallRelease(), { ...unsaid, policy: { noCopy: true } });
  assert.deepEqual(
    other.differences.map(({ problem, found }) => [problem, found]),
    [['has other limits', optionsOf(policy).sort().join(' ')]],
  );
});
