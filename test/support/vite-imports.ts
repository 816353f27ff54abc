// Gives browser tests the two Vite imports that our roots use, without Vite: `import.meta.glob(…)`, also of JSON, and `…?raw`.
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';
import { filesBelow } from './files-below.mjs';

const GLOB_CALL = /import\.meta\.glob(?:<[^(]*>)?\(\s*(\[[^\]]*\]|'[^']*')\s*(?:,\s*(\{[^}]*\}))?\s*,?\s*\)/g;

const toRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^$()|[\]\\]/g, '\\$&')
      .replace(/\{([^}]*)\}/g, (_, list: string) => `(${list.replaceAll(',', '|')})`)
      .replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(.*/)?'))}$`,
  );

/** Paths from the root that match Vite's patterns (relative to the importer, or `/` for the root; `!` takes away). */
const matching = (root: string, importer: string, patterns: string[]): string[] => {
  const rooted = (pattern: string): string => (pattern.startsWith('/') ? pattern.slice(1) : posix.join(posix.dirname(importer), pattern));
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(rooted);
  const refused = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => toRegExp(rooted(pattern.slice(1))));
  const folders = new Set(wanted.map((pattern) => pattern.slice(0, pattern.search(/[*{]/)).replace(/\/[^/]*$/, '')));
  const files = new Set([...folders].flatMap((folder) => filesBelow(root, folder)));
  return [...files].filter((file) => wanted.some((pattern) => toRegExp(pattern).test(file)) && !refused.some((re) => re.test(file)));
};

const keyFor = (importer: string, patterns: string[], file: string): string => {
  if (patterns[0]?.startsWith('/')) return `/${file}`;
  const key = posix.relative(posix.dirname(importer), file);
  return key.startsWith('.') ? key : `./${key}`;
};

/** Source text with every glob call replaced by the record Vite would make. */
const expandGlobs = (root: string, importer: string, code: string): string => {
  const head: string[] = [];
  const body = code.replace(GLOB_CALL, (_, list: string, options = '{}') => {
    const patterns = [...list.matchAll(/'([^']*)'/g)].map(([, pattern = '']) => pattern);
    const option = (name: string): string | undefined => options.match(new RegExp(`${name}\\s*:\\s*'?([^',}\\s]*)`))?.[1];
    const query = option('query') ?? '';
    const one = option('import');
    const rows = matching(root, importer, patterns).map((file) => {
      const key = JSON.stringify(keyFor(importer, patterns, file));
      // A browser takes JSON for a module only where the import says so.
      const from = JSON.stringify(`/${file}${query || (file.endsWith('.json') ? '?json' : '')}`);
      if (option('eager') !== 'true') return `${key}: () => import(${from})${one ? `.then((m) => m[${JSON.stringify(one)}])` : ''}`;
      const name = `__glob_${head.length}`;
      head.push(`import * as ${name} from ${from};`);
      return `${key}: ${name}${one ? `[${JSON.stringify(one)}]` : ''}`;
    });
    return `({ ${rows.join(', ')} })`;
  });
  return head.join('') + body;
};

export const viteImports = (root: string): TestRunnerPlugin => ({
  name: 'vite-imports',
  async serve(context) {
    const asked = context.URL.searchParams;
    if (!asked.has('raw') && !asked.has('json')) return undefined;
    const text = await readFile(join(root, decodeURIComponent(context.path)), 'utf8');
    if (asked.has('json')) return { body: `export default ${text};`, type: 'js' };
    return { body: `export default ${JSON.stringify(text)};`, type: 'js' };
  },
  transform(context) {
    if (!context.path.endsWith('.ts') || context.URL.searchParams.has('raw')) return undefined;
    const code = String(context.body);
    if (!code.includes('import.meta.glob')) return undefined;
    return { body: expandGlobs(root, decodeURIComponent(context.path).slice(1), code) };
  },
});
