/**
 * Compares a deployed frame with this package. It reads the configuration from the deployed
 * `vault.html`, creates a deployment with it, and compares each file and each header.
 */
import { randomBytes } from 'node:crypto';

import { type Configuration, configure, type Given } from '../configuration.js';
import { type Deployment, deploy } from '../deployment.js';
import { reason } from '../errors.js';
import { type Font, FONTS_LINK } from '../fonts.js';
import { optionsOf, parsePolicy, policyOf } from '../policy.js';
import { integrityOf } from '../integrity.js';
import type { Release } from '../release.js';
import { metas } from '../template.js';
import { type Embedding, embedding } from './embedding.js';
import { headerProblems, valuesOf } from './headers.js';
import { type Answer, deadlineAfter, get } from './http.js';
import { commandFor, printable } from './printable.js';

/** A difference between the deployed frame and this package. */
export interface Difference {
  /** The name of the file, or `frame`. */
  subject: string;
  problem: string;
  expected?: string;
  found?: string;
}

/** The result of a comparison. */
export interface Report {
  ok: boolean;
  url: string;
  /** The version of this package. */
  release: string;
  /** The configuration of the frame, if it could be read. */
  configuration?: Configuration;
  /** The number of compared files and headers. */
  compared: { files: number; headers: number };
  embedding: Embedding[];
  differences: Difference[];
}

/** The most milliseconds for the whole comparison. */
const DEADLINE = 60_000;

/**
 * Compares a deployed frame with this package.
 *
 * @param expected The expected configuration, as far as it is known.
 * @param fonts The fonts with which the frame was deployed.
 * @param milliseconds The time limit.
 */
export const verify = async (
  frame: URL,
  release: Release,
  expected: Given,
  fonts: readonly Font[] = [],
  milliseconds = DEADLINE,
): Promise<Report> => {
  const asking = { frame, deadline: deadlineAfter(milliseconds) };
  const report = await compare(asking, release, expected, fonts);
  // The host is not trusted, and these are all texts that can contain its answers.
  return {
    ...report,
    embedding: report.embedding.map((one) => ({ ...one, reasons: one.reasons.map(printable) })),
    differences: report.differences.map(
      (difference) =>
        Object.fromEntries(
          Object.entries(difference).map(([name, text]) => [name, printable(text)]),
        ) as unknown as Difference,
    ),
  };
};

/** The frame's address and the time limit. */
interface Asking {
  frame: URL;
  deadline: AbortSignal;
}

const compare = async (
  asking: Asking,
  release: Release,
  expected: Given,
  fonts: readonly Font[],
): Promise<Report> => {
  const { frame, deadline } = asking;
  const differences: Difference[] = [];
  const report: Report = {
    ok: false,
    url: frame.href,
    release: release.release,
    compared: { files: 0, headers: 0 },
    embedding: [],
    differences,
  };
  const configuration = await configurationOf(asking, release, differences);
  if (!configuration) return report;
  report.configuration = configuration;
  differences.push(...unexpected(configuration, expected));

  const deployment = deploy(release, configuration, undefined, fonts);
  const names = [...deployment.contents.keys()];
  const embedders = [...new Set([...expected.embedders, ...configuration.embedders])];
  const [files, missing, embeddings] = await Promise.all([
    Promise.all(names.map((name) => compareFile(asking, deployment, name))),
    compareMissing(asking),
    Promise.all(embedders.map((embedder) => embedding(frame, embedder, configuration, deadline))),
  ]);
  differences.push(...files.flat(), ...missing);
  if (fonts.length == 0 && differences.some(({ subject }) => subject == 'field.html'))
    differences.push(...(await undeclaredFonts(asking)));
  report.embedding = embeddings;
  for (const { embedder, reasons } of embeddings) {
    differences.push(
      ...reasons.map((problem) => ({
        subject: 'frame',
        problem: `can’t be embedded by ${embedder}: ${problem}`,
      })),
    );
  }
  report.compared = {
    files: names.length,
    headers: Object.values(deployment.manifest.files).reduce(
      (sum, { headers }) => sum + Object.keys(headers).length,
      0,
    ),
  };
  report.ok = differences.length == 0;
  return report;
};

/** Reads the frame's configuration. Returns `undefined` if the rest can't be compared. */
const configurationOf = async (
  asking: Asking,
  { release }: Release,
  differences: Difference[],
): Promise<Configuration | undefined> => {
  const answer = await ask(asking, 'vault.html', 'br, gzip', differences);
  if (!answer) return undefined;
  const said = metas(answer.body.toString());
  if (said['release'] == undefined) {
    differences.push({
      subject: 'vault.html',
      problem: 'is not Sordino’s vault',
      expected: `release ${release}`,
    });
    return undefined;
  }
  if (said['release'] != release) {
    const command = commandFor(said['release'], asking.frame);
    differences.push({
      subject: 'frame',
      problem:
        command == undefined
          ? 'names no released version of this package'
          : `is of another release than this package: compare it with ${command}`,
      expected: release,
      found: said['release'],
    });
    return undefined;
  }
  const list = (name: string): string[] => (said[name] ?? '').split(' ').filter(Boolean);
  try {
    const policy = parsePolicy(said['policy'] ?? '');
    const given = { api: said['api'], embedders: list('embedders'), uploads: list('upload') };
    return { ...configure(given), policy };
  } catch (error) {
    differences.push({
      subject: 'vault.html',
      problem: `has a configuration that this package refuses: ${reason(error)}`,
    });
    return undefined;
  }
};

