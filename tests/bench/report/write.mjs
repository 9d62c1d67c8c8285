// @ts-check
// Writes docs/PERFORMANCE.md and its plots: `node tests/bench/report/write.mjs RUN.json`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { report } from './page.mjs';

const DOCS = new URL('../../../docs/', import.meta.url);
const PLOTS = new URL('images/performance/', DOCS);

const { page, plots } = report(JSON.parse(readFileSync(process.argv[2], 'utf8')));
rmSync(PLOTS, { recursive: true, force: true });
mkdirSync(PLOTS, { recursive: true });
for (const [name, content] of Object.entries(plots)) writeFileSync(new URL(name, PLOTS), content);
writeFileSync(new URL('PERFORMANCE.md', DOCS), page);
