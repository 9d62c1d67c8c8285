// No bundler: the loader is one file, served as it is; the page names it in an import map.
import { cpSync, mkdirSync } from 'node:fs';

mkdirSync('dist/sordino', { recursive: true });
cpSync('node_modules/sordino/index.js', 'dist/sordino/index.js');
cpSync('main.js', 'dist/main.js');