/** Compares the frame's configuration with the expected one. */
const unexpected = (configuration: Configuration, given: Given): Difference[] => {
  const differences: Difference[] = [];
  const note = (problem: string, expected: string, found: string): void =>
    void differences.push({ subject: 'vault.html', problem, expected, found });
  if (given.api != undefined && given.api != configuration.api)
    note('has another API', given.api, configuration.api);
  for (const [what, wanted, found] of [
    ['embedders', given.embedders, configuration.embedders],
    ['upload origins', given.uploads, configuration.uploads],
  ] as const) {
    if (wanted.length > 0 && [...wanted].sort().join(' ') != [...found].sort().join(' '))
      note(`has other ${what}`, wanted.join(' '), found.join(' '));
  }
  // As with embedders, the expected limits must be all limits.
  const wanted = optionsOf(policyOf(given.policy ?? {})).sort();
  const found = optionsOf(configuration.policy).sort();
  if (given.policy && wanted.join(' ') != found.join(' '))
    note('has other limits', wanted.join(' '), found.join(' ') || 'none');
  return differences;
};

/** Reports a frame with fonts that were not passed to the comparison. */
const undeclaredFonts = async (asking: Asking): Promise<Difference[]> => {
  const answer = await ask(asking, 'field.html', 'identity', []);
  const problem = 'has fonts: repeat the --font options with which it was deployed';
  return answer?.body.includes(FONTS_LINK) ? [{ subject: 'field.html', problem }] : [];
};

/** Compares one file, uncompressed and compressed. */
const compareFile = async (
  asking: Asking,
  { manifest, contents }: Deployment,
  name: string,
): Promise<Difference[]> => {
  const differences: Difference[] = [];
  const file = manifest.files[name];
  const content = contents.get(name)?.identity;
  if (!file || !content) return [];
  for (const accepted of ['identity', 'br, gzip']) {
    const answer = await ask(asking, name, accepted, differences);
    if (!answer) break;
    const subject = answer.encoding == 'identity' ? name : `${name} (${answer.encoding})`;
    if (accepted != 'identity' && answer.encoding == 'identity')
      differences.push({
        subject: name,
        problem: 'is not compressed for clients that accept br or gzip',
      });
    if (!answer.body.equals(content)) {
      differences.push({
        subject,
        problem: 'differs from the released file',
        expected: file.integrity,
        found: integrityOf(answer.body),
      });
    }
    differences.push(
      ...headerProblems(file.headers, answer).map((problem) => ({ subject, ...problem })),
    );
    if (
      accepted != 'identity' &&
      !/\baccept-encoding\b|\*/i.test(valuesOf(answer.headers, 'Vary').join())
    ) {
      differences.push({
        subject,
        problem:
          'has no Vary: Accept-Encoding, so a cache could send it to clients that can’t decode it',
      });
    }
  }
  return unique(differences);
};

/**
 * Checks that the host answers 404 for a missing file, and does not let browsers keep that.
 * Otherwise they would keep an error page as the file for a year.
 */
const compareMissing = async ({ frame, deadline }: Asking): Promise<Difference[]> => {
  const name = `not-there-${randomBytes(4).toString('hex')}.js`;
  try {
    const answer = await get(new URL(name, frame), { 'Accept-Encoding': 'identity' }, deadline);
    const problems: string[] = [];
    if (answer.status < 400) problems.push(`answers ${answer.status} for a missing file`);
    if (valuesOf(answer.headers, 'Cache-Control').join().includes('immutable'))
      problems.push('lets browsers keep the answer for a missing file');
    return problems.map((problem) => ({ subject: 'frame', problem }));
  } catch (error) {
    return [
      {
        subject: 'frame',
        problem: `does not answer for a missing file: ${reason(error)}`,
      },
    ];
  }
};

/** Requests a file that must exist, or adds a difference. */
const ask = async (
  { frame, deadline }: Asking,
  name: string,
  accepted: string,
  differences: Difference[],
): Promise<Answer | undefined> => {
  try {
    const answer = await get(new URL(name, frame), { 'Accept-Encoding': accepted }, deadline);
    if (answer.status == 200) return answer;
    const [location] = valuesOf(answer.headers, 'Location');
    differences.push({
      subject: name,
      problem: `answers ${answer.status}${location == undefined ? '' : `, a redirect to ${location}`}`,
      expected: '200',
    });
  } catch (error) {
    differences.push({ subject: name, problem: `can’t be reached: ${reason(error)}` });
  }
  return undefined;
};

/** Removes differences that were found for another encoding already. */
const unique = (differences: Difference[]): Difference[] => {
  const plain = (difference: Difference): string =>
    JSON.stringify({ ...difference, subject: difference.subject.split(' ')[0] });
  return differences.filter(
    (difference, at) => differences.findIndex((other) => plain(other) == plain(difference)) == at,
  );
};
