// Fetches the compiler by its list of files, keeps it in the browser, and makes it ready to run.
import { CompilerFailure } from './compile-job.ts';
import type { CompileAnswer, SourceText } from './compile-job.ts';
import type { CompilerReply } from './compiler-message.ts';

export interface LoadedCompiler {
  run(kind: 'check' | 'build', files: readonly SourceText[]): Promise<Omit<CompileAnswer, 'took'>>;
}

/** Throws `CompilerFailure`. */
export const loadCompiler = async (base: string, _tell: (reply: CompilerReply) => void): Promise<LoadedCompiler> => {
  const answer = await fetch(new URL('compiler/manifest.json', base)).catch(() => null);
  if (!answer) throw new CompilerFailure('The compiler did not load. Check your connection and try again.');
  throw new CompilerFailure('This site was built without its compiler.');
};
