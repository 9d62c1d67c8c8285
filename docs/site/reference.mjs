// The API reference: a page for each entry of the package, made from its types.
import { Application } from "typedoc";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { entries, folder, writeTsconfig } from "./entries.mjs";

/**
 * Writes the pages.
 *
 * @param {string} out a folder
 */
export async function writeReference(out) {
  const scratch = folder("reference");
  writeFileSync(join(scratch, "package.json"), '{ "type": "module" }');
  const sources = entries()
    // What `sordino/highnote` gathers has pages of its own.
    .filter(({ name }) => name !== "highnote")
    .map(({ name, specifier }) => {
      const path = join(scratch, `${name}.ts`);
      writeFileSync(path, `export * from ${JSON.stringify(specifier)}\n`);
      return path;
    });
  const tsconfig = join(scratch, "tsconfig.json");
  writeTsconfig(tsconfig, sources);
  const application = await Application.bootstrapWithPlugins({
    ...{ entryPoints: sources, tsconfig, out, plugin: ["typedoc-plugin-markdown"], logLevel: "Error", skipErrorChecking: true },
    ...{ readme: "none", name: "API reference", entryFileName: "index", outputFileStrategy: "modules", router: "module" },
    ...{ hidePageHeader: true, hideBreadcrumbs: true, disableSources: true, excludeExternals: true, useCodeBlocks: true },
    ...{ parametersFormat: "table", interfacePropertiesFormat: "table", propertyMembersFormat: "table", typeDeclarationFormat: "table" },
    ...{ sort: ["source-order"], githubPages: false },
  });
  const project = await application.convert();
  if (!project) throw new Error("the types of the package could not be read");
  rmSync(out, { recursive: true, force: true });
  await application.generateOutputs(project);
  if (application.logger.hasErrors()) throw new Error("the reference could not be written");
}
