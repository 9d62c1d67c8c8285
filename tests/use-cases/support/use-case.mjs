// @ts-check
// One use case as a test: it runs, its proof is what the sandbox stored, and then the page's
// recorder is searched.
import { appendFile } from 'node:fs/promises';
import { test } from 'node:test';
import { expectUnheard } from './overheard.mjs';
import { USE_CASES } from './names.mjs';

/** @import { Scene } from "../../browser/support/scene.mjs" */
/** @import { Secrets } from "./overheard.mjs" */

/**
 * Where the requests of the vault are written, one JSON object a line: `cargo xtask wire` names it.
 */
const WIRE = process.env.SORDINO_WIRE;

/**
 * @param {Scene} scene
 * @param {string} name one of the thirteen
 * @param {() => Promise<Secrets>} run proves the use case, and says what its page must not have
 * overheard
 */
export function useCase(scene, name, run) {
  if (!USE_CASES.includes(name)) throw new Error(`there is no use case ${name}`);
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
 * The sandbox has hashed what could be a secret; but the hash of a PIN is soon guessed, and an
 * amount is no text.
 *
 * @param {string} _
 * @param {unknown} value
 */
function withoutSecrets(_, value) {
  if (typeof value === 'number') return 0;
  return typeof value === 'string' && value.startsWith('sha256:') ? 'secret' : value;
}
