// @ts-check
// The package on a server: it can be imported, and does nothing there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const PACKAGE = process.env.SORDINO_PACKAGE ?? fileURLToPath(new URL("../../pkg", import.meta.url));
const ENTRY = pathToFileURL(join(PACKAGE, "index.js")).href;

/**
 * Runs a module in a Node.js of its own.
 *
 * @param {string} source
 * @returns {any} what it logs, as JSON
 */
function inNode(source) {
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", source], {
    encoding: "utf8",
    // A timer or handle left open would keep it from ending.
    timeout: 10_000,
  });
  return JSON.parse(output);
}

describe("without a DOM", () => {
  test("importing works, adds no global and leaves nothing running", () => {
    const seen = inNode(`
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      const module = await import(${JSON.stringify(ENTRY)});
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
      console.log(JSON.stringify({ exports: Object.keys(module).sort(), added, dom: typeof document }));`);
    assert.deepEqual(seen, { exports: ["SordinoError", "createSession"], added: [], dom: "undefined" });
  });

  test("SordinoError is an error there too", () => {
    const seen = inNode(`
      const { SordinoError } = await import(${JSON.stringify(ENTRY)});
      const error = new SordinoError({ code: "busy" });
      console.log(JSON.stringify({ is: error instanceof Error, name: error.name, code: error.code }));`);
    assert.deepEqual(seen, { is: true, name: "SordinoError", code: "busy" });
  });

  test("control: a timer left running would be noticed", () => {
    assert.throws(() =>
      execFileSync(process.execPath, ["--eval", "setInterval(() => {}, 1000)"], { timeout: 500, stdio: "ignore" }),
    );
  });
});
