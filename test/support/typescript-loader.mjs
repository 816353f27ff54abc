// Lets Node 20, which cannot strip types, run our TypeScript: `node --import ./test/support/typescript-loader.mjs file.ts`.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transform } from 'esbuild';

/** @type {import('node:module').LoadHook} */
export const load = async (url, context, nextLoad) => {
  if (!url.startsWith('file:') || !/\.ts($|\?)/.test(url)) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const options = /** @type {const} */ ({ loader: 'ts', sourcefile: path, sourcemap: 'inline', target: 'node20', format: 'esm' });
  const { code } = await transform(await readFile(path, 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
};

if (isMainThread) register(import.meta.url);
