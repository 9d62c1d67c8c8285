// Prints the sizes of files as one JSON line: raw, gzip 9 and brotli 11.
//
//   node compress.mjs [--write] FILE…      --write also writes FILE.gz and FILE.br
//
// Node.js has the zlib and the brotli that servers use, and they need no build.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const files = process.argv.slice(2).filter((argument) => argument !== '--write');
const write = process.argv.includes('--write');

const sizes = {};
for (const file of files) {
  const raw = readFileSync(file);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  if (write) {
    writeFileSync(`${file}.gz`, gzip);
    writeFileSync(`${file}.br`, brotli);
  }
  sizes[file] = { raw: raw.length, gzip: gzip.length, brotli: brotli.length };
}
console.log(JSON.stringify(sizes));
