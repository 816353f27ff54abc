// What page and compiler say to each other: sources in, a module or clang's complaints out.

export interface SourceText {
  /** Path inside the project. */
  path: string;
  text: string;
}

export interface SourceDiagnostic {
  /** A file of the project; empty for what concerns none (the linker's words). */
  path: string;
  /** From 1. */
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'note';
  message: string;
}

export interface CompileJob {
  files: readonly SourceText[];
  /** `check`: diagnostics only, as fast as it goes. */
  kind: 'check' | 'build';
}

export interface CompileAnswer {
  ok: boolean;
  /** The firmware module, of a build that worked. */
  module: Uint8Array | null;
  diagnostics: SourceDiagnostic[];
  /** clang's own words, as a terminal shows them. */
  output: string;
  /** As a compiler of boards prints it; empty unless it was a build that worked. */
  size_info: string;
  /** Real ms. */
  took: number;
}

export interface CompilerProgress {
  /** Bytes that came, of all. */
  loaded: number;
  total: number;
}

/** `idle`: not in memory; `loading`: `progress` says how far; `preparing`: makes what later runs are quick with; `failed`: `problem` says why. */
export type CompilerState = 'idle' | 'loading' | 'preparing' | 'ready' | 'compiling' | 'failed';

/** What elements need of a compiler. Fires `change` when a fact is another. */
export interface SourceCompiler extends EventTarget {
  readonly state: CompilerState;
  readonly progress: CompilerProgress | null;
  /** A sentence, when the last thing asked could not be done at all. */
  readonly problem: string | null;
  /**
   * Throws `CompilerFailure` when there is no compiler to be had. A newer `check` ends an older one that waits, with null.
   * Aborting `signal` ends the work at once, even clang in the middle of it or a download, and rejects with the signal's reason.
   */
  check(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer | null>;
  /** As `check`, and never null. */
  build(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer>;
}

/** The compiler itself is not there, broke, or ran out of memory; its message is for people. */
export class CompilerFailure extends Error {
  override readonly name = 'CompilerFailure';
}
