import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { type Deployment, deploy, type Served } from '../cli/deployment.js';
import { rulesOf } from '../cli/hosts/rules.js';
import { pastLimits } from '../cli/limits.js';
import { type Plan, plan, write } from '../cli/write.js';
import { CONFIGURATION, smallRelease } from './support/release.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sordino-deployment-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Plans and writes a deployment, like the command. */
const writeTo = async (out: string, deployment: Deployment): Promise<Plan> => {
  const planned = await plan(out, deployment);
  await write(planned);
  return planned;
};

const servedAs = (releases: readonly string[], configuration = CONFIGURATION): Served[] =>
  releases.map((release) => {
    const { folder, manifest } = deploy(smallRelease(release), configuration);
    return { folder, manifest };
  });

test('security headers are not custom headers for CloudFront, which would refuse them', async () => {
  const out = join(folder, 'cloudfront');
  await writeTo(out, deploy(smallRelease(), CONFIGURATION));
  const { ResponseHeadersPolicies, CacheBehaviors } = JSON.parse(
    await readFile(join(out, 'hosting/cloudfront.json'), 'utf8'),
  );
  assert.equal(ResponseHeadersPolicies.length, 3, 'vault, field, the rest');
  for (const policy of ResponseHeadersPolicies) {
    assert.deepEqual(Object.keys(policy.SecurityHeadersConfig).sort(), [
      'ContentSecurityPolicy',
      'ContentTypeOptions',
      'ReferrerPolicy',
      'StrictTransportSecurity',
    ]);
    const custom = policy.CustomHeadersConfig.Items.map(
      ({ Header }: { Header: string }) => Header,
    ).sort();
    const ofDocuments = ['Connection-Allowlist', 'Integrity-Policy'];
    assert.deepEqual(
      custom.filter((header: string) => !ofDocuments.includes(header)),
      [
        'Cross-Origin-Embedder-Policy',
        'Cross-Origin-Resource-Policy',
        'Origin-Agent-Cluster',
        'Permissions-Policy',
      ],
    );
    assert.ok(custom.length <= 10, 'as many as CloudFront takes');
    assert.ok(
      CacheBehaviors.some(
        (behavior: { ResponseHeadersPolicyName: string }) =>
          behavior.ResponseHeadersPolicyName == policy.Name,
      ),
    );
  }
});

test('a warning names the hosts for which a policy is too long', () => {
  assert.deepEqual(pastLimits(servedAs(['1.2.3'])), []);
  const embedders = Array.from({ length: 70 }, (_, at) => `https://customer-${at}.app.example`);
  const sentences = pastLimits(servedAs(['1.2.3'], { ...CONFIGURATION, embedders }));
  assert.equal(sentences.length, 2);
  assert.match(sentences[0] ?? '', /v1\.2\.3.*CloudFront/);
});

test('a further release adds a rule for each document, and a warning names exceeded limits', async () => {
  const releases = Array.from({ length: 50 }, (_, at) => `1.${at}.0`);
  const rules = (count: number): number => rulesOf(servedAs(releases.slice(0, count))).length;
  assert.deepEqual([rules(1), rules(2), rules(49)], [4, 6, 100]);
  assert.ok(!pastLimits(servedAs(releases.slice(0, 49))).some((line) => /Cloudflare/.test(line)));
  assert.match(
    pastLimits(servedAs(releases)).join('\n'),
    /50 releases need 102 rules of _headers, more than Cloudflare allows \(100/,
  );

  const out = join(folder, 'many');
  const past = await plan(out, deploy(smallRelease(), manyEmbedders));
  assert.match(past.warnings.join('\n'), /CloudFront/);
  await assert.rejects(readdir(out), 'nothing is written yet');
});

const manyEmbedders = {
  ...CONFIGURATION,
  embedders: Array.from({ length: 70 }, (_, at) => `https://customer-${at}.app.example`),
};

test('a rule for all releases has the headers of all releases', () => {
  const shared = rulesOf(servedAs(['1.0.0', '1.1.0'])).filter(({ folder }) => folder == undefined);
  assert.deepEqual(
    shared.map(({ name }) => name),
    ['sordino_bg.wasm', 'vault.js'],
  );
  // Adds a frame for development. It has other headers, which hosts would join with the shared
  // ones.
  const local = servedAs(['1.1.0'], { ...CONFIGURATION, embedders: ['http://localhost:5173'] });
  const mixed = rulesOf([...servedAs(['1.0.0']), ...local]);
  assert.ok(mixed.every(({ folder }) => folder != undefined));
  const paths = mixed.map(({ folder, name }) => `${folder}/${name}`);
  assert.equal(new Set(paths).size, 8);
});
