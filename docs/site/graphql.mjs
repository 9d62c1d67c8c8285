// Validates the GraphQL of the pages against the part of the API's public schema in `schema/`.
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './entries.mjs';

/**
 * Returns the faults of the GraphQL in the Markdown below a folder.
 *
 * @param {string} folder
 */
export function checkGraphql(folder) {
  const schema = buildSchema(readFileSync(join(ROOT, 'schema', 'highnote.graphql'), 'utf8'));
  const wrong = [];
  let documents = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !name.includes('node_modules'),
  )) {
    for (const [, document] of readFileSync(join(folder, name), 'utf8').matchAll(
      /^```graphql$(.*?)^```$/gms,
    )) {
      documents += 1;
      wrong.push(...validate(schema, parse(document)).map(({ message }) => `${name}: ${message}`));
    }
  }
  return { documents, wrong };
}
