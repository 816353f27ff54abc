// A compiler for element tests: it says what the test tells it to, when the test lets it.
import { CompilerFailure } from '../../src/device/compiler/compile-job.ts';
import type { CompileAnswer, CompilerState, SourceCompiler, SourceDiagnostic, SourceText } from '../../src/device/compiler/compile-job.ts';

export class FakeCompiler extends EventTarget implements SourceCompiler {
  state: CompilerState = 'idle';
  progress: { loaded: number; total: number } | null = null;
  problem: string | null = null;
  /** What was asked, oldest first. */
  asked: { kind: 'check' | 'build'; files: readonly SourceText[] }[] = [];
  /** Finds what is wrong with a text; by default nothing. */
  find: (files: readonly SourceText[]) => SourceDiagnostic[] = () => [];
  module: Uint8Array | null = null;
  failure: string | null = null;

  /** A check or build ends when it is aborted, not before. */
  hold = false;
  /** How many are held just now. */
  held = 0;

  async check(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer> {
    await this.#whileHeld(signal);
    return this.#answer('check', files, null);
  }

  async #whileHeld(signal?: AbortSignal): Promise<void> {
    if (!this.hold) return;
    this.held += 1;
    await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))).finally(() => (this.held -= 1));
  }

  async build(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer> {
    await this.#whileHeld(signal);
    return this.#answer('build', files, this.module);
  }

  become(state: CompilerState, progress: { loaded: number; total: number } | null = null): void {
    this.state = state;
    this.progress = progress;
    this.dispatchEvent(new Event('change'));
  }

  #answer(kind: 'check' | 'build', files: readonly SourceText[], module: Uint8Array | null): CompileAnswer {
    this.asked.push({ kind, files });
    if (this.failure !== null) throw new CompilerFailure(this.failure);
    const diagnostics = this.find(files);
    const ok = !diagnostics.some(({ severity }) => severity === 'error');
    return { ok, module: ok ? module : null, diagnostics, output: '', size_info: '', took: 100 };
  }
}

/** An error wherever the word stands. */
export const complainAbout =
  (word: string, message: string) =>
  (files: readonly SourceText[]): SourceDiagnostic[] =>
    files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const column = line.indexOf(word);
        return column < 0 ? [] : [{ path, line: at + 1, column: column + 1, severity: 'error' as const, message }];
      }),
    );
