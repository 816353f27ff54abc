// Which files the compiler is made of, and how much of it a visit would still have to fetch.
import type { CompilerFile, CompilerManifest } from '../../model/compiler-manifest.ts';
import { CompilerFailure } from './compile-job.ts';
import { createKeptFiles, type KeptFiles } from './kept-files.ts';

export const AWAY = 'The compiler did not load. Check your connection and try again.';
const NONE = 'This site was built without its compiler. The original can be flashed.';

const isFile = (file: CompilerFile | undefined): file is CompilerFile =>
  typeof file?.path === 'string' &&
  /^compiler\/[\w.-]+$/.test(file.path) &&
  /^[0-9a-f]{64}$/.test(file.sha256) &&
  Number.isFinite(file.size) &&
  Number.isFinite(file.unpacked);

/** The list changes with the site; without a network the one that came with the site is in the worker's cache. Throws `CompilerFailure`. */
export const compilerFiles = async (base: string): Promise<CompilerManifest> => {
  const answer = await fetch(new URL('compiler/manifest.json', base)).catch(() => null);
  if (!answer) throw new CompilerFailure(AWAY);
  // A host may have a page of its own for what it does not know, and call that a success.
  const manifest = answer.ok ? ((await answer.json().catch(() => null)) as CompilerManifest | null) : null;
  if (!manifest || ![manifest.core, manifest.headers, manifest.libs].every(isFile)) throw new CompilerFailure(NONE);
  return manifest;
};

export const keptCompiler = (base: string): Promise<KeptFiles> => createKeptFiles(`pocket-compiler:${base}`, base);

/** Bytes that the first check or build would fetch; 0 when the browser has them already. Throws `CompilerFailure`. */
export const compilerDownload = async (base: string): Promise<number> => {
  const { core, headers, libs } = await compilerFiles(base);
  const files = [core, headers, libs];
  return (await (await keptCompiler(base)).complete(files)) ? 0 : files.reduce((sum, { size }) => sum + size, 0);
};
