// The one compiler of a page: whoever wants it gets the same.
import type { SourceCompiler } from './compile-job.ts';
import { createBrowserCompiler } from './compiler.ts';

let compiler: SourceCompiler | null = null;

/** `base`: absolute address of the site. Nothing is fetched before the first check or build. */
export const pageCompiler = (base: string): SourceCompiler => (compiler ??= createBrowserCompiler(base));
