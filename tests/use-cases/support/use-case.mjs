// @ts-check
// A use case as a test: it runs, its proof is in the data that the sandbox stored, and then the
// page's recorder is searched.
import { appendFile } from 'node:fs/promises';
import { test } from 'node:test';
import { expectUnheard } from './overheard.mjs';
import { USE_CASES } from './names.mjs';

/** @import { Scene } from "../../browser/support/scene.mjs" */
/** @import { Secrets } from "./overheard.mjs" */

/**
 * The file for the requests of the vault, one JSON object a line, named by `cargo xtask wire`.
 */
const WIRE = process.env.SORDINO_WIRE;

/**
 * @param {Scene} scene
 * @param {string} name one of the thirteen names
 * @param {() => Promise<Secrets>} run proves the use case, and returns the secrets that its page
 * must not have recorded
 */
export function useCase(scene, name, run) {
  if (!USE_CASES.includes(name)) throw new Error(`unknown use case ${name}`);
  test(name, { timeout: 120_000 }, async () => {
    const secrets = await run();
    await expectUnheard(scene.driver, secrets);
    await writeWire(scene, name);
  });
}

/**
 * @param {Scene} scene
 * @param {string} useCase
 */
async function writeWire(scene, useCase) {
  if (WIRE === undefined) return;
  const requests = (await scene.sent()).filter(({ method }) => method === 'POST');
  for (const { operationName, document, variables } of requests) {
    const line = { useCase, engine: scene.engine, operationName, document, variables };
    await appendFile(WIRE, `${JSON.stringify(line, withoutSecrets)}\n`);
  }
}

/**
 * The sandbox has hashed every possible secret. This also removes the hash of a PIN, which could be
 * guessed, and amounts, which are numbers.
 *
 * @param {string} _
 * @param {unknown} value
 */
function withoutSecrets(_, value) {
  if (typeof value === 'number') return 0;
  return typeof value === 'string' && value.startsWith('sha256:') ? 'secret' : value;
}
