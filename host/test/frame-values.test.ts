import assert from 'node:assert/strict';
import { test } from 'node:test';

import { endpoint, frameUrl, origin } from '../cli/addresses.js';
import { parse } from '../cli/arguments.js';
import { configure } from '../cli/configuration.js';
import { Refused } from '../cli/errors.js';
import { folderName } from '../cli/folders.js';

const refuses = (work: () => unknown, why: RegExp, what: string): void => {
  assert.throws(work, (error) => error instanceof Refused && why.test(error.message), what);
};

test('an origin is normalized to the spelling that browsers compare', () => {
  for (const [value, taken] of [
    ['https://app.example', 'https://app.example'],
    ['HTTPS://App.Example:443', 'https://app.example'],
    ['https://app.example:8443', 'https://app.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://app.localhost', 'http://app.localhost'],
    ['http://127.0.0.1:80', 'http://127.0.0.1'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ] as const) {
    assert.equal(origin('--embedder', value), taken);
  }
});

test('a value that is not an origin is refused with the reason', () => {
  for (const [value, why] of [
    ['*', /wildcard/],
    ['https://*.example', /wildcard/],
    ['https://app.example:*', /wildcard/],
    ['null', /opaque/],
    ['data:text/html,x', /scheme data:.*opaque/],
    ['blob:https://app.example/0', /scheme blob:/],
    ['file:///index.html', /scheme file:/],
    ['javascript:alert(1)', /scheme javascript:/],
    ['wss://app.example', /scheme wss:/],
    ['app.example', /is not an origin/],
    ['localhost:3000', /is not an origin/],
    ['https:app.example', /is not an origin/],
    ['https:///app.example', /is not an origin/],
    ['https://', /is not an origin/],
    ['https://app.example:99999', /is not an origin/],
    ['https://app.example/', /a path, where an origin belongs: https:\/\/app\.example$/],
    ['https://app.example/pay', /a path/],
    ['https://app.example?x=1', /a query/],
    ['https://app.example#x', /a fragment/],
    ['https://user@app.example', /userinfo/],
    ['https://user:secret@app.example', /userinfo/],
    ['https://@app.example', /userinfo/],
    ['https://app.example.', /dot/],
    ['https://app.example.:8443', /dot/],
    ['http://app.example', /http, where anybody/],
    ['http://localhost.evil.test', /http, where anybody/],
    ['http://127.0.0.1.evil.test', /http, where anybody/],
    ['http://0.0.0.0:3000', /http, where anybody/],
    ['http://10.0.0.1', /http, where anybody/],
    ['', /empty/],
    [' https://app.example', /a space/],
    ['https://app.example https://evil.example', /a space/],
    ['https://app.exa\tmple', /control/],
    ['https:\\\\app.example', /backslash/],
    ["https://app.example;script-src'unsafe-inline'", /no host has/],
    ['https://a,b', /no host has/],
  ] as const) {
    refuses(() => origin('--embedder', value), why, value);
  }
});

test('an endpoint has a path, and no character that a policy can’t contain', () => {
  assert.equal(endpoint('--api', 'https://API.example/graphql'), 'https://api.example/graphql');
  assert.equal(endpoint('--api', 'http://localhost:4003/graphql'), 'http://localhost:4003/graphql');
  for (const [value, why] of [
    ['http://api.example/graphql', /http, where anybody/],
    ['https://api.example/graphql?key=1', /a query/],
    ['https://api.example/graphql#x', /a fragment/],
    ['https://user:key@api.example/graphql', /userinfo/],
    ['https://api.example./graphql', /dot/],
    ['https://*.example/graphql', /wildcard/],
    ['https://api.example/graphql;frame-ancestors', /policy can’t hold/],
    ["https://api.example/'unsafe-inline'", /policy can’t hold/],
    ['https://api.example/a,b', /policy can’t hold/],
    ['/graphql', /is not an endpoint/],
  ] as const) {
    refuses(() => endpoint('--api', value), why, value);
  }
});

test('a frame’s address is its folder', () => {
  assert.equal(`${frameUrl('--verify', 'https://frame.example/v1')}`, 'https://frame.example/v1/');
  assert.equal(`${frameUrl('--verify', 'https://frame.example/v1/')}`, 'https://frame.example/v1/');
  refuses(
    () => frameUrl('--verify', 'https://frame.example/v1/vault.html'),
    /its folder: https:\/\/frame\.example\/v1\/$/,
    'a file',
  );
  refuses(() => frameUrl('--verify', 'https://frame.example/v1/?x'), /query/, 'a query');
  refuses(() => frameUrl('--verify', 'http://frame.example/v1/'), /http, where/, 'http');
});

test('all wrong values of a configuration are refused at once', () => {
  const given = {
    api: 'http://api.example',
    embedders: ['https://a.example', 'https://A.example:443', '*'],
    uploads: ['https://u.example/x'],
  };
  for (const why of [
    /--api .*http/,
    /--embedder "https:\/\/A\.example:443" is given twice/,
    /--embedder "\*" is a wildcard/,
    /--upload .*a path/,
  ]) {
    refuses(() => configure(given), why, `${why}`);
  }
  refuses(
    () => configure({ embedders: [], uploads: [] }),
    /--api URL is missing[\s\S]*--embedder ORIGIN is missing/,
    'nothing',
  );
});

test('control: a correct configuration is accepted', () => {
  const given = {
    api: 'https://api.example/graphql',
    embedders: ['https://a.example', 'https://b.example'],
    uploads: [],
  };
  assert.deepEqual(configure(given), { ...given, policy: {} });
});

test('several origins follow one option, or each has its own', () => {
  const args = [
    'frame',
    '--embedder',
    'https://a',
    'https://b',
    '--api',
    'https://api/graphql',
    '--embedder=https://c',
    '--upload',
    'https://u',
    'https://v',
    '--out',
    'x',
  ];
  assert.deepEqual(parse(args), {
    do: 'write',
    given: {
      api: 'https://api/graphql',
      embedders: ['https://a', 'https://b', 'https://c'],
      uploads: ['https://u', 'https://v'],
    },
    directory: 'x',
  });
});

test('control: ordinary names are accepted', () => {
  for (const folder of ['v0.1.0', 'v0.1.0-2', 'frame', 'api2', 'console', 'Release_3'])
    assert.equal(folderName(folder), folder);
});

test('an ambiguous command line is refused', () => {
  for (const [args, why] of [
    [['frames'], /no command "frames"/],
    [['frame'], /one of --out DIR, --serve and --verify URL/],
    [['frame', '--out', 'x', '--serve'], /one of/],
    [['frame', '--out', 'x', '--out', 'y'], /--out is given twice/],
    [['frame', '--api', 'https://a', '--api', 'https://b', '--serve'], /--api is given twice/],
    [['frame', 'x', '--serve'], /"x" belongs to no option/],
    [['frame', '--api', 'https://a', 'https://b', '--serve'], /"https:\/\/b" belongs to no option/],
    [['frame', '--serve', '--port', '65536'], /not a port/],
    [['frame', '--serve', '--port', '-1'], /port/],
    [['frame', '--serve', '--port', '80x'], /not a port/],
    [['frame', '--out', 'x', '--port', '1'], /--port is not for --out/],
    [['frame', '--serve', '--json'], /--json is not for --serve/],
    [['frame', '--out', ''], /--out is empty/],
    [['frame', '--out', 'x', '--folder', '../up'], /not the name of a folder/],
    [['frame', '--out', 'x', '--folder', '.hidden'], /not the name of a folder/],
    [['frame', '--out', 'x', '--folder', '_redirects'], /not the name of a folder/],
    [['frame', '--out', 'x', '--folder', 'hosting'], /is reserved: it is where/],
    [['frame', '--out', 'x', '--folder', 'Hosting'], /is reserved/],
    [['frame', '--out', 'x', '--folder', 'vercel.json'], /is reserved: it is the name of a file/],
    [['frame', '--out', 'x', '--folder', 'manifest.json'], /is reserved/],
    [['frame', '--out', 'x', '--folder', 'api'], /is reserved: it is a folder in which hosts run/],
    [['frame', '--out', 'x', '--folder', 'node_modules'], /is reserved/],
    [['frame', '--out', 'x', '--folder', 'con'], /is reserved.*Windows/],
    [['frame', '--out', 'x', '--folder', 'v1.'], /is reserved.*Windows/],
    [['frame', '--out', 'x', '--folder', 'vault.html'], /looks like a file/],
    [['frame', '--serve', '--longest-show', '9', '--longest-show', '5'], /given twice/],
    [['frame', '--serve', '--no-copy=1'], /--no-copy/],
    [['frame', '--verify', 'https://f.example', '--folder', 'x'], /--folder is not for --verify/],
    [['frame', '--verify', 'nonsense'], /is not a frame’s address/],
    [['frame', '--bogus'], /--bogus/],
    [['frame', '--api'], /--api/],
  ] as const) {
    refuses(() => parse(args), why, args.join(' '));
  }
});
