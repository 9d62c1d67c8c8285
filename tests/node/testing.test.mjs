// @ts-check
// sordino/testing as an app uses it: Vitest with jsdom, and the package where npm installs it. Each
// of its tests is one test here.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = process.env.SORDINO_PACKAGE ?? join(ROOT, 'pkg');

/** @typedef {{ fullName: string, status: string, failureMessages: string[] }} Result */

describe('sordino/testing with Vitest', () => {
  /** @type {string} */
  let folder;
  /** @type {Result[]} */
  let results = [];

  before(async () => {
    // The folder is in the repository, where Vitest and React are found, and in `node_modules`, so
    // that Vitest does not treat the package as a source of the app.
    await mkdir(join(ROOT, 'target'), { recursive: true });
    folder = await mkdtemp(join(ROOT, 'target', 'vitest-'));
    await cp(join(ROOT, 'tests', 'vitest'), folder, { recursive: true });
    const isOfUse = (/** @type {string} */ path) => path !== join(PACKAGE, 'frame');
    await cp(PACKAGE, join(folder, 'node_modules', 'sordino'), {
      recursive: true,
      filter: isOfUse,
    });
    const report = join(folder, 'report.json');
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      timeout: 120_000,
    }).catch((error) => error);
    const { testResults } = JSON.parse(
      await readFile(report, 'utf8').catch(() => assert.fail(`${stdout}${stderr}`)),
    );
    for (const file of testResults)
      assert.ok(file.assertionResults.length > 0, `${file.name}: ${file.message}`);
    results = testResults.flatMap(
      (/** @type {{ assertionResults: Result[] }} */ file) => file.assertionResults,
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('each of its tests passes', async (context) => {
    assert.ok(results.length >= 9, `${results.length} tests`);
    for (const { fullName, status, failureMessages } of results) {
      await context.test(fullName, () =>
        assert.equal(status, 'passed', failureMessages.join('\n')),
      );
    }
  });
});
