/** Formats a report for people. */
import { optionsOf } from '../policy.js';
import type { Report } from './index.js';

/** Returns the report as text. */
export const describe = ({
  ok,
  url,
  release,
  configuration,
  compared,
  embedding,
  differences,
}: Report): string => {
  const lines = [`${url} against sordino ${release}`];
  if (configuration) {
    lines.push(`  API        ${configuration.api}`);
    for (const upload of configuration.uploads) lines.push(`  uploads    ${upload}`);
    for (const limit of optionsOf(configuration.policy)) lines.push(`  limit      ${limit}`);
    for (const { embedder, isAllowed } of embedding)
      lines.push(`  embedder   ${embedder} ${isAllowed ? 'can embed it' : 'CAN’T embed it'}`);
  }
  for (const { subject, problem, expected, found } of differences) {
    lines.push(`differs: ${subject} ${problem}`);
    if (expected != undefined) lines.push(`  expected ${expected}`);
    if (found != undefined) lines.push(`  found    ${found}`);
  }
  lines.push(
    ok
      ? `no differences: ${compared.files} files, ${compared.headers} headers`
      : `${differences.length} ${differences.length == 1 ? 'difference' : 'differences'}`,
  );
  return `${lines.join('\n')}\n`;
};
