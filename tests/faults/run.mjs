// @ts-check
// Crosses faults with use cases in one engine: `node tests/faults/run.mjs --help`. Prints one line
// of JSON on standard output and its progress on standard error.
import { parseArgs } from 'node:util';
import { openBrowser } from '../browser/support/browser.mjs';
import { Control } from '../browser/support/control.mjs';
import { startSandbox } from '../browser/support/sandbox.mjs';
import { visit } from '../browser/support/visit.mjs';
import { FAULTS } from './faults.mjs';
import { round } from './round.mjs';
import { useCases } from './use-cases.mjs';

/** @import { Verdict } from "./judge.mjs" */
/** @import { Bench } from "./round.mjs" */
/** @import { Column } from "./use-cases.mjs" */

const USAGE = `Usage: SORDINO_BROWSER=chromium|firefox|webkit node tests/faults/run.mjs [OPTIONS]

  --seed N          determines delays, cuts, values and the order; printed, so that a run can be repeated
  --fault NAME      only this fault; may be given several times
  --use-case NAME   only this use case; may be given several times
  --chosen          only the faults that are tested in every engine
  --quick           only the few faults of a quick run
  --list            prints all faults and use cases`;

/** An upload session of the seed that takes a driver's licence. */
const UPLOAD_SESSION = 'du_9a4c6d13e7b04f25a8d0c1f6e93b5278';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    fault: { type: 'string', multiple: true, default: [] },
    'use-case': { type: 'string', multiple: true, default: [] },
    chosen: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/**
 * Returns the columns of a use case: one for each of its requests, and one for the upload host.
 *
 * @param {import("./use-cases.mjs").UseCase} useCase
 * @returns {Column[]}
 */
function columnsOf(useCase) {
  /** @type {Column} */
  const whole = { name: useCase.name, useCase, target: 'api' };
  if (!useCase.perEntry) return [whole];
  /** @type {(name: string, operationName: string) => Column} */
  const step = (name, operationName) => ({
    name: `${useCase.name}-${name}`,
    useCase: { ...useCase, operationName, effect: 'set' },
    target: 'api',
    isStep: true,
  });
  return [
    step('start', 'StartDocumentUploadSession'),
    step('link', 'CreateDocumentUploadLink'),
    { name: `${useCase.name}-host`, useCase, target: 'upload' },
    whole,
  ];
}

/**
 * Returns the members of `all` that are named, or exits if a name is unknown.
 *
 * @template {{ name: string }} T
 * @param {string} what
 * @param {readonly T[]} all
 * @param {readonly string[]} names
 * @param {(one: T) => string} [nameOf]
 */
function chosen(what, all, names, nameOf = ({ name }) => name) {
  const unknown = names.filter((name) => !all.some((one) => nameOf(one) === name));
  if (unknown.length > 0) {
    console.error(
      `no ${what} is named ${unknown.join(', ')}; there are ${[...new Set(all.map(nameOf))].join(', ')}`,
    );
    process.exit(2);
  }
  return names.length > 0 ? all.filter((one) => names.includes(nameOf(one))) : all;
}

/** @param {readonly Verdict[]} verdicts @param {"lost" | "doubled" | "wrong"} kind */
const counted = (verdicts, kind) => verdicts.filter((verdict) => verdict[kind].length > 0).length;

async function main() {
  const seed =
    values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new Error(`--seed ${values.seed} is not a whole number of 32 bits`);
  const possible = FAULTS.filter(
    ({ everywhere, quick }) => (everywhere || !values.chosen) && (quick || !values.quick),
  );
  const faults = chosen('fault', possible, values.fault);

  const sandbox = await startSandbox();
  const { addresses } = sandbox;
  const objects = await (await fetch(new URL('/objects.json', addresses.app))).json();
  const columns = chosen(
    'use case',
    useCases(objects).flatMap(columnsOf),
    values['use-case'],
    ({ useCase }) => useCase.name,
  );
  if (values.list) {
    await sandbox.stop();
    console.log(
      `faults: ${faults.map(({ name }) => name).join(', ')}\nuse cases: ${columns.map(({ name }) => name).join(', ')}`,
    );
    return true;
  }

  const browser = await openBrowser();
  /** @type {Verdict[]} */
  const verdicts = [];
  try {
    const { driver, engine } = browser;
    console.error(`faults: ${engine}, seed ${seed}`);
    await driver.manage().setTimeouts({ script: 60_000 });
    await visit(driver, new URL('/faults/page.html', addresses.app));
    // The tax number tells how often an account holder was created.
    await new Control(addresses.control).setUniqueTaxNumbers(true);
    /** @type {Bench} */
    const bench = {
      driver,
      control: new Control(addresses.control),
      uploadSession: UPLOAD_SESSION,
      warming: {
        token: { for: 'viewPaymentCard', id: objects.paymentCards[0].id },
        operation: 'viewPaymentCard',
        input: { paymentCardId: objects.paymentCards[0].id },
      },
      forms: new Map(),
    };
    for (const fault of faults) {
      const began = Date.now();
      const made = await round(bench, fault, columns, seed);
      verdicts.push(...made);
      const bad = made.filter(
        ({ lost, doubled, wrong }) => lost.length + doubled.length + wrong.length > 0,
      );
      console.error(
        `  ${fault.name}: ${made.length} cells, ${bad.length} failed, ${((Date.now() - began) / 1000).toFixed(1)} s`,
      );
      for (const { useCase, ...what } of bad)
        console.error(`    ${useCase}: ${JSON.stringify(what)}`);
    }
  } finally {
    await browser.stop();
    await sandbox.stop();
  }

  const failed = verdicts.filter(
    ({ lost, doubled, wrong }) => lost.length + doubled.length + wrong.length > 0,
  );
  /** @type {Record<string, Record<string, "held" | "failed">>} */
  const counts = {};
  for (const verdict of verdicts)
    (counts[verdict.fault] ??= {})[verdict.useCase] = failed.includes(verdict) ? 'failed' : 'held';
  console.log(
    JSON.stringify({
      engine: browser.engine,
      seed,
      cells: verdicts.length,
      lost: counted(verdicts, 'lost'),
      doubled: counted(verdicts, 'doubled'),
      wrong: counted(verdicts, 'wrong'),
      failed,
      counts,
    }),
  );
  return failed.length === 0 && verdicts.length > 0;
}

if (values.help) console.log(USAGE);
else process.exit((await main()) ? 0 : 1);
