// Nothing to build: the page only has to know where the lessons live.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

mkdirSync('out', { recursive: true });
writeFileSync('out/index.html', readFileSync('index.html', 'utf8').replaceAll('%SITE%', process.env.POCKET_SITE));
