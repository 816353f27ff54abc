// Which JavaScript files a built page loads before its visitor does anything: the size budget and the bench count these.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const STATIC_IMPORT = /(?:^|[;}\s])import\s*(?:[\w$*{][^'"();]*?from\s*)?["']([^"']+\.js)["']/g;
const REEXPORT = /(?:^|[;}\s])export\s*(?:\*|\{)[^'"();]*?from\s*["']([^"']+\.js)["']/g;

/** @param {string} html @returns {string[]} */
const linked = (html) => [
  ...[...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, path = '']) => path),
  ...[...html.matchAll(/<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g)].map(([, path = '']) => path),
];

/**
 * Scripts in the page, its own code, the chunk of each `<pocket-…>` element in it (they are loaded by tag name; with `data-kept` not for a first visitor), and all that these import.
 * @param {string} folder the built site
 * @param {string} page path of an HTML file in it
 * @returns {string[]} paths in the folder
 */
export const pageScripts = (folder, page = 'index.html') => {
  const html = readFileSync(join(folder, page), 'utf8');
  const chunks = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  // `page` is what the entry imports when the cloud has had its start (src/site/main.ts).
  const later = [
    ...new Set(['page', ...[...html.matchAll(/<pocket-([a-z-]+)(?![^>]*\sdata-kept=)/g)].map(([, noun = '']) => noun)]),
  ].flatMap((noun) => chunks.filter((path) => new RegExp(`(^|/)${noun}-[\\w-]{8}\\.js$`).test(path)));
  const found = new Set();
  const visit = (/** @type {string} */ path) => {
    if (found.has(path) || !existsSync(join(folder, path))) return;
    found.add(path);
    const code = readFileSync(join(folder, path), 'utf8');
    for (const pattern of [STATIC_IMPORT, REEXPORT])
      for (const [, next = ''] of code.matchAll(pattern)) visit(posix.join(posix.dirname(path), next));
  };
  for (const path of linked(html)) visit(posix.join(posix.dirname(page), path));
  later.forEach(visit);
  return [...found];
};
