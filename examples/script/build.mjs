// Copies the loader, which is one file, because there is no bundler. The page has an import map.
import { cpSync, mkdirSync } from 'node:fs';

mkdirSync('dist/sordino', { recursive: true });
cpSync('node_modules/sordino/index.js', 'dist/sordino/index.js');
cpSync('main.js', 'dist/main.js');
