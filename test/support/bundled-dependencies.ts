// Serves npm packages to browser tests as ES modules: one esbuild run over every package that src and test import. It covers
// CommonJS packages, keeps shared modules single (two copies of lit break elements), and a test page loads few files.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';
import { build } from 'esbuild';
import { filesBelow } from './files-below.mjs';

const PREFIX = '/test-dependencies/';
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"./:][^'":]*)['"]/g;
/** Tools that run in Node, and @web/…, whose browser side talks to the test server by absolute addresses: these are served as they are. */
const SERVED_AS_IS = /^(@web\/|vite|esbuild|puppeteer-core|chrome-launcher|sirv|knip|size-limit)/;

const packageFolder = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const importedPackages = (root: string): string[] => {
  const runsInBrowser = (path: string): boolean =>
    path.endsWith('.ts') && !path.startsWith('src/build/') && !/\.(node|site)\.test\.ts$/.test(path);
  const names = new Set<string>();
  for (const path of [...filesBelow(root, 'src'), ...filesBelow(root, 'test')].filter(runsInBrowser)) {
    const text = readFileSync(join(root, path), 'utf8').replace(/^import type [^;]*;$/gm, '');
    for (const [, name = ''] of text.matchAll(IMPORT)) {
      if (!SERVED_AS_IS.test(name) && existsSync(join(root, 'node_modules', packageFolder(name)))) names.add(name);
    }
  }
  return [...names].sort();
};

/** Bundles the packages once per set of names and lock file; concurrent runs share the folder. */
const bundle = async (root: string, names: string[]): Promise<string> => {
  // 300 KB of public suffixes hang behind it and webhooks keep no cookies (spec/service-worker.md §2).
  const stub = filesBelow(root, 'src/adapters').find((path) => path.includes('tough-cookie'));
  const key = createHash('sha256')
    .update(names.join('\n'))
    .update(readFileSync(join(root, 'package-lock.json')));
  if (stub) key.update(readFileSync(join(root, stub)));
  const folder = join(root, '.cache/test-dependencies', key.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const work = `${folder}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, name])),
    outdir: work,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: stub ? { 'tough-cookie': join(root, stub) } : {},
    logLevel: 'error',
  });
  try {
    renameSync(work, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(work, { recursive: true });
  }
  return folder;
};

export const bundledDependencies = (root: string): TestRunnerPlugin => {
  let names: string[] = [];
  let folder = '';
  return {
    name: 'bundled-dependencies',
    async serverStart() {
      names = importedPackages(root);
      folder = await bundle(root, names);
    },
    resolveImport: ({ source }) => (names.includes(source) ? `${PREFIX}${source}.js` : undefined),
    async serve(context) {
      if (!context.path.startsWith(PREFIX)) return undefined;
      return { body: await readFile(join(folder, context.path.slice(PREFIX.length)), 'utf8'), type: 'js' };
    },
  };
};
