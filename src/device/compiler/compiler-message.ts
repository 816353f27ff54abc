// Messages between a page and its compiler worker.
import type { CompileAnswer, CompilerProgress, SourceText } from './compile-job.ts';

export interface CompilerRequest {
  id: number;
  kind: 'check' | 'build';
  files: SourceText[];
  /** Absolute address of the site. */
  base: string;
}

export type CompilerReply =
  | { type: 'progress'; progress: CompilerProgress }
  /** Everything came; once, it makes what later runs are quick with. */
  | { type: 'preparing' }
  /** It runs the job. */
  | { type: 'working' }
  | { type: 'answer'; id: number; answer: CompileAnswer }
  /** `sentence` is for people. The worker is of no more use. */
  | { type: 'failure'; id: number; sentence: string };
